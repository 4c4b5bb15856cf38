"""Adaptive discriminator augmentation (Karras et al. 2020, arXiv:2006.06676).

Both real and drawn pictures are changed, each way with probability p, before the discriminator sees them; p
follows how sure the discriminator is of the real ones. Shapes stay upright and on white, since garments do.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

TARGET_CERTAINTY = 0.6
HIGHEST_PROBABILITY = 0.8


def next_probability(p: float, certainty: float, images: int, images_to_full: float) -> float:
    """p after `images` pictures on which the mean sign of the real logits was `certainty` (equation 1)."""
    step = images / images_to_full
    moved = p + math.copysign(step, certainty - TARGET_CERTAINTY) if certainty != TARGET_CERTAINTY else p
    return min(max(moved, 0.0), HIGHEST_PROBABILITY)


def augmented(images: Tensor, p: float) -> Tensor:
    """Pictures [n, 3, R, R] in -1 to 1, each changed in each way with probability p."""
    if p <= 0:
        return images
    return _recoloured(_moved(images, p), p)


def _moved(images: Tensor, p: float) -> Tensor:
    """Scaled, stretched, turned by up to 22 degrees and shifted; what comes into view is white."""
    scale = torch.exp2(_normal(images, p, 0.2))
    stretch = torch.exp2(_normal(images, p, 0.15))
    turn = _uniform(images, p, math.pi * 0.12)
    cos, sin = torch.cos(turn), torch.sin(turn)
    across = torch.stack([cos * scale * stretch, -sin * scale, _normal(images, p, 0.1)], 1)
    down = torch.stack([sin * scale, cos * scale / stretch, _normal(images, p, 0.1)], 1)
    places = F.affine_grid(torch.stack([across, down], 1), list(images.shape), align_corners=False)
    return F.grid_sample(images - 1, places, padding_mode="zeros", align_corners=False) + 1


def _recoloured(images: Tensor, p: float) -> Tensor:
    """Brightness, contrast, hue (turned about the grey axis) and saturation."""
    each = lambda values: values[:, None, None, None]  # noqa: E731
    images = (images + each(_normal(images, p, 0.2))) * each(torch.exp2(_normal(images, p, 0.4)))
    grey = images.mean(1, keepdim=True)
    colour = images - grey
    red, green, blue = colour.split(1, 1)
    across = torch.cat([blue - green, red - blue, green - red], 1) / math.sqrt(3)
    hue = _uniform(images, p, math.pi)
    turned = colour * each(torch.cos(hue)) + across * each(torch.sin(hue))
    return grey + turned * each(torch.exp2(_normal(images, p, 0.6)))


def _switched(images: Tensor, p: float) -> Tensor:
    return (torch.rand(len(images), device=images.device) < p).float()


def _normal(images: Tensor, p: float, spread: float) -> Tensor:
    """[n]: normal of the given spread with probability p, otherwise 0."""
    return torch.randn(len(images), device=images.device) * spread * _switched(images, p)


def _uniform(images: Tensor, p: float, bound: float) -> Tensor:
    """[n]: even between -bound and bound with probability p, otherwise 0."""
    return (torch.rand(len(images), device=images.device) * 2 - 1) * bound * _switched(images, p)
