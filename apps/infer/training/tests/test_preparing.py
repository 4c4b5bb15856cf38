import contextlib
import csv
import io
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from toile_training.dataset import load_dataset
from toile_training.preparing.command import run
from toile_training.preparing.frame import FILLED, framed
from toile_training.preparing.matte import NoMatteError, check_matte, matte_by_key, without_crumbs


def photo_of_a_shirt(size=(200, 120), background=(230, 230, 225)) -> Image.Image:
    """A red garment of 60 x 80 pixels on a plain floor."""
    photo = Image.new("RGB", size, background)
    draw = ImageDraw.Draw(photo)
    draw.rectangle((40, 20, 99, 99), (170, 30, 40))
    draw.rectangle((40, 20, 49, 59), background)
    return photo


class MatteTest(unittest.TestCase):
    def test_a_plain_background_is_keyed_out_and_light_holes_stay(self):
        photo = photo_of_a_shirt()
        ImageDraw.Draw(photo).ellipse((65, 50, 75, 60), (230, 230, 225))
        matte = matte_by_key(photo)
        self.assertEqual((matte[5, 5], matte[30, 80], matte[55, 70]), (0, 1, 1))

    def test_a_busy_background_is_refused(self):
        noise = np.random.RandomState(0).randint(0, 256, (50, 50, 3), np.uint8)
        with self.assertRaisesRegex(NoMatteError, "not plain"):
            matte_by_key(Image.fromarray(noise))

    def test_crumbs_go_and_the_garment_stays(self):
        matte = np.zeros((128, 128), np.float32)
        matte[30:100, 30:100] = 1
        matte[4:10, 4:10] = 1
        kept = without_crumbs(matte)
        self.assertEqual((kept[6, 6], kept[60, 60], kept[31, 31]), (0, 1, 1))

    def test_mattes_of_no_whole_garment_are_refused(self):
        box = np.zeros((100, 100), np.float32)
        box[20:80, 20:80] = 1
        cut = np.zeros((100, 100), np.float32)
        cut[50:, 30:70] = 1
        cut[50:60, 20:80] = 1
        for matte, reason in ((box, "box"), (cut, "cut off"), (np.full((100, 100), 0.001, np.float32), "too small")):
            with self.assertRaisesRegex(NoMatteError, reason):
                check_matte(matte)


class FrameTest(unittest.TestCase):
    def test_the_longer_side_fills_its_share_of_the_square(self):
        photo = photo_of_a_shirt()
        matte = matte_by_key(photo)
        dark = np.asarray(framed(photo, matte, 100).convert("L")) < 200
        rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
        self.assertAlmostEqual(rows[-1] - rows[0] + 1, 100 * FILLED, delta=1.5)
        self.assertAlmostEqual((rows[0] + rows[-1]) / 2, 49.5, delta=1)
        self.assertAlmostEqual((columns[0] + columns[-1]) / 2, 49.5, delta=1)


class PrepareTest(unittest.TestCase):
    def test_a_folder_becomes_a_dataset_and_says_what_it_left_out(self):
        with tempfile.TemporaryDirectory() as folder:
            photos, out = Path(folder) / "photos", Path(folder) / "dataset"
            for category in ("skirt", "cape"):
                (photos / category).mkdir(parents=True)
                photo_of_a_shirt().save(photos / category / f"{category}-1.png")
            Image.fromarray(np.random.RandomState(0).randint(0, 256, (90, 90, 3), np.uint8)).save(photos / "skirt/noise.png")
            arguments = Namespace(photos=photos, out=out, mattes=None, labels=None, size=32)
            with contextlib.redirect_stdout(io.StringIO()):
                run(arguments)
                first = (out / "cut-outs-32" / "cape-1.png").stat().st_mtime_ns
                run(arguments)
            self.assertEqual((out / "cut-outs-32" / "cape-1.png").stat().st_mtime_ns, first)
            dataset = load_dataset(out)
            self.assertEqual((dataset.names, dataset.ids), (("skirt", "cape"), ("cape-1", "skirt-1")))
            self.assertEqual(dataset.categories.tolist(), [1, 0])
            self.assertEqual(tuple(dataset.images.shape), (2, 3, 32, 32))
            with open(out / "left-out.csv", newline="", encoding="utf-8") as file:
                self.assertEqual([row["id"] for row in csv.DictReader(file)], ["noise"])
