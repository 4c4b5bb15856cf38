"""Photos as other people take them: moved, recoloured, on other floors, out of focus, compressed."""

import io
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from .pairs import SURROUND, Pairs

SWAPPED = 0.4
PLAIN = 0.12
COARSE = 10
"""Side of the picture that fills what a garment hid of its background."""


def varied(pairs: Pairs, size: int) -> tuple[Tensor, Tensor]:
    """A batch to learn from: photos [n, 3, size, size] in -1 to 1 and alphas [n, 1, size, size] in 0 to 1."""
    photos, mattes = pairs.photos.float() / 255, pairs.mattes.float() / 255
    photos, mattes = _on_other_ground(photos, mattes)
    photos, mattes = _moved(photos, mattes, size)
    photos = _recoloured(photos)
    photos = torch.stack([_worn(photo) for photo in photos])
    return photos * 2 - 1, mattes


def _on_other_ground(photos: Tensor, mattes: Tensor) -> tuple[Tensor, Tensor]:
    """Some garments pasted on the ground of the next photo, turned, or on a plain or shaded one."""
    ground = _emptied(photos, mattes).roll(1, 0)
    ground = torch.stack([turned.rot90(int(torch.randint(0, 4, ())), [1, 2]) for turned in ground])
    shade = torch.rand(len(photos), 3, 2, 2) * 0.25
    white = (torch.rand(len(photos), 1, 1, 1) < 0.5).float()
    colour = torch.rand(len(photos), 3, 1, 1) * (1 - white) + white
    shaded = colour - shade * torch.rand(len(photos), 1, 1, 1)
    plain = F.interpolate(shaded, photos.shape[2:], mode="bilinear", align_corners=False).clamp(0, 1)
    pick = torch.rand(len(photos), 1, 1, 1)
    ground = torch.where(pick < PLAIN, plain, ground)
    pasted = photos * mattes + ground * (1 - mattes)
    return torch.where(pick < PLAIN + SWAPPED, pasted, photos), mattes


def _emptied(photos: Tensor, mattes: Tensor) -> Tensor:
    """The ground alone; where the garment lay, what is around, out of focus."""
    free = (1 - F.max_pool2d(mattes, 7, 1, 3)).clamp(0, 1)
    coarse = F.adaptive_avg_pool2d(photos * free, COARSE)
    weight = F.adaptive_avg_pool2d(free, COARSE)
    for _ in range(3):
        around, around_weight = (F.avg_pool2d(v, 3, 1, 1, count_include_pad=False) for v in (coarse, weight))
        coarse, weight = coarse + 0.05 * around, weight + 0.05 * around_weight
    filled = F.interpolate(coarse / weight.clamp(min=1e-4), photos.shape[2:], mode="bilinear", align_corners=False)
    return (photos * free + filled * (1 - free)).clamp(0, 1)


def _moved(photos: Tensor, mattes: Tensor, size: int) -> tuple[Tensor, Tensor]:
    """Scaled, stretched, turned, shifted, mirrored; around the photo lies the grey of its square, or its edge."""
    n = len(photos)
    scale = torch.exp2(torch.rand(n) * 1.1 - 0.6)
    stretch = torch.exp2(torch.randn(n) * 0.12)
    turn = torch.randn(n) * 0.12 + (torch.rand(n) < 0.06).float() * (torch.rand(n) - 0.5) * 2 * math.pi
    flip = torch.where(torch.rand(n) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(turn), torch.sin(turn)
    across = torch.stack([cos * scale * stretch * flip, -sin * scale, torch.randn(n) * 0.12], 1)
    down = torch.stack([sin * scale * flip, cos * scale / stretch, torch.randn(n) * 0.12], 1)
    places = F.affine_grid(torch.stack([across, down], 1), [n, 3, size, size], align_corners=False)
    grey = SURROUND / 255
    framed = F.grid_sample(photos - grey, places, padding_mode="zeros", align_corners=False) + grey
    continued = F.grid_sample(photos, places, padding_mode="border", align_corners=False)
    inside = (places.abs().amax(3) <= 1)[:, None]
    photos = torch.where((torch.rand(n, 1, 1, 1) < 0.4) | inside, framed, continued)
    mattes = F.grid_sample(mattes, places, padding_mode="zeros", align_corners=False)
    return photos, mattes


def _recoloured(photos: Tensor) -> Tensor:
    n = len(photos)
    gain = torch.exp2(torch.randn(n, 1, 1, 1) * 0.3) * torch.exp2(torch.randn(n, 3, 1, 1) * 0.12)
    contrast = torch.exp2(torch.randn(n, 1, 1, 1) * 0.25)
    saturation = torch.exp2(torch.randn(n, 1, 1, 1) * 0.4)
    grey = photos.mean(1, keepdim=True)
    photos = grey + (photos - grey) * saturation
    middle = photos.mean([1, 2, 3], keepdim=True)
    return ((middle + (photos - middle) * contrast) * gain).clamp(0, 1)


def _worn(photo: Tensor) -> Tensor:
    """One photo [3, h, w], sometimes unsharp, noisy or compressed."""
    pick = torch.rand(3)
    if pick[0] < 0.2:
        shrunk = F.interpolate(photo[None], scale_factor=float(0.4 + 0.5 * torch.rand(())), mode="area")
        photo = F.interpolate(shrunk, photo.shape[1:], mode="bilinear", align_corners=False)[0]
    if pick[1] < 0.2:
        photo = (photo + torch.randn_like(photo) * float(torch.rand(()) * 0.06)).clamp(0, 1)
    if pick[2] < 0.25:
        stream = io.BytesIO()
        pixels = (photo * 255).byte().permute(1, 2, 0).contiguous().numpy()
        Image.fromarray(pixels).save(stream, "JPEG", quality=int(torch.randint(15, 85, ())))
        photo = torch.from_numpy(np.asarray(Image.open(stream)).copy()).permute(2, 0, 1).float() / 255
    return photo
