"""Sheets of pictures: what a person looks at to judge a run."""

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from .dataset import to_bytes
from .networks.generator import Generator

SHEET_SEED = 1


def save_sheet(path: Path, images: Tensor, columns: int) -> None:
    """uint8 pictures [n, 3, R, R] in rows of `columns`, as a PNG."""
    n, _, height, width = images.shape
    rows = -(-n // columns)
    sheet = np.full((rows * height, columns * width, 3), 255, np.uint8)
    for i, image in enumerate(images.permute(0, 2, 3, 1).cpu().numpy()):
        top, left = i // columns * height, i % columns * width
        sheet[top : top + height, left : left + width] = image
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path)


@torch.no_grad()
def sample_sheet(generator: Generator, columns=9, psi=0.7) -> Tensor:
    """A row for each category, the same seeds for every model: uint8 [c * columns, 3, R, R]."""
    categories = max(1, len(generator.sizes.categories))
    z = np.random.RandomState(SHEET_SEED).randn(categories * columns, generator.sizes.z_dim)
    chosen = torch.arange(categories).repeat_interleave(columns)
    return draw(generator, torch.from_numpy(z).float(), chosen, psi)


@torch.no_grad()
def draw(generator: Generator, z: Tensor, categories: Tensor, psi: float, at_once=32) -> Tensor:
    """z [n, z_dim] and category indices [n] to uint8 pictures [n, 3, R, R]."""
    device = next(generator.parameters()).device
    c = one_hot(categories, generator)
    parts = zip(z.split(at_once), c.split(at_once))
    return torch.cat([to_bytes(generator(a.to(device), b.to(device), psi)).cpu() for a, b in parts])


def one_hot(categories: Tensor, generator: Generator) -> Tensor:
    """Category indices [n] as the generator wants them: [n, c_dim] float32."""
    return torch.eye(len(generator.sizes.categories), device=categories.device)[categories]
