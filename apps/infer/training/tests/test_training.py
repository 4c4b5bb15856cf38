import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import torch

from toile_training.training.augment import HIGHEST_PROBABILITY, augmented, next_probability
from toile_training.training.checkpoint import (
    CheckpointError,
    compacted,
    grow,
    load_generator,
    read_checkpoint,
    resume,
    save_checkpoint,
    save_snapshot,
    write_checkpoint,
)
from toile_training.training.settings import TrainSettings
from toile_training.training.trainer import Trainer

from .small import small_dataset, small_sizes

SETTINGS = TrainSettings(batch=8, precision="fp32", r1_every=2, ramp_kimg=0.01, augment_kimg=0.05, fade_kimg=0.016)


def new_trainer(resolution=16, grown=False, **changes) -> Trainer:
    return Trainer(small_sizes(resolution), replace(SETTINGS, **changes), small_dataset(resolution), grown=grown)


def weights(trainer: Trainer) -> dict:
    networks = {"g": trainer.generator, "d": trainer.discriminator, "a": trainer.average}
    return {f"{key}.{name}": value for key, net in networks.items() for name, value in net.state_dict().items()}


class TrainerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "run" / "latest.pt"

    def test_a_step_moves_both_networks_and_the_average(self):
        for precision in ("fp32", "bf16"):
            trainer = new_trainer(precision=precision)
            before = {name: value.clone() for name, value in weights(trainer).items()}
            report = trainer.step()
            moved = {name[0] for name, value in weights(trainer).items() if not torch.equal(value, before[name])}
            self.assertEqual(moved, {"g", "d", "a"}, precision)
            self.assertEqual(trainer.images_seen, 8)
            self.assertTrue(0 < report.discriminator_loss < 10 and 0 < report.generator_loss < 10)
            self.assertTrue(all(torch.isfinite(value).all() for value in weights(trainer).values()))

    def test_a_stopped_run_goes_on_bit_for_bit(self):
        unbroken = new_trainer()
        for _ in range(3):
            unbroken.step()
        save_checkpoint(unbroken, self.path)
        resumed = new_trainer()
        resume(resumed, read_checkpoint(self.path))
        for _ in range(6):
            unbroken.step()
        # Another use of randomness between the runs must not matter either.
        resume(resumed, read_checkpoint(self.path))
        for _ in range(6):
            resumed.step()
        self.assertEqual(resumed.augment_probability, unbroken.augment_probability)
        for name, value in weights(unbroken).items():
            self.assertTrue(torch.equal(value, weights(resumed)[name]), name)

    def test_a_compact_checkpoint_is_small_and_trains_on_with_a_fresh_ramp(self):
        trainer = new_trainer()
        trainer.step()
        save_checkpoint(trainer, self.path)
        compact = self.path.with_name("compact.pt")
        write_checkpoint(compacted(read_checkpoint(self.path)), compact)
        self.assertLess(compact.stat().st_size, 0.6 * self.path.stat().st_size)
        resumed = new_trainer()
        resume(resumed, read_checkpoint(compact))
        self.assertEqual((resumed.images_seen, resumed.images_since_start), (8, 0))
        for name, value in weights(resumed).items():
            torch.testing.assert_close(value, weights(trainer)[name], atol=1e-3, rtol=1e-3)
        resumed.step()

    def test_a_grown_run_draws_at_first_what_the_smaller_one_drew(self):
        small = new_trainer(16)
        small.step()
        save_checkpoint(small, self.path)
        large = new_trainer(32, grown=True)
        grow(large, read_checkpoint(self.path))
        z, c = torch.randn(2, 8), torch.eye(3)[[0, 1]]
        before = torch.nn.functional.avg_pool2d(large.average(z, c), 2)
        self.assertLess(float((before - small.average(z, c)).abs().mean()), 0.1)
        blends = []
        for _ in range(3):
            blends.append(large.blend)
            large.step()
        self.assertEqual(blends, [0.0, 0.5, 1.0])
        self.assertGreater(float(large.generator.synthesis.b32.torgb.weight.detach().abs().max()), 0)

    def test_growing_to_another_size_is_refused(self):
        save_checkpoint(new_trainer(16), self.path)
        with self.assertRaisesRegex(CheckpointError, "16 px grow to 32, not 16"):
            grow(new_trainer(16, grown=True), read_checkpoint(self.path))

    def test_a_snapshot_draws_but_does_not_train(self):
        trainer = new_trainer()
        trainer.step()
        save_snapshot(trainer, self.path)
        z, c = torch.randn(2, 8), torch.eye(3)[[0, 1]]
        torch.testing.assert_close(load_generator(read_checkpoint(self.path))(z, c), trainer.average(z, c))
        with self.assertRaisesRegex(CheckpointError, "drawn with, not trained on"):
            resume(new_trainer(), read_checkpoint(self.path))

    def test_a_file_that_is_no_checkpoint_is_refused(self):
        self.path.parent.mkdir()
        self.path.write_bytes(b"not a checkpoint")
        with self.assertRaisesRegex(CheckpointError, "not a checkpoint of this pipeline"):
            read_checkpoint(self.path)


class AugmentTest(unittest.TestCase):
    def test_probability_follows_certainty_within_its_bounds(self):
        self.assertAlmostEqual(next_probability(0.3, 0.9, 64, 6400), 0.31)
        self.assertAlmostEqual(next_probability(0.3, 0.1, 64, 6400), 0.29)
        self.assertEqual(next_probability(0.0, -1.0, 64, 6400), 0.0)
        self.assertEqual(next_probability(HIGHEST_PROBABILITY, 1.0, 64, 6400), HIGHEST_PROBABILITY)

    def test_nothing_changes_at_probability_0_and_most_things_at_1(self):
        torch.manual_seed(0)
        images = torch.rand(16, 3, 16, 16) * 2 - 1
        self.assertTrue(torch.equal(augmented(images, 0.0), images))
        changed = (augmented(images, 1.0) - images).abs().amax([1, 2, 3])
        self.assertTrue((changed > 0.01).all())

    def test_moving_shows_white_beyond_the_picture(self):
        torch.manual_seed(0)
        from toile_training.training.augment import _moved

        moved = _moved(torch.ones(32, 3, 16, 16), 1.0)
        torch.testing.assert_close(moved, torch.ones_like(moved))
