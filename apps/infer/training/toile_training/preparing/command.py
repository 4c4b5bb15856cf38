"""`prepare`: cuts garments out of photos and lays them on white, all framed alike.

The matte of a photo is, in this order: the picture of its name in --mattes, its alpha channel, or what stands
out of a plain background. Its category is its line in --labels, or the folder that it lies in.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from ..dataset import FILE_NAME, save_dataset
from ..sheet import save_sheet
from .frame import framed
from .matte import NoMatteError, check_matte, hardened, matte_by_key, matte_of_alpha, without_crumbs
from .photos import PictureSource, read_labels

SHEET_COLUMNS = 12
REPORT_EVERY = 200
HOUSE_CATEGORIES = ("t-shirt", "top", "long-sleeve", "shirt", "dress", "outerwear", "trousers", "shorts", "skirt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", type=Path, help="a folder or .zip file of photos")
    parser.add_argument("--out", type=Path, required=True, help="folder of the dataset; what is in it is kept")
    parser.add_argument("--mattes", type=Path, help="a folder or .zip file of mattes with the photos' names")
    parser.add_argument("--labels", type=Path, help="a .csv with the columns id and category")
    parser.add_argument("--size", type=int, default=128, help="of the pictures, in pixels (default 128)")


def run(arguments: argparse.Namespace) -> None:
    photos = PictureSource(arguments.photos)
    mattes = PictureSource(arguments.mattes) if arguments.mattes else None
    labels = read_labels(arguments.labels) if arguments.labels else None
    cut_outs = arguments.out / f"cut-outs-{arguments.size}"
    cut_outs.mkdir(parents=True, exist_ok=True)
    rejected = {}
    for done, photo_id in enumerate(photos, 1):
        path = cut_outs / f"{photo_id}.png"
        try:
            category = _category(photo_id, photos, labels)
            if not path.exists():
                _cut_out(photo_id, photos, mattes, arguments.size, path)
        except (NoMatteError, OSError) as error:
            rejected[photo_id] = str(error)
        if done % REPORT_EVERY == 0 or done == len(photos):
            print(f"{done} of {len(photos)} photos, {len(rejected)} left out", flush=True)
    _save_rejected(arguments.out / "left-out.csv", rejected)
    kept = {id: _category(id, photos, labels) for id in photos if id not in rejected}
    if not kept:
        raise ValueError("no photo could be used; left-out.csv says why")
    _save_dataset(arguments.out, cut_outs, kept)


def _category(photo_id: str, photos: PictureSource, labels: dict[str, str] | None) -> str:
    if labels is None:
        return photos.folder_of(photo_id)
    if photo_id not in labels:
        raise NoMatteError("it has no line in the labels")
    return labels[photo_id]


def _cut_out(photo_id: str, photos: PictureSource, mattes: PictureSource | None, size: int, path: Path) -> None:
    photo = photos.open(photo_id)
    matte = _matte(photo_id, photo, mattes)
    matte = without_crumbs(hardened(matte))
    check_matte(matte)
    unfinished = path.with_suffix(".unfinished")
    framed(photo, matte, size).save(unfinished, "PNG")
    unfinished.replace(path)


def _matte(photo_id: str, photo: Image.Image, mattes: PictureSource | None) -> np.ndarray:
    if mattes is not None and photo_id in mattes:
        matte = mattes.open(photo_id).convert("L").resize(photo.size, Image.BILINEAR)
        return np.asarray(matte, np.float32) / 255
    alpha = matte_of_alpha(photo)
    return matte_by_key(photo) if alpha is None else alpha


def _save_rejected(path: Path, rejected: dict[str, str]) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "reason"), *rejected.items()])


def _save_dataset(out: Path, cut_outs: Path, kept: dict[str, str]) -> None:
    found = set(kept.values())
    # The house's own categories keep their order, so that a pack of new photos can take an old one's place.
    names = [name for name in HOUSE_CATEGORIES if name in found] + sorted(found - set(HOUSE_CATEGORIES))
    images = np.stack([np.asarray(Image.open(cut_outs / f"{id}.png").convert("RGB")) for id in kept])
    categories = np.array([names.index(category) for category in kept.values()])
    save_dataset(out / FILE_NAME, images, categories, names, list(kept))
    shown = [np.flatnonzero(categories == i)[:SHEET_COLUMNS] for i in range(len(names))]
    filled = [np.resize(row, SHEET_COLUMNS) for row in shown]
    sheet = torch.from_numpy(images[np.concatenate(filled)]).permute(0, 3, 1, 2)
    save_sheet(out / "sheet.png", sheet, SHEET_COLUMNS)
    counts = ", ".join(f"{name or 'no category'} {(categories == i).sum()}" for i, name in enumerate(names))
    print(f"{len(kept)} pictures in {out / FILE_NAME}: {counts}")
