"""A small U-Net (Ronneberger et al. 2015): photos [n, 3, S, S] in -1 to 1 to the garment's alpha."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTHS = (16, 32, 64, 96)
"""Feature maps at a half, a quarter, an eighth and a sixteenth of the photo's side."""
LAST_WIDTH = 16


class Convolved(nn.Module):
    """A 3x3 convolution, normalisation and ReLU."""

    def __init__(self, inputs: int, outputs: int, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))

    def folded(self) -> tuple[Tensor, Tensor]:
        """Weight and bias of the one convolution that this is when nothing is learnt any more."""
        scale = self.norm.weight / (self.norm.running_var + self.norm.eps).sqrt()
        return self.conv.weight * scale[:, None, None, None], self.norm.bias - self.norm.running_mean * scale


class MattingNetwork(nn.Module):
    """Photos [n, 3, S, S], S a multiple of 16, to logits [n, 1, S, S]; their sigmoid is the alpha."""

    def __init__(self, widths=WIDTHS, last=LAST_WIDTH):
        super().__init__()
        inputs = 3
        for i, width in enumerate(widths):
            setattr(self, f"down{i}", Convolved(inputs, width, stride=2))
            setattr(self, f"level{i}", Convolved(width, width))
            inputs = width
        self.middle = Convolved(inputs, inputs)
        for i in reversed(range(len(widths) - 1)):
            setattr(self, f"up{i}", Convolved(inputs + widths[i], widths[i]))
            inputs = widths[i]
        self.last = Convolved(inputs + 3, last)
        self.out = nn.Conv2d(last, 1, 3, padding=1)
        self.depth = len(widths)

    def forward(self, photos: Tensor) -> Tensor:
        x, levels = photos, []
        for i in range(self.depth):
            x = getattr(self, f"level{i}")(getattr(self, f"down{i}")(x))
            levels.append(x)
        x = self.middle(x)
        for i in reversed(range(self.depth - 1)):
            x = getattr(self, f"up{i}")(torch.cat([_doubled(x), levels[i]], 1))
        return self.out(self.last(torch.cat([_doubled(x), photos.to(x.dtype)], 1)))

    def alpha(self, photos: Tensor) -> Tensor:
        """[n, 1, S, S], 0 to 1."""
        return torch.sigmoid(self(photos).float())

    def folded(self) -> dict[str, Tensor]:
        """The weights that `toile-pack` reads: `NAME.weight` [o, i, 3, 3] and `NAME.bias` [o] of each convolution."""
        tensors = {"out.weight": self.out.weight, "out.bias": self.out.bias}
        for name, part in self.named_children():
            if isinstance(part, Convolved):
                tensors[f"{name}.weight"], tensors[f"{name}.bias"] = part.folded()
        return {name: value.detach().clone() for name, value in tensors.items()}


def _doubled(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
