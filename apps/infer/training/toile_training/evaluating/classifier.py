"""A small classifier of garments: it needs nothing but the photos, and its features are the space of the measures."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..dataset import Dataset, to_unit
from ..held_out import held_out

FEATURES = 128
WIDTHS = (24, 48, 96, FEATURES)
BATCH = 64
HIGHEST_RATE = 3e-3
WEIGHT_DECAY = 0.02
LABEL_SMOOTHING = 0.1
SHIFT_PX = 4


class Classifier(nn.Module):
    """Pictures [n, 3, R, R] in -1 to 1 to logits; R is 16 or more."""

    def __init__(self, categories: int):
        super().__init__()
        layers, inputs = [], 3
        for width in WIDTHS:
            layers += [nn.Conv2d(inputs, width, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            layers += [nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            inputs = width
        self.layers = nn.Sequential(*layers)
        self.out = nn.Linear(FEATURES, categories)

    def features(self, images: Tensor) -> Tensor:
        """[n, FEATURES]"""
        return self.layers(images).mean([2, 3])

    def forward(self, images: Tensor) -> Tensor:
        return self.out(self.features(images))


@dataclass(frozen=True)
class Labelled:
    """uint8 pictures [n, 3, R, R] with their categories [n]."""

    images: Tensor
    categories: Tensor

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, chosen) -> "Labelled":
        return Labelled(self.images[chosen], self.categories[chosen])


def train_classifier(shown: Labelled, categories: int, steps: int, seed=0, report=print) -> Classifier:
    """Trains on pictures moved by some pixels, mirrored and recoloured; categories are shown equally often."""
    random = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        classifier = Classifier(categories)
    optimizer = torch.optim.AdamW(classifier.parameters(), HIGHEST_RATE, weight_decay=WEIGHT_DECAY)
    counts = torch.bincount(shown.categories, minlength=categories).clamp(min=1)
    weights = (1 / counts.float())[shown.categories]
    classifier.train()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = HIGHEST_RATE * 0.5 * (1 + math.cos(math.pi * step / steps))
        chosen = torch.multinomial(weights, BATCH, replacement=True, generator=random)
        images = _varied(to_unit(shown.images[chosen]), random)
        loss = F.cross_entropy(classifier(images), shown.categories[chosen], label_smoothing=LABEL_SMOOTHING)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if (step + 1) % 100 == 0:
            report(f"  step {step + 1} of {steps}, loss {float(loss):.3f}")
    return classifier.eval().requires_grad_(False)


def classifier_key(dataset: Dataset, steps: int) -> str:
    """Names the classifier of these pictures."""
    return f"{dataset.fingerprint()[:16]}-{steps}"


def kept_classifier(folder: Path, dataset: Dataset, steps: int) -> Classifier:
    """The classifier of a dataset's pictures without those held out; trained once, then kept in the folder."""
    path = folder / f"classifier-{classifier_key(dataset, steps)}.pt"
    if path.exists():
        classifier = Classifier(len(dataset.names))
        classifier.load_state_dict(torch.load(path, weights_only=True))
        return classifier.eval().requires_grad_(False)
    learnt = Labelled(dataset.images, dataset.categories)[~held_out(dataset.categories)]
    print(f"training the classifier on {len(learnt)} photos", flush=True)
    classifier = train_classifier(learnt, len(dataset.names), steps)
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(classifier.state_dict(), path)
    return classifier


@torch.no_grad()
def accuracy(classifier: Classifier, shown: Labelled) -> float:
    """Mean over the categories of the share that is recognised, so that common ones do not count more."""
    logits = torch.cat([classifier(to_unit(part)) for part in shown.images.split(256)])
    right = (logits.argmax(1) == shown.categories).float()
    present = shown.categories.unique()
    return float(torch.stack([right[shown.categories == category].mean() for category in present]).mean())


@torch.no_grad()
def features_of(classifier: Classifier, images: Tensor) -> np.ndarray:
    """[n, FEATURES] float64."""
    return torch.cat([classifier.features(to_unit(part)) for part in images.split(256)]).double().numpy()


def _varied(images: Tensor, random: torch.Generator) -> Tensor:
    n, _, height, width = images.shape
    uniform = lambda *shape: torch.rand(*shape, generator=random)  # noqa: E731
    images = torch.where((uniform(n) < 0.5)[:, None, None, None], images.flip(3), images)
    padded = F.pad(images, [SHIFT_PX] * 4, value=1.0)
    top, left = (int(v) for v in torch.randint(0, 2 * SHIFT_PX + 1, (2,), generator=random))
    images = padded[:, :, top : top + height, left : left + width]
    # The garment is recoloured, the white around it stays: 1 is white.
    gain = 0.7 + 0.6 * uniform(n, 3, 1, 1)
    return 1 - ((1 - images) * gain).clamp(0, 2)
