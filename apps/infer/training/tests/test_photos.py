import os
import signal
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from toile_training.evaluating.classifier import Classifier
from toile_training.held_out import held_out
from toile_training.inverting.comparison import measured, nearest_seeds
from toile_training.inverting.encoder import encoder_for
from toile_training.inverting.latent_space import draw_ws, latent_space
from toile_training.inverting.likeness import psnr, ssim
from toile_training.inverting.refinements import refinements
from toile_training.matting.augment import varied
from toile_training.matting.measures import agreement, overlap
from toile_training.matting.network import MattingNetwork
from toile_training.matting.pairs import Pairs
from toile_training.networks.generator import Generator
from toile_training.schooling import Lesson, taught

from .photo_fixture import settled
from .small import small_sizes


class HeldOutTest(unittest.TestCase):
    def test_is_the_same_share_of_each_category_and_always_the_same(self):
        categories = torch.arange(3).repeat_interleave(torch.tensor([50, 20, 10]))
        marked = held_out(categories)
        self.assertEqual([int(marked[categories == i].sum()) for i in range(3)], [10, 4, 2])
        self.assertTrue(torch.equal(marked, held_out(categories)))


class SchoolingTest(unittest.TestCase):
    def lesson(self, steps: int) -> Lesson:
        torch.manual_seed(0)
        network = torch.nn.Linear(4, 1)

        def step(number: int):
            x = torch.randn(8, 4)
            return {"error": (network(x) - x.sum(1, keepdim=True)).square().mean()}

        return Lesson(network, step, steps, learning_rate=0.05)

    def test_learns_and_a_finished_run_is_only_read(self):
        with tempfile.TemporaryDirectory() as folder:
            network = taught(self.lesson(400), Path(folder))
            self.assertLess(float((network.weight - 1).abs().max()), 0.1)
            again = taught(self.lesson(400), Path(folder))
            self.assertTrue(torch.equal(network.weight, again.weight))

    def test_a_run_in_two_parts_is_that_in_one(self):
        with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as parts:
            expected = taught(self.lesson(60), Path(whole))
            lesson = self.lesson(60)
            # The first part ends as one does that is asked to stop: saved, with its place in the schedule.
            self._stop_after(lesson, Path(parts), 25)
            found = taught(self.lesson(60), Path(parts))
            self.assertTrue(torch.equal(expected.weight, found.weight))

    def _stop_after(self, lesson: Lesson, out: Path, steps: int) -> None:
        first = lesson.step

        def step(number: int):
            if number == steps - 1:
                os.kill(os.getpid(), signal.SIGINT)
            return first(number)

        with self.assertRaises(SystemExit):
            taught(Lesson(lesson.network, step, lesson.steps, lesson.learning_rate), out)


class MattingTest(unittest.TestCase):
    def pairs(self) -> Pairs:
        random = torch.Generator().manual_seed(1)
        photos = torch.randint(0, 256, (6, 3, 48, 48), dtype=torch.uint8, generator=random)
        mattes = torch.zeros(6, 1, 48, 48, dtype=torch.uint8)
        mattes[:, :, 12:36, 12:36] = 255
        return Pairs(photos, mattes, tuple("abcdef"))

    def test_folding_changes_nothing(self):
        torch.manual_seed(2)
        network = settled(MattingNetwork(widths=(4, 6, 8), last=4))
        x = torch.randn(2, 3, 16, 16)
        plain = network.down0(x)
        weight, bias = network.down0.folded()
        folded = torch.relu(torch.nn.functional.conv2d(x, weight, bias, stride=2, padding=1))
        self.assertLess(float((plain - folded).abs().max()), 1e-5)
        self.assertEqual(network.alpha(x).shape, (2, 1, 16, 16))

    def test_varied_photos_keep_to_their_range_and_their_mattes(self):
        torch.manual_seed(3)
        photos, mattes = varied(self.pairs(), 32)
        self.assertEqual((photos.shape, mattes.shape), ((6, 3, 32, 32), (6, 1, 32, 32)))
        self.assertGreaterEqual(float(photos.min()), -1)
        self.assertLessEqual(float(photos.max()), 1)
        self.assertTrue(((mattes >= 0) & (mattes <= 1)).all())
        self.assertGreater(float(mattes.mean()), 0.05)

    def test_the_overlap_of_halves_is_a_third(self):
        a, b = torch.zeros(1, 1, 4, 4), torch.zeros(1, 1, 4, 4)
        a[..., :2], b[..., 1:3] = 1, 1
        self.assertAlmostEqual(float(overlap(a, b)), 1 / 3, places=6)
        self.assertEqual(agreement(a, a).mean_absolute_error, 0)


class InvertingTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(4)
        self.generator = Generator(small_sizes(16)).eval().requires_grad_(False)
        self.shares = torch.tensor([0.5, 0.3, 0.2])
        self.space = latent_space(self.generator, self.shares)

    def test_axes_are_those_of_w(self):
        ws, categories = draw_ws(self.generator, self.shares, 500)
        self.assertEqual((ws.shape, categories.shape), ((500, 6, 8), (500,)))
        spread = (ws[:, 0] - self.space.mean).square().sum(1).mean()
        self.assertAlmostEqual(float(spread) / self.space.variance, 1, delta=0.2)

    def test_an_encoder_begins_at_the_mean_and_folds_to_what_it_says(self):
        encoder = settled(encoder_for(self.generator, rank=4))
        encoder.start_in(self.space)
        pictures = torch.rand(3, 3, 16, 16) * 2 - 1
        w, offsets, logits = encoder(pictures)
        self.assertEqual((w.shape, offsets.shape, logits.shape), ((3, 8), (3, 6, 8), (3, 3)))
        alone, none, _ = encoder(pictures, 0.0)
        self.assertTrue(torch.equal(alone, w) and not none.any())
        folded = encoder.folded()
        seen = torch.relu(encoder.features(torch.randn(2, 64 * 16)))
        direct = self.space.mean + encoder.to_w(seen) @ self.space.axes
        again = seen @ folded["to_w.weight"].t() + folded["to_w.bias"]
        self.assertLess(float((direct - again).abs().max()), 1e-4)

    def test_refinements_bring_pictures_closer(self):
        encoder = settled(encoder_for(self.generator, rank=4))
        encoder.start_in(self.space)
        photos = self.generator.synthesis(draw_ws(self.generator, self.shares, 24)[0]).clamp(-1, 1)
        found = refinements(self.generator, encoder, self.space, photos)
        start = encoder.w_plus(photos[:1])[0]
        before = self.generator.synthesis(start[None])
        either_way = torch.cat([start + 0.1 * found[:1], start - 0.1 * found[:1]])
        errors = (self.generator.synthesis(either_way) - photos[:1]).square().mean([1, 2, 3])
        self.assertLess(float(errors.min()), float((before - photos[:1]).square().mean()))

    def test_measures_say_what_is_alike(self):
        pictures = torch.rand(4, 3, 16, 16) * 2 - 1
        near = (pictures + 0.02).clamp(-1, 1)
        self.assertGreater(float(psnr(near, pictures).min()), 35)
        self.assertAlmostEqual(float(ssim(pictures, pictures).mean()), 1, places=5)
        classifier = Classifier(3).eval().requires_grad_(False)
        close, far = (measured(classifier, drawn, pictures) for drawn in (near, -pictures))
        self.assertLess(close["featureDistance"], far["featureDistance"])
        self.assertGreater(close["ssim"], far["ssim"])

    def test_the_nearest_seed_of_a_drawn_garment_is_like_it(self):
        photos = self.generator.synthesis(draw_ws(self.generator, self.shares, 4)[0]).clamp(-1, 1)
        nearest = nearest_seeds(self.generator, photos, self.shares)
        self.assertGreater(float(psnr(nearest, photos).mean()), float(psnr(photos.roll(1, 0), photos).mean()))
        self.assertTrue(np.isfinite(nearest.numpy()).all())
