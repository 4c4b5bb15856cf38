import unittest

import numpy as np
import torch

from toile_training.evaluating.classifier import Labelled, accuracy, train_classifier
from toile_training.evaluating.measures import frechet_distance, overlap
from toile_training.evaluating.neighbours import copying, nearest_sheet

from .small import NAMES, small_dataset


class FrechetDistanceTest(unittest.TestCase):
    def test_of_normal_distributions_it_is_what_the_formula_says(self):
        random = np.random.RandomState(0)
        a = random.randn(200_000, 3)
        b = random.randn(200_000, 3) * [1, 2, 3] + [4, 0, 0]
        # 4^2 for the means, (1 - 2)^2 + (1 - 3)^2 for the spreads.
        self.assertAlmostEqual(frechet_distance(a, b), 21, delta=0.3)

    def test_it_is_0_to_itself_and_the_same_both_ways(self):
        random = np.random.RandomState(1)
        a, b = random.randn(500, 6), random.randn(500, 6) @ random.randn(6, 6)
        self.assertAlmostEqual(frechet_distance(a, a), 0, places=8)
        self.assertAlmostEqual(frechet_distance(a, b), frechet_distance(b, a), places=6)


class OverlapTest(unittest.TestCase):
    def setUp(self):
        self.random = np.random.RandomState(2)
        self.real = self.random.randn(800, 8)

    def test_of_one_distribution_is_high(self):
        found = overlap(self.real, self.random.randn(800, 8))
        self.assertGreater(min(found.precision, found.recall), 0.9)
        self.assertAlmostEqual(found.density, 1, delta=0.1)
        self.assertGreater(found.coverage, 0.9)

    def test_a_distribution_elsewhere_shares_nothing(self):
        found = overlap(self.real, self.random.randn(800, 8) + 50)
        self.assertEqual((found.precision, found.recall, found.density, found.coverage), (0, 0, 0, 0))

    def test_a_collapsed_one_is_precise_and_covers_little(self):
        found = overlap(self.real, self.random.randn(800, 8) * 0.05)
        self.assertEqual(found.precision, 1)
        self.assertLess(max(found.recall, found.coverage), 0.1)


class ClassifierTest(unittest.TestCase):
    def test_learns_shapes_and_does_not_learn_noise(self):
        shapes = small_dataset(resolution=32, each=24)
        known = Labelled(shapes.images[:36], shapes.categories[:36])
        fresh = Labelled(shapes.images[36:], shapes.categories[36:])
        classifier = train_classifier(known, len(NAMES), steps=40, report=lambda line: None)
        self.assertGreater(accuracy(classifier, fresh), 0.9)
        noise = Labelled(torch.randint(0, 256, (90, 3, 32, 32), dtype=torch.uint8), torch.arange(90) % 3)
        self.assertLess(accuracy(classifier, noise), 0.6)


class NeighboursTest(unittest.TestCase):
    def setUp(self):
        random = torch.Generator().manual_seed(0)
        images = torch.randint(0, 256, (40, 3, 32, 32), dtype=torch.uint8, generator=random)
        self.real = Labelled(images, torch.zeros(40, dtype=torch.long))
        fresh = torch.randint(0, 256, (40, 3, 32, 32), dtype=torch.uint8, generator=random)
        self.fresh = Labelled(fresh, self.real.categories)

    def test_copies_are_found_out_mirrored_ones_too(self):
        copies = Labelled(self.real.images.flip(3), self.real.categories)
        found = copying(copies, self.real)
        self.assertAlmostEqual(found["nearestRatio"], 0, places=5)
        self.assertEqual(found["nearCopies"], 1)

    def test_new_pictures_are_as_far_from_real_ones_as_those_from_each_other(self):
        found = copying(self.fresh, self.real)
        self.assertAlmostEqual(found["nearestRatio"], 1, delta=0.05)
        self.assertLess(found["nearCopies"], 0.2)

    def test_the_sheet_shows_each_picture_before_its_nearest(self):
        sheet = nearest_sheet(Labelled(self.real.images[3:5], self.real.categories[3:5]), self.real, columns=2)
        self.assertEqual(len(sheet), 6)
        self.assertTrue(torch.equal(sheet[0], sheet[1]))
        self.assertTrue(torch.equal(sheet[3], self.real.images[4]))
