"""Resampling by 2 with the binomial filter [1, 3, 3, 1], alone and joined to a 3x3 convolution.

Strided and transposed convolutions are very slow backwards on a CPU, so both are written as plain convolutions
over the four phases of a pixel (sub-pixel convolution, Shi et al. 2016). On a GPU one dense convolution with the
filter folded into the weights is faster than a convolution and a filter; it gives the same numbers.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def binomial_filter() -> Tensor:
    """The outer product of [1, 3, 3, 1] with itself, of sum 1: [4, 4]."""
    row = torch.tensor([1.0, 3.0, 3.0, 1.0])
    kernel = row[:, None] * row[None]
    return kernel / kernel.sum()


def filtered(x: Tensor, kernel: Tensor, pad: list[int], gain: float = 1.0) -> Tensor:
    """x [n, c, h, w] padded by [left, right, top, bottom] and convolved with `kernel` in each channel."""
    channels = x.shape[1]
    weight = (kernel * gain).to(x.dtype).flip(0, 1)[None, None].repeat(channels, 1, 1, 1)
    return F.conv2d(F.pad(x, pad), weight, groups=channels)


def upsampled(x: Tensor, kernel: Tensor) -> Tensor:
    """x [n, c, h, w] at twice the size: zeros between the pixels, then the filter."""
    n, channels, height, width = x.shape
    spread = x.new_zeros(n, channels, height, 2, width, 2)
    spread[:, :, :, 0, :, 0] = x
    return filtered(spread.reshape(n, channels, 2 * height, 2 * width), kernel, [2, 1, 2, 1], 4.0)


def convolved_up(x: Tensor, weight: Tensor, kernel: Tensor) -> Tensor:
    """x [n, i, h, w] through weight [o, i, 3, 3] to twice the size, filtered: [n, o, 2h, 2w]."""
    if x.is_cuda:
        return _convolved_up_dense(x, weight, kernel)
    return filtered(_transposed_by_phases(x, weight.to(x.dtype)), kernel, [1, 1, 1, 1], 4.0)


def convolved_down(x: Tensor, weight: Tensor, kernel: Tensor) -> Tensor:
    """x [n, i, h, w] filtered and through weight [o, i, 3, 3] to half the size: [n, o, h/2, w/2]."""
    if x.is_cuda:
        return _convolved_down_dense(x, weight, kernel)
    return _strided_by_phases(filtered(x, kernel, [2, 2, 2, 2]), weight.to(x.dtype))


def _transposed_by_phases(x: Tensor, weight: Tensor) -> Tensor:
    """A transposed convolution of stride 2: one 2x2 convolution for each phase of the output, [n, o, 2h+1, 2w+1]."""
    outputs, inputs = weight.shape[:2]
    none = torch.zeros_like(weight[:, :, 0])
    # Along an axis the even outputs meet taps 2 and 0 of two neighbours, the odd ones tap 1 of one.
    rows = [(weight[:, :, 2], weight[:, :, 0]), (none, weight[:, :, 1])]
    phases = []
    for pair in rows:
        phases.append(torch.stack([torch.stack([row[:, :, 2], row[:, :, 0]], -1) for row in pair], -2))
        phases.append(torch.stack([torch.stack([none[:, :, 0], row[:, :, 1]], -1) for row in pair], -2))
    kernels = torch.stack(phases, 1).reshape(outputs * 4, inputs, 2, 2)
    return F.pixel_shuffle(F.conv2d(F.pad(x, [1, 1, 1, 1]), kernels), 2)[:, :, :-1, :-1]


def _strided_by_phases(x: Tensor, weight: Tensor) -> Tensor:
    """A 3x3 convolution of stride 2 as a 2x2 convolution over the four phases of x [n, i, 2h+1, 2w+1]."""
    kernels = F.pixel_unshuffle(F.pad(weight, [0, 1, 0, 1]), 2)
    return F.conv2d(F.pixel_unshuffle(F.pad(x, [0, 1, 0, 1]), 2), kernels)


def _convolved_up_dense(x: Tensor, weight: Tensor, kernel: Tensor) -> Tensor:
    full = _with_filter(weight, (kernel * 4.0).flip(0, 1))
    outputs, inputs = full.shape[:2]
    # Output 2p + phase is the sum over t of x[p + t - 1] times tap phase + 4 - 2t.
    taps = [[phase + 4, phase + 2, phase] for phase in (0, 1)]
    phases = [full[:, :, taps[a]][:, :, :, taps[b]] for a in (0, 1) for b in (0, 1)]
    kernels = torch.stack(phases, 1).reshape(outputs * 4, inputs, 3, 3)
    return F.pixel_shuffle(F.conv2d(x, kernels.to(x.dtype), padding=1), 2)


def _convolved_down_dense(x: Tensor, weight: Tensor, kernel: Tensor) -> Tensor:
    kernels = F.pixel_unshuffle(_with_filter(weight, kernel), 2)
    return F.conv2d(F.pixel_unshuffle(x, 2), kernels.to(x.dtype), padding=1)


def _with_filter(weight: Tensor, kernel: Tensor) -> Tensor:
    """weight [o, i, 3, 3] convolved with the filter: [o, i, 6, 6]."""
    outputs, inputs = weight.shape[:2]
    flat = F.pad(weight.float().reshape(outputs * inputs, 1, 3, 3), [3, 3, 3, 3])
    return F.conv2d(flat, kernel[None, None]).reshape(outputs, inputs, 6, 6)
