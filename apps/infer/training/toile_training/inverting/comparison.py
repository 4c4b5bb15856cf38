"""The encoder beside what it must beat, and what it cannot: on photos that it never saw."""

import torch
from torch import Tensor

from ..evaluating.classifier import Classifier
from ..networks.generator import Generator
from ..sheet import one_hot
from .encoder import Encoder
from .latent_space import LatentSpace
from .likeness import feature_distance, psnr, ssim

SEEDS = 4096
AT_ONCE = 64
OPTIMISATION_STEPS = 200
OPTIMISATION_RATE = 0.05
PRIOR = 2e-4
"""Weight of a deviation's square in optimisation, so that it stays where the generator has been."""


@torch.no_grad()
def synthesised(generator: Generator, ws: Tensor) -> Tensor:
    return torch.cat([generator.synthesis(part) for part in ws.split(AT_ONCE)])


@torch.no_grad()
def of_encoder(generator: Generator, encoder: Encoder, photos: Tensor, offset_share: float) -> Tensor:
    drawn = []
    for part in photos.split(AT_ONCE):
        w, offsets, _ = encoder(part, offset_share)
        drawn.append(generator.synthesis(w[:, None] + offsets))
    return torch.cat(drawn)


@torch.no_grad()
def nearest_seeds(generator: Generator, photos: Tensor, shares: Tensor) -> Tensor:
    """For each photo the most like of 4096 seeds, pixel by pixel: [n, 3, R, R]."""
    random = torch.Generator().manual_seed(5)
    best = torch.full([len(photos)], torch.inf)
    found = torch.zeros_like(photos)
    flat = photos.flatten(1)
    for _ in range(SEEDS // AT_ONCE):
        z = torch.randn(AT_ONCE, generator.sizes.z_dim, generator=random)
        categories = torch.multinomial(shares, AT_ONCE, replacement=True, generator=random)
        w = generator.mapping(z, one_hot(categories, generator))
        drawn = generator.synthesis(generator.broadcast(w), dtype=torch.bfloat16).clamp(-1, 1)
        near = torch.cdist(flat, drawn.flatten(1))
        distance, which = near.min(1)
        better = distance < best
        best = torch.where(better, distance, best)
        found[better] = drawn[which[better]]
    return found


def optimised(generator: Generator, space: LatentSpace, photos: Tensor, steps=OPTIMISATION_STEPS) -> Tensor:
    """W+ by gradient descent alone, from the mean (Abdal et al. 2019): what patience would give."""
    drawn = []
    for part in photos.split(AT_ONCE):
        place = torch.zeros(len(part), generator.sizes.num_ws, len(space.mean), requires_grad=True)
        optimizer = torch.optim.Adam([place], OPTIMISATION_RATE)
        for step in range(steps):
            optimizer.param_groups[0]["lr"] = OPTIMISATION_RATE * min(1.0, 2 * (1 - step / steps))
            image = generator.synthesis(space.mean + place @ space.axes, dtype=torch.bfloat16)
            loss = (image - part).square().mean([1, 2, 3]).sum() + PRIOR * place.square().mean([1, 2]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        drawn.append(synthesised(generator, (space.mean + place @ space.axes).detach()))
    return torch.cat(drawn)


@torch.no_grad()
def measured(classifier: Classifier, drawn: Tensor, photos: Tensor) -> dict[str, float]:
    """Means over the photos; the feature distance over that of two different photos, so 1 is no likeness at all."""
    apart = feature_distance(classifier, photos, photos.roll(1, 0)).mean()
    return {
        "psnrDb": round(float(psnr(drawn, photos).mean()), 2),
        "ssim": round(float(ssim(drawn, photos).mean()), 4),
        "featureDistance": round(float((feature_distance(classifier, drawn, photos) / apart).mean()), 4),
    }
