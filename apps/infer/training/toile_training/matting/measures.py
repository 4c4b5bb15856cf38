"""How well alphas agree with mattes."""

from dataclasses import asdict, dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Agreement:
    """Means over pictures: overlap of what is above a half (intersection over union), that of the worst tenth, and
    the mean absolute difference of alphas in 0 to 1."""

    iou: float
    worst_tenth_iou: float
    mean_absolute_error: float

    def to_plain(self) -> dict[str, float]:
        return {key: round(value, 4) for key, value in asdict(self).items()}


def agreement(alphas: Tensor, mattes: Tensor) -> Agreement:
    """Both [n, 1, S, S] in 0 to 1."""
    each = overlap(alphas, mattes)
    worst = each.sort().values[: max(1, len(each) // 10)]
    return Agreement(float(each.mean()), float(worst.mean()), float((alphas - mattes).abs().mean()))


def overlap(alphas: Tensor, mattes: Tensor) -> Tensor:
    """Intersection over union of each picture [n]; 1 where both are empty."""
    a, b = alphas > 0.5, mattes > 0.5
    both, either = (a & b).sum([1, 2, 3]), (a | b).sum([1, 2, 3])
    return torch.where(either > 0, both / either.clamp(min=1), torch.ones(len(a)))
