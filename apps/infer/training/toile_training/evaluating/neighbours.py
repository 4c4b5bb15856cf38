"""Does a generator copy? Each drawn picture beside the real ones that are nearest to it."""

import numpy as np
import torch
from torch import Tensor

from ..dataset import shrunk, to_unit
from .classifier import Labelled
from .measures import distances

COMPARED_PX = 32


def nearest_sheet(drawn: Labelled, real: Labelled, columns=6) -> Tensor:
    """A row for each drawn picture [n]: itself, then its `columns` nearest real pictures, mirrored ones too."""
    between = _either_way(drawn.images, real.images)
    rows = []
    for image, row in zip(drawn.images, between):
        rows += [image, *real.images[np.argsort(row)[:columns].copy()]]
    return torch.stack(rows)


def copying(drawn: Labelled, real: Labelled) -> dict[str, float]:
    """Median distance of drawn pictures to their nearest real one, over that of real ones to each other.
    Well below 1 would mean copies. Also the share of drawn pictures nearer to a real one than 1 % of the real
    ones are to another: about 0.01 or less without copies."""
    nearest_drawn = _either_way(drawn.images, real.images).min(1)
    among_real = _either_way(real.images, real.images, itself=False).min(1)
    return {
        "nearestRatio": float(np.median(nearest_drawn) / np.median(among_real)),
        "nearCopies": float((nearest_drawn < np.quantile(among_real, 0.01)).mean()),
    }


def _either_way(a: Tensor, b: Tensor, itself=True) -> np.ndarray:
    """Distances of pixels at a small size, the lesser of plain and mirrored: [len(a), len(b)]."""
    flat = lambda images: to_unit(images).flatten(1).double().numpy()  # noqa: E731
    a, b = shrunk(a, COMPARED_PX), shrunk(b, COMPARED_PX)
    plain, mirrored = distances(flat(a), flat(b)), distances(flat(a), flat(b.flip(3)))
    if not itself:
        np.fill_diagonal(plain, np.inf)
        np.fill_diagonal(mirrored, np.inf)
    return np.minimum(plain, mirrored)
