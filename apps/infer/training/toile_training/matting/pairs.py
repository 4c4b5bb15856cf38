"""Photos with their mattes: what a matting network learns from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ..preparing.matte import NoMatteError, check_matte, hardened, without_crumbs
from ..preparing.photos import PictureSource

SURROUND = 128
"""The grey around a photo that is no square."""
REPORT_EVERY = 500


@dataclass(frozen=True)
class Pairs:
    """`photos` [n, 3, S, S] and `mattes` [n, 1, S, S], both uint8, with the photos' names `ids` [n]."""

    photos: Tensor
    mattes: Tensor
    ids: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.photos)

    def __getitem__(self, chosen: Tensor) -> "Pairs":
        places = chosen.nonzero()[:, 0] if chosen.dtype == torch.bool else chosen
        ids = tuple(self.ids[int(place)] for place in places)
        return Pairs(self.photos[places], self.mattes[places], ids)


def load_pairs(photos: Path, mattes: Path, size: int) -> Pairs:
    """The pairs of two folders or .zip files, by name; those that `prepare` would leave out are left out."""
    photo_source, matte_source = PictureSource(photos), PictureSource(mattes)
    found_photos, found_mattes, ids = [], [], []
    for done, photo_id in enumerate(photo_source, 1):
        if photo_id in matte_source:
            photo = photo_source.open(photo_id).convert("RGB")
            matte = matte_source.open(photo_id).convert("L").resize(photo.size, Image.BILINEAR)
            try:
                matte = without_crumbs(hardened(np.asarray(matte, np.float32) / 255))
                check_matte(matte)
            except NoMatteError:
                continue
            found_photos.append(np.asarray(squared(photo, size)).transpose(2, 0, 1))
            found_mattes.append(np.asarray(squared(Image.fromarray((matte * 255).astype(np.uint8)), size, 0))[None])
            ids.append(photo_id)
        if done % REPORT_EVERY == 0:
            print(f"{done} of {len(photo_source)} photos read", flush=True)
    if not ids:
        raise ValueError("no photo has a matte of its name")
    return Pairs(torch.from_numpy(np.stack(found_photos)), torch.from_numpy(np.stack(found_mattes)), tuple(ids))


def squared(picture: Image.Image, size: int, surround: int = SURROUND) -> Image.Image:
    """The whole picture in the middle of a square of one grey."""
    side = max(picture.size)
    square = Image.new(picture.mode, (side, side), (surround,) * len(picture.getbands()))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return square.resize((size, size), Image.BILINEAR, reducing_gap=3.0)
