import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from toile_training.exporting.reference import save_reference
from toile_training.exporting.safetensors import load_exported, save_exported
from toile_training.networks.generator import Generator

from .small import NAMES, small_sizes


class SafetensorsTest(unittest.TestCase):
    def test_a_generator_comes_back_as_it_was(self):
        generator = Generator(small_sizes(16)).requires_grad_(False)
        z, c = torch.randn(3, 8), torch.eye(3)
        with tempfile.TemporaryDirectory() as folder:
            for half, tolerance in ((False, 0), (True, 0.02)):
                path = Path(folder) / "generator.safetensors"
                save_exported(generator, path, kimg=12.3, half=half)
                again, metadata = load_exported(path)
                self.assertEqual((again.sizes, metadata["kimg"]), (generator.sizes, "12.3"))
                self.assertLessEqual(float((again(z, c) - generator(z, c)).abs().max()), tolerance)

    def test_the_reference_is_what_the_generator_draws(self):
        generator = Generator(small_sizes(16)).requires_grad_(False)
        with tempfile.TemporaryDirectory() as folder:
            save_reference(generator, Path(folder) / "reference.npz")
            reference = np.load(Path(folder) / "reference.npz")
            self.assertEqual(len(reference.files), 16)
            z = torch.from_numpy(np.random.RandomState(42).randn(1, 8)).float()
            drawn = generator(z, torch.eye(3)[[42 % len(NAMES)]], 0.7)
            np.testing.assert_allclose(reference["img_seed42_psi0.7"], drawn[0], atol=1e-6)
