"""Which photos no network learns from, so that all can be measured on the same ones."""

import torch
from torch import Tensor

HELD_OUT_SHARE = 0.2
SPLIT_SEED = 11


def held_out(categories: Tensor) -> Tensor:
    """Marks the same share of the pictures of each category: bool [n] for category indices [n]."""
    random = torch.Generator().manual_seed(SPLIT_SEED)
    marked = torch.zeros(len(categories), dtype=torch.bool)
    for category in categories.unique():
        places = (categories == category).nonzero()[:, 0]
        shuffled = places[torch.randperm(len(places), generator=random)]
        marked[shuffled[: round(HELD_OUT_SHARE * len(places))]] = True
    return marked
