"""A feed-forward encoder: a garment on white to its place in W+ (Tov et al. 2021, "Designing an encoder for
StyleGAN image manipulation": one w, and an offset for each layer that training keeps small)."""

import torch
from torch import Tensor, nn

from ..matting.network import Convolved
from ..networks.generator import Generator
from .latent_space import LatentSpace

WIDTHS = {4: 128, 8: 128, 16: 96, 32: 48, 64: 32, 128: 24}
"""Feature maps at each side in pixels; larger ones have as many as the largest here."""
GATHERED = 64
FEATURES = 256
RANK = 96
"""Of the offsets, all layers taken together."""


class Encoder(nn.Module):
    """Pictures [n, 3, R, R] in -1 to 1 to wPlus [n, num_ws, d] and category logits [n, c].

    wPlus = w for every layer + a sum of `RANK` fixed offsets of all layers, each by a number of its own.
    """

    def __init__(self, resolution: int, num_ws: int, w_dim: int, categories: int, rank=RANK, small=False):
        """`small` is for tests: as deep, and an eighth as wide."""
        super().__init__()
        sides = [resolution >> i for i in range(resolution.bit_length() - 2)]
        slimness = 8 if small else 1
        widths = [WIDTHS.get(side, WIDTHS[128]) // slimness for side in sides]
        gathered, features = GATHERED // slimness, FEATURES // slimness
        self.first = Convolved(3, widths[0])
        for i in range(len(sides) - 1):
            setattr(self, f"down{i}", Convolved(widths[i], widths[i + 1], stride=2))
            setattr(self, f"level{i}", Convolved(widths[i + 1], widths[i + 1]))
        self.depth = len(sides) - 1
        self.gather = Convolved(widths[-1], gathered)
        self.features = nn.Linear(gathered * 16, features)
        self.to_w = nn.Linear(features, w_dim)
        self.to_offsets = nn.Linear(features, rank)
        self.to_category = nn.Linear(features, categories) if categories else None
        self.offsets = nn.Parameter(torch.zeros(rank, num_ws, w_dim))
        self.register_buffer("mean", torch.zeros(w_dim))
        self.register_buffer("axes", torch.eye(w_dim))

    def start_in(self, space: LatentSpace) -> None:
        """Offsets begin as the leading axes of w in groups of layers; w is told in deviations along the axes."""
        self.mean.copy_(space.mean)
        self.axes.copy_(space.axes)
        rank, num_ws, _ = self.offsets.shape
        groups = torch.arange(num_ws).split(2)
        with torch.no_grad():
            for k in range(rank):
                self.offsets[k, groups[k % len(groups)]] = space.axes[k // len(groups)]
            self.to_offsets.weight.mul_(0.1)
            self.to_offsets.bias.zero_()
            self.to_w.bias.zero_()

    def forward(self, pictures: Tensor, offset_share=1.0) -> tuple[Tensor, Tensor, Tensor | None]:
        """w [n, d], offsets from it [n, num_ws, d] times `offset_share`, and logits."""
        x = self.first(pictures)
        for i in range(self.depth):
            # A residual block: what the smaller side begins with goes on beside what is found in it.
            x = getattr(self, f"down{i}")(x)
            x = x + getattr(self, f"level{i}")(x)
        x = torch.relu(self.features(self.gather(x).flatten(1))).float()
        w = self.mean + self.to_w(x) @ self.axes
        offsets = torch.einsum("nk,kld->nld", self.to_offsets(x), self.offsets) * offset_share
        return w, offsets, None if self.to_category is None else self.to_category(x)

    def w_plus(self, pictures: Tensor) -> Tensor:
        """[n, num_ws, d]"""
        w, offsets, _ = self(pictures)
        return w[:, None] + offsets

    def folded(self) -> dict[str, Tensor]:
        """The weights that `toile-pack` reads: convolutions and fully connected layers as `NAME.weight` and
        `NAME.bias`, and `offsets` [rank, num_ws * d]."""
        tensors = {}
        for name, part in self.named_children():
            if isinstance(part, Convolved):
                tensors[f"{name}.weight"], tensors[f"{name}.bias"] = part.folded()
            else:
                tensors[f"{name}.weight"], tensors[f"{name}.bias"] = part.weight, part.bias
        tensors["to_w.weight"] = self.axes.t() @ self.to_w.weight
        tensors["to_w.bias"] = self.mean + self.to_w.bias @ self.axes
        tensors["offsets"] = self.offsets.flatten(1)
        return {name: value.detach().clone() for name, value in tensors.items()}


def encoder_for(generator: Generator, rank=RANK) -> Encoder:
    sizes = generator.sizes
    return Encoder(sizes.resolution, sizes.num_ws, sizes.w_dim, len(sizes.categories), rank)
