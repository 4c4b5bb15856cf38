import unittest

import numpy as np
import torch

from toile_training.exporting.safetensors import load_exported
from toile_training.networks import resampling
from toile_training.networks.architecture import Architecture
from toile_training.networks.discriminator import Discriminator
from toile_training.networks.generator import Generator

from .small import FIXTURES, NAMES, small_sizes


class GeneratorTest(unittest.TestCase):
    def test_draws_the_house_model_as_its_reference_says(self):
        generator, metadata = load_exported(FIXTURES / "generator.safetensors")
        self.assertEqual(metadata["kimg"], "135")
        reference = np.load(FIXTURES / "reference.npz")
        for seed in (0, 42):
            z = torch.from_numpy(np.random.RandomState(seed).randn(1, 256)).float()
            c = torch.eye(9)[[seed % 9]]
            for psi in (1.0, 0.7):
                w = generator.mapping.truncated(generator.mapping(z, c), psi)
                np.testing.assert_allclose(w[0], reference[f"w_seed{seed}_psi{psi}"], atol=2e-5)
                expected = reference[f"img_seed{seed}_psi{psi}"]
                np.testing.assert_allclose(generator(z, c, psi)[0], expected, atol=1e-4)

    def test_a_silent_block_draws_the_smaller_picture_upsampled(self):
        small, large = Generator(small_sizes(16)), Generator(small_sizes(32))
        large.load_state_dict({**large.state_dict(), **small.state_dict()})
        large.start_silent_at(32)
        z, c = torch.randn(2, 8), torch.eye(3)[[0, 2]]
        expected = resampling.upsampled(small(z, c), resampling.binomial_filter())
        torch.testing.assert_close(large(z, c), expected, atol=1e-5, rtol=0)

    def test_half_the_layers_decide_coarse_shapes_alone(self):
        generator = Generator(small_sizes(16))
        w = generator.mapping(torch.randn(2, 8), torch.eye(3)[[0, 1]])
        ws = generator.broadcast(w)
        mixed = torch.cat([ws[:1, :3], ws[1:, 3:]], 1)
        self.assertGreater(float((generator.synthesis(mixed) - generator.synthesis(ws[1:])).detach().abs().max()), 1e-3)

    def test_sizes_that_contradict_each_other_are_refused(self):
        with self.assertRaisesRegex(ValueError, "3 numbers make 16 px, not 32"):
            Architecture(32, (8, 8, 8), NAMES)


class ResamplingTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.x, self.weight = torch.randn(2, 5, 8, 8), torch.randn(7, 5, 3, 3)
        self.kernel = resampling.binomial_filter()

    def test_phases_are_a_transposed_convolution_and_the_filter(self):
        spread = torch.nn.functional.conv_transpose2d(self.x, self.weight.transpose(0, 1), stride=2)
        expected = resampling.filtered(spread, self.kernel, [1, 1, 1, 1], 4.0)
        torch.testing.assert_close(resampling.convolved_up(self.x, self.weight, self.kernel), expected, atol=1e-4, rtol=0)

    def test_phases_are_the_filter_and_a_strided_convolution(self):
        soft = resampling.filtered(self.x, self.kernel, [2, 2, 2, 2])
        expected = torch.nn.functional.conv2d(soft, self.weight, stride=2)
        torch.testing.assert_close(resampling.convolved_down(self.x, self.weight, self.kernel), expected, atol=1e-4, rtol=0)

    def test_the_gpu_form_gives_the_same(self):
        for ours, dense in (
            (resampling.convolved_up, resampling._convolved_up_dense),
            (resampling.convolved_down, resampling._convolved_down_dense),
        ):
            expected = ours(self.x, self.weight, self.kernel)
            torch.testing.assert_close(dense(self.x, self.weight, self.kernel), expected, atol=1e-4, rtol=0)


class DiscriminatorTest(unittest.TestCase):
    def test_a_grown_one_judges_at_first_as_the_smaller_one_did(self):
        small, large = Discriminator(small_sizes(16)), Discriminator(small_sizes(32), grown=True)
        large.load_state_dict({**large.state_dict(), **small.state_dict()})
        image, c = torch.randn(8, 3, 32, 32), torch.eye(3)[torch.arange(8) % 3]
        shrunk = torch.nn.functional.avg_pool2d(image, 2)
        torch.testing.assert_close(large(image, c, blend=0.0), small(shrunk, c), atol=1e-5, rtol=0)
        self.assertGreater(float((large(image, c, blend=0.5) - small(shrunk, c)).detach().abs().max()), 1e-3)

    def test_says_which_batches_it_can_compare(self):
        with self.assertRaisesRegex(ValueError, "12 pictures is no multiple of 8"):
            Discriminator(small_sizes())(torch.randn(12, 3, 16, 16), torch.eye(3)[torch.arange(12) % 3])
