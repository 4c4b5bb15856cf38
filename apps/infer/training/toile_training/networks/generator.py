"""The generator of StyleGAN2, with skip connections of RGB (Karras et al. 2020, section 4).

Parameters carry the names that StyleGAN2-ADA checkpoints have, so that one importer reads both.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .architecture import Architecture
from .fully_connected import FullyConnected, leaky, unit_mean_square
from .resampling import binomial_filter, convolved_up, upsampled

W_AVERAGE_DECAY = 0.995


class Mapping(nn.Module):
    """z [n, z_dim] and one-hot categories c [n, c_dim] to w [n, w_dim]."""

    def __init__(self, sizes: Architecture):
        super().__init__()
        c_dim = len(sizes.categories)
        self.layers = sizes.mapping_layers
        self.embed = FullyConnected(c_dim, sizes.w_dim) if c_dim else None
        widths = [sizes.z_dim + (sizes.w_dim if c_dim else 0)] + [sizes.w_dim] * self.layers
        for i in range(self.layers):
            setattr(self, f"fc{i}", FullyConnected(widths[i], widths[i + 1], activate=True, rate=0.01))
        self.register_buffer("w_avg", torch.zeros(sizes.w_dim))

    def forward(self, z: Tensor, c: Tensor) -> Tensor:
        x = unit_mean_square(z)
        if self.embed is not None:
            x = torch.cat([x, unit_mean_square(self.embed(c))], 1)
        for i in range(self.layers):
            x = getattr(self, f"fc{i}")(x)
        return x

    def track_average(self, w: Tensor) -> None:
        """Moves `w_avg`, the centre of truncation, towards a batch's mean."""
        self.w_avg.copy_(w.detach().mean(0).lerp(self.w_avg, W_AVERAGE_DECAY))

    def truncated(self, w: Tensor, psi: float) -> Tensor:
        return self.w_avg.lerp(w, psi)


class StyledLayer(nn.Module):
    """A modulated 3x3 convolution, noise and activation. Scaling before and after it is exact demodulation."""

    def __init__(self, inputs: int, outputs: int, w_dim: int, resolution: int, up=False):
        super().__init__()
        self.up, self.resolution = up, resolution
        self.register_buffer("resample_filter", binomial_filter())
        self.affine = FullyConnected(w_dim, inputs, first_bias=1.0)
        self.weight = nn.Parameter(torch.randn(outputs, inputs, 3, 3))
        self.register_buffer("noise_const", torch.randn(resolution, resolution))
        self.noise_strength = nn.Parameter(torch.zeros([]))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x: Tensor, w: Tensor, random_noise: bool) -> Tensor:
        style = self.affine(w)
        demodulation = (style.square() @ self.weight.square().sum([2, 3]).t() + 1e-8).rsqrt()
        x = x * style[:, :, None, None].to(x.dtype)
        if self.up:
            x = convolved_up(x, self.weight, self.resample_filter)
        else:
            x = F.conv2d(x, self.weight.to(x.dtype), padding=1)
        x = x * demodulation[:, :, None, None].to(x.dtype)
        noise = self.noise_const
        if random_noise:
            noise = torch.randn(x.shape[0], 1, self.resolution, self.resolution, device=x.device)
        x = x + (noise * self.noise_strength).to(x.dtype)
        return leaky(x + self.bias.to(x.dtype)[:, None, None])


class ToRgb(nn.Module):
    """A modulated 1x1 convolution to three channels, without demodulation."""

    def __init__(self, inputs: int, w_dim: int):
        super().__init__()
        self.affine = FullyConnected(w_dim, inputs, first_bias=1.0)
        self.weight = nn.Parameter(torch.randn(3, inputs, 1, 1))
        self.bias = nn.Parameter(torch.zeros(3))
        self.gain = 1 / math.sqrt(inputs)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        style = self.affine(w) * self.gain
        x = F.conv2d(x * style[:, :, None, None].to(x.dtype), self.weight.to(x.dtype))
        return x + self.bias.to(x.dtype)[:, None, None]


class SynthesisBlock(nn.Module):
    """One resolution: two styled layers (one at 4 px, after the constant) and its share of the RGB."""

    def __init__(self, inputs: int, outputs: int, w_dim: int, resolution: int):
        super().__init__()
        self.register_buffer("resample_filter", binomial_filter())
        self.starts = inputs == 0
        if self.starts:
            self.const = nn.Parameter(torch.randn(outputs, resolution, resolution))
        else:
            self.conv0 = StyledLayer(inputs, outputs, w_dim, resolution, up=True)
        self.conv1 = StyledLayer(outputs, outputs, w_dim, resolution)
        self.torgb = ToRgb(outputs, w_dim)

    def forward(self, x, image, ws: Tensor, random_noise: bool, dtype: torch.dtype):
        """ws [n, 2 or 3, w_dim]: one for each styled layer, and one for the RGB."""
        if self.starts:
            x = self.const.to(dtype)[None].repeat(ws.shape[0], 1, 1, 1)
        else:
            x = self.conv0(x, ws[:, 0], random_noise)
        x = self.conv1(x, ws[:, -2], random_noise)
        rgb = self.torgb(x, ws[:, -1]).float()
        return x, rgb if image is None else upsampled(image, self.resample_filter) + rgb


class Synthesis(nn.Module):
    """ws [n, num_ws, w_dim] to pictures [n, 3, R, R], about -1 to 1 and not clamped."""

    def __init__(self, sizes: Architecture):
        super().__init__()
        self.resolutions = sizes.resolutions
        inputs = 0
        for resolution, outputs in zip(sizes.resolutions, sizes.channels):
            setattr(self, f"b{resolution}", SynthesisBlock(inputs, outputs, sizes.w_dim, resolution))
            inputs = outputs

    def forward(self, ws: Tensor, random_noise=False, dtype=torch.float32) -> Tensor:
        x = image = None
        first = 0
        for resolution in self.resolutions:
            block = getattr(self, f"b{resolution}")
            layers = 1 if block.starts else 2
            x, image = block(x, image, ws[:, first : first + layers + 1], random_noise, dtype)
            first += layers
        return image


class Generator(nn.Module):
    """Draws pictures from z and categories."""

    def __init__(self, sizes: Architecture):
        super().__init__()
        self.sizes = sizes
        self.synthesis = Synthesis(sizes)
        self.mapping = Mapping(sizes)

    def forward(self, z: Tensor, c: Tensor, psi=1.0) -> Tensor:
        """z [n, z_dim], c [n, c_dim] one-hot; constant noise: what Toile itself draws."""
        return self.synthesis(self.broadcast(self.mapping.truncated(self.mapping(z, c), psi)))

    def broadcast(self, w: Tensor) -> Tensor:
        """One w for all layers: [n, num_ws, w_dim]."""
        return w[:, None].repeat(1, self.sizes.num_ws, 1)

    def start_silent_at(self, resolution: int) -> None:
        """Lets the block of a resolution add nothing to the picture until it has learnt to."""
        nn.init.zeros_(getattr(self.synthesis, f"b{resolution}").torgb.weight)
