"""What PyTorch draws from a generator, for a test that holds a pack to it."""

from pathlib import Path

import numpy as np
import torch

from ..networks.generator import Generator
from ..sheet import one_hot

SEEDS = (0, 1, 2, 42)
PSIS = (1.0, 0.7)


@torch.no_grad()
def save_reference(generator: Generator, path: Path) -> None:
    """For each seed S (category S mod c) and truncation P: `w_seedS_psiP` [w_dim] and `img_seedS_psiP` [3, R, R]."""
    expected = {}
    for seed in SEEDS:
        z = torch.from_numpy(np.random.RandomState(seed).randn(1, generator.sizes.z_dim)).float()
        c = one_hot(torch.tensor([seed % len(generator.sizes.categories)]), generator)
        for psi in PSIS:
            w = generator.mapping.truncated(generator.mapping(z, c), psi)
            expected[f"w_seed{seed}_psi{psi}"] = w[0].numpy()
            expected[f"img_seed{seed}_psi{psi}"] = generator.synthesis(generator.broadcast(w))[0].numpy()
    np.savez_compressed(path, **expected)
