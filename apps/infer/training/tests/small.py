"""Small things that the tests share."""

from pathlib import Path

import numpy as np
import torch

from toile_training.dataset import Dataset
from toile_training.networks.architecture import Architecture

FIXTURES = Path(__file__).parents[2] / "fixtures" / "garments-64"
NAMES = ("square", "bar", "ring")


def small_sizes(resolution=16) -> Architecture:
    channels = (8, 8, 8, 4)[: resolution.bit_length() - 2]
    return Architecture(resolution, channels, NAMES, z_dim=8, w_dim=8, mapping_layers=2)


def small_dataset(resolution=16, each=8) -> Dataset:
    """Three simple shapes on white, each in random colours."""
    random = np.random.RandomState(0)
    quarter = resolution // 4
    images = np.full((3 * each, 3, resolution, resolution), 255, np.uint8)
    for i, image in enumerate(images):
        colour = random.randint(0, 200, (3, 1, 1))
        if i % 3 == 0:
            image[:, quarter:-quarter, quarter:-quarter] = colour
        elif i % 3 == 1:
            image[:, :, 2 * quarter - 1 : 2 * quarter + 1] = colour
        else:
            image[:, 1:-1, 1:-1] = colour
            image[:, quarter:-quarter, quarter:-quarter] = 255
    ids = tuple(f"photo-{i}" for i in range(len(images)))
    return Dataset(torch.from_numpy(images), torch.arange(3 * each) % 3, NAMES, ids)
