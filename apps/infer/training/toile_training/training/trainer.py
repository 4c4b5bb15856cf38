"""One run of adversarial training: its state, and one step of it."""

import copy
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..dataset import Dataset, to_unit
from ..networks.architecture import Architecture
from ..networks.discriminator import Discriminator
from ..networks.generator import Generator
from .augment import augmented, next_probability
from .settings import TrainSettings

ADAPT_EVERY = 4
ADAM_BETA2 = 0.99


@dataclass
class StepReport:
    """Losses of a step, and the mean sign of the discriminator's logits for real pictures (-1 to 1)."""

    discriminator_loss: float
    generator_loss: float
    certainty: float


class Trainer:
    """Trains a generator and a discriminator on a dataset of the generator's size."""

    def __init__(self, sizes: Architecture, settings: TrainSettings, dataset: Dataset, device="cpu", grown=False):
        if dataset.resolution != sizes.resolution:
            raise ValueError(f"the dataset has {dataset.resolution} px, the networks {sizes.resolution}")
        torch.manual_seed(settings.seed)
        self.sizes, self.settings, self.device = sizes, settings, torch.device(device)
        self.dataset = dataset.to(self.device)
        self.generator = Generator(sizes).to(self.device)
        self.discriminator = Discriminator(sizes, grown).to(self.device)
        self.average = copy.deepcopy(self.generator).eval().requires_grad_(False)
        self.dtype = torch.bfloat16 if settings.precision == "bf16" else torch.float32
        if self.dtype is torch.bfloat16:
            self.generator.to(memory_format=torch.channels_last)
            self.discriminator.to(memory_format=torch.channels_last)
        # A penalty on one step of r1_every stands for all of them, so Adam is set as for r1_every + 1 steps.
        lazy = settings.r1_every / (settings.r1_every + 1)
        self.rates = (settings.learning_rate, settings.learning_rate * lazy)
        self.optimizers = (
            torch.optim.Adam(self.generator.parameters(), self.rates[0], (0.0, ADAM_BETA2), eps=1e-8),
            torch.optim.Adam(self.discriminator.parameters(), self.rates[1], (0.0, ADAM_BETA2**lazy), eps=1e-8),
        )
        self.steps = self.images_seen = self.images_since_growth = 0
        self.images_since_start = 0
        """Pictures since the optimizers' state began."""
        self.augment_probability = 0.0
        self.certainties: list[float] = []
        self.category_shares = self.dataset.category_shares()
        counts = torch.bincount(self.dataset.categories, minlength=len(sizes.categories)).clamp(min=1)
        self.weights = (self.category_shares / counts)[self.dataset.categories]

    def step(self) -> StepReport:
        """Shows one batch to both networks."""
        self._set_rates()
        discriminator_loss, certainty = self._discriminator_step()
        generator_loss = self._generator_step()
        batch = self.settings.batch
        self.images_seen += batch
        self.images_since_growth += batch
        self.images_since_start += batch
        self._average_step()
        self.steps += 1
        self.certainties.append(certainty)
        if len(self.certainties) == ADAPT_EVERY:
            self.augment_probability = next_probability(
                self.augment_probability,
                sum(self.certainties) / ADAPT_EVERY,
                batch * ADAPT_EVERY,
                self.settings.augment_kimg * 1000,
            )
            self.certainties = []
        return StepReport(discriminator_loss, generator_loss, certainty)

    @property
    def blend(self) -> float:
        """How much of a grown discriminator's first block counts, 0 to 1."""
        if not self.discriminator.grown or self.settings.fade_kimg <= 0:
            return 1.0
        return min(1.0, self.images_since_growth / (self.settings.fade_kimg * 1000))

    def _set_rates(self) -> None:
        ramp = self.settings.ramp_kimg * 1000
        share = min(1.0, (self.images_since_start + self.settings.batch) / ramp) if ramp > 0 else 1.0
        for optimizer, rate in zip(self.optimizers, self.rates):
            for group in optimizer.param_groups:
                group["lr"] = rate * share

    def _discriminator_step(self) -> tuple[float, float]:
        penalised = self.steps % self.settings.r1_every == 0
        # The penalty's second derivatives are taken in full precision.
        dtype = torch.float32 if penalised else self.dtype
        self.discriminator.requires_grad_(True)
        with torch.no_grad():
            drawn, c_drawn = self._drawn(track=True)
        real, c_real = self._real()
        # Sampling the moved picture has no second derivative: the penalty is on what the discriminator is shown.
        real = augmented(real, self.augment_probability).detach().requires_grad_(penalised)
        real_logits = self._judged(real, c_real, dtype)
        drawn_logits = self._judged(augmented(drawn, self.augment_probability), c_drawn)
        loss = F.softplus(drawn_logits).mean() + F.softplus(-real_logits).mean()
        total = loss
        if penalised:
            (gradient,) = torch.autograd.grad(real_logits.sum(), real, create_graph=True)
            penalty = gradient.square().sum([1, 2, 3]).mean()
            gamma = self.settings.gamma_at(self.sizes.resolution)
            total = loss + penalty * (gamma / 2 * self.settings.r1_every)
        self._descend(self.optimizers[1], self.discriminator, total)
        return float(loss.detach()), float(real_logits.detach().sign().mean())

    def _generator_step(self) -> float:
        self.discriminator.requires_grad_(False)
        drawn, c = self._drawn()
        logits = self._judged(augmented(drawn, self.augment_probability), c)
        loss = F.softplus(-logits).mean()
        self._descend(self.optimizers[0], self.generator, loss)
        return float(loss.detach())

    def _descend(self, optimizer: torch.optim.Optimizer, network: nn.Module, loss: Tensor) -> None:
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        for parameter in network.parameters():
            if parameter.grad is not None:
                parameter.grad.nan_to_num_(0, 1e5, -1e5)
        optimizer.step()

    @torch.no_grad()
    def _average_step(self) -> None:
        half_life = min(self.settings.ema_kimg * 1000, self.images_seen / 20)
        kept = 0.5 ** (self.settings.batch / half_life)
        for ours, average in zip(self.generator.parameters(), self.average.parameters()):
            average.copy_(ours.lerp(average, kept))
        for ours, average in zip(self.generator.buffers(), self.average.buffers()):
            average.copy_(ours)

    def _judged(self, images: Tensor, c: Tensor, dtype: torch.dtype | None = None) -> Tensor:
        return self.discriminator(images, c, dtype or self.dtype, self.blend)

    def _drawn(self, track=False) -> tuple[Tensor, Tensor]:
        """A batch of pictures with random noise, some of two mixed styles, and their categories."""
        g, batch = self.generator, self.settings.batch
        c = self._one_hot(torch.multinomial(self.category_shares, batch, replacement=True))
        w = g.mapping(self._z(), c)
        if track:
            g.mapping.track_average(w)
        ws = g.broadcast(w)
        if float(torch.rand([])) < self.settings.style_mixing:
            cut = int(torch.randint(1, self.sizes.num_ws, []))
            ws = torch.cat([ws[:, :cut], g.broadcast(g.mapping(self._z(), c))[:, cut:]], 1)
        return g.synthesis(ws, random_noise=True, dtype=self.dtype), c

    def _real(self) -> tuple[Tensor, Tensor]:
        """A batch of photos, half of them mirrored, and their categories."""
        chosen = torch.multinomial(self.weights, self.settings.batch, replacement=True)
        images = to_unit(self.dataset.images[chosen])
        mirrored = (torch.rand(len(images), device=self.device) < 0.5)[:, None, None, None]
        images = torch.where(mirrored, images.flip(3), images)
        return images, self._one_hot(self.dataset.categories[chosen])

    def _z(self) -> Tensor:
        return torch.randn(self.settings.batch, self.sizes.z_dim, device=self.device)

    def _one_hot(self, categories: Tensor) -> Tensor:
        return F.one_hot(categories, len(self.sizes.categories)).float()
