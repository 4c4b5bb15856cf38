"""A fully connected layer with an equalised learning rate, and the activation of both networks."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def leaky(x: Tensor) -> Tensor:
    """Leaky ReLU of slope 0.2, scaled by sqrt(2) to keep the variance."""
    return F.leaky_relu(x, 0.2) * math.sqrt(2)


def unit_mean_square(x: Tensor) -> Tensor:
    """Each row of x [n, d] over the root of its mean square."""
    return x * (x.square().mean(1, keepdim=True) + 1e-8).rsqrt()


class FullyConnected(nn.Module):
    """Weights are kept at unit variance and scaled when used, so that all layers learn at one rate."""

    def __init__(self, inputs: int, outputs: int, activate=False, rate=1.0, first_bias=0.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) / rate)
        self.bias = nn.Parameter(torch.full([outputs], float(first_bias)))
        self.activate = activate
        self.weight_gain = rate / math.sqrt(inputs)
        self.bias_gain = rate

    def forward(self, x: Tensor) -> Tensor:
        x = F.linear(x, self.weight * self.weight_gain, self.bias * self.bias_gain)
        return leaky(x) if self.activate else x
