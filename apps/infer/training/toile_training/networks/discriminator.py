"""The residual discriminator of StyleGAN2, conditioned by projection (Miyato and Koyama 2018)."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .architecture import Architecture
from .fully_connected import FullyConnected, leaky, unit_mean_square
from .resampling import binomial_filter, convolved_down, filtered

MINIBATCH_GROUP = 8


class Convolution(nn.Module):
    """A convolution of equalised learning rate, to half the size if `down`."""

    def __init__(self, inputs: int, outputs: int, size: int, activate=True, down=False, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, size, size))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.gain = 1 / math.sqrt(inputs * size * size)
        self.size, self.activate, self.down = size, activate, down
        self.register_buffer("resample_filter", binomial_filter())

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight * self.gain
        bias = None if self.bias is None else self.bias.to(x.dtype)
        if not self.down:
            x = F.conv2d(x, weight.to(x.dtype), bias, padding=self.size // 2)
        else:
            if self.size == 3:
                x = convolved_down(x, weight, self.resample_filter)
            else:
                x = filtered(x, self.resample_filter, [1, 1, 1, 1])[:, :, ::2, ::2].contiguous()
                x = F.conv2d(x, weight.to(x.dtype))
            if bias is not None:
                x = x + bias[:, None, None]
        return leaky(x) if self.activate else x


class DiscriminatorBlock(nn.Module):
    """A residual block from one resolution to the next smaller one; `reads_rgb` if pictures can enter here."""

    def __init__(self, inputs: int, outputs: int, reads_rgb: bool):
        super().__init__()
        if reads_rgb:
            self.fromrgb = Convolution(3, inputs, 1)
        self.conv0 = Convolution(inputs, inputs, 3)
        self.conv1 = Convolution(inputs, outputs, 3, down=True)
        self.skip = Convolution(inputs, outputs, 1, activate=False, down=True, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return (self.conv1(self.conv0(x)) + self.skip(x)) * math.sqrt(0.5)


class Discriminator(nn.Module):
    """Pictures [n, 3, R, R] and one-hot categories [n, c_dim] to logits [n, 1], high where they look real.

    A grown discriminator keeps the entrance of the smaller one, so that the block in front of it can be faded
    in (Karras et al. 2018, section 2) while the blocks behind it go on seeing what they know.
    """

    def __init__(self, sizes: Architecture, grown=False):
        super().__init__()
        self.resolutions = sizes.resolutions[:0:-1]
        self.grown = grown
        for i, resolution in enumerate(self.resolutions):
            reads_rgb = i == 0 or (grown and i == 1)
            inputs, outputs = sizes.channels_at(resolution), sizes.channels_at(resolution // 2)
            setattr(self, f"b{resolution}", DiscriminatorBlock(inputs, outputs, reads_rgb))
        last, c_dim = sizes.channels[0], len(sizes.categories)
        self.conv = Convolution(last + 1, last, 3)
        self.fc = FullyConnected(last * 16, last, activate=True)
        self.out = FullyConnected(last, last if c_dim else 1)
        self.embed = FullyConnected(c_dim, last) if c_dim else None

    def forward(self, image: Tensor, c: Tensor, dtype=torch.float32, blend=1.0) -> Tensor:
        """`blend` 0 leaves the first block of a grown discriminator out, 1 is the whole network."""
        image = image.to(dtype)
        first, *others = (getattr(self, f"b{resolution}") for resolution in self.resolutions)
        x = first(first.fromrgb(image)) if blend > 0 else None
        if self.grown and blend < 1:
            small = others[0].fromrgb(F.avg_pool2d(image, 2))
            x = small if x is None else small.lerp(x, blend)
        for block in others:
            x = block(x)
        x = self.conv(_with_spread(x.float())).flatten(1)
        x = self.out(self.fc(x))
        if self.embed is None:
            return x
        direction = unit_mean_square(self.embed(c))
        return (x * direction).sum(1, keepdim=True) / math.sqrt(x.shape[1])


def _with_spread(x: Tensor) -> Tensor:
    """x with a channel more: the mean standard deviation within groups of pictures, against mode collapse."""
    n = x.shape[0]
    group = min(n, MINIBATCH_GROUP)
    if n % group:
        raise ValueError(f"a batch of {n} pictures is no multiple of {group}")
    grouped = x.reshape(group, n // group, *x.shape[1:])
    spread = (grouped.var(0, unbiased=False) + 1e-8).sqrt().mean([1, 2, 3], keepdim=True)
    return torch.cat([x, spread.repeat(group, 1, *x.shape[2:])], 1)
