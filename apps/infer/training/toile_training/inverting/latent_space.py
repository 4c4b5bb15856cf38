"""Where a generator's w lie: their mean and principal axes."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..networks.generator import Generator
from ..sheet import one_hot

SAMPLES = 20_000
MIXED = 0.5
"""Share of the drawn garments whose finer layers come from a second w."""


@dataclass(frozen=True)
class LatentSpace:
    """`mean` [d] and `axes` [d, d]: row k is a principal axis, as long as the deviation along it."""

    mean: Tensor
    axes: Tensor

    @property
    def variance(self) -> float:
        """Mean squared distance of a w from the mean."""
        return float(self.axes.square().sum())


@torch.no_grad()
def latent_space(generator: Generator, shares: Tensor) -> LatentSpace:
    """Measured on w of the categories' shares [c]."""
    random = torch.Generator().manual_seed(3)
    w = torch.cat([draw_w(generator, shares, 1000, random) for _ in range(SAMPLES // 1000)])
    mean = w.mean(0)
    values, vectors = np.linalg.eigh(np.cov(w.double().numpy(), rowvar=False))
    order = np.argsort(values)[::-1]
    axes = vectors[:, order].T * np.sqrt(np.clip(values[order], 1e-12, None))[:, None]
    return LatentSpace(mean, torch.from_numpy(axes.copy()).float())


@torch.no_grad()
def draw_w(generator: Generator, shares: Tensor, count: int, random: torch.Generator | None = None) -> Tensor:
    """w [count, d] without truncation."""
    z = torch.randn(count, generator.sizes.z_dim, generator=random)
    categories = torch.multinomial(shares, count, replacement=True, generator=random)
    return generator.mapping(z, one_hot(categories, generator))


@torch.no_grad()
def draw_ws(generator: Generator, shares: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """wPlus [count, num_ws, d] as rooms make them, and the categories [count] of their coarse layers."""
    categories = torch.multinomial(shares, count, replacement=True)
    z = torch.randn(2, count, generator.sizes.z_dim)
    c = one_hot(categories, generator)
    coarse, fine = (generator.broadcast(generator.mapping(part, c)) for part in z)
    layers = torch.arange(generator.sizes.num_ws)
    crossing = torch.randint(2, generator.sizes.num_ws, [count])
    crossing = torch.where(torch.rand(count) < MIXED, crossing, generator.sizes.num_ws)
    return torch.where((layers[None] < crossing[:, None])[:, :, None], coarse, fine), categories
