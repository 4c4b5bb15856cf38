"""Mattes: which pixels of a photo are the garment, 0 to 1."""

import numpy as np
from PIL import Image

LABEL_SIZE = 64
SMALLEST_PART = 0.08
"""Parts smaller than this share of the largest one are dropped."""
HARD_FROM, HARD_TO = 0.5, 0.85
BACKGROUND_SPREAD = 0.12
"""How far a border's colours may lie from their median (root mean square, 0 to 1) and still be one background."""
KEY_NEAR, KEY_FAR = 0.08, 0.2


class NoMatteError(Exception):
    """The photo has no usable garment in it; the message says why."""


def matte_of_alpha(photo: Image.Image) -> np.ndarray | None:
    """The alpha channel [h, w], if the photo has one that says something."""
    if "A" not in photo.getbands():
        return None
    alpha = np.asarray(photo.getchannel("A"), np.float32) / 255
    return alpha if alpha.min() < 0.5 else None


def matte_by_key(photo: Image.Image) -> np.ndarray:
    """The garment on a plain background [h, w]: what differs from the border's colour, holes that the border
    cannot reach included. Throws NoMatteError when the border is not of one colour."""
    pixels = np.asarray(photo.convert("RGB"), np.float32) / 255
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    background = np.median(border, 0)
    if np.sqrt(np.mean((border - background) ** 2)) > BACKGROUND_SPREAD:
        raise NoMatteError("its background is not plain, and it has no matte")
    distance = np.sqrt(np.mean((pixels - background) ** 2, 2))
    matte = np.clip((distance - KEY_NEAR) / (KEY_FAR - KEY_NEAR), 0, 1)
    outside = _reached_from_border(matte < 0.5)
    return np.where(outside, matte, 1).astype(np.float32)


def hardened(matte: np.ndarray) -> np.ndarray:
    """Half-sure pixels pulled to the background, sure ones to the garment."""
    return np.clip((matte - HARD_FROM) / (HARD_TO - HARD_FROM), 0, 1)


def without_crumbs(matte: np.ndarray) -> np.ndarray:
    """The matte with its small separate parts taken out. Throws NoMatteError when nothing is there."""
    small = np.asarray(Image.fromarray(matte).resize((LABEL_SIZE, LABEL_SIZE), Image.BOX))
    parts = _parts(small > 0.25)
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    if sizes.max(initial=0) == 0:
        raise NoMatteError("nothing stands out of its background")
    kept = np.isin(parts, np.flatnonzero(sizes >= SMALLEST_PART * sizes.max())) & (parts > 0)
    room = _grown(kept).astype(np.float32)
    size = (matte.shape[1], matte.shape[0])
    return matte * np.asarray(Image.fromarray(room).resize(size, Image.NEAREST))


def check_matte(matte: np.ndarray) -> None:
    """Throws NoMatteError for mattes that are no whole garment: too small, too soft, boxy, or cut by an edge."""
    solid = matte > 0.5
    if solid.mean() < 0.03:
        raise NoMatteError("the garment is too small")
    soft = ((matte > 0.1) & (matte < 0.9)).sum() / solid.sum()
    if soft > 0.25:
        raise NoMatteError("the matte is soft: it is not clear where the garment ends")
    rows, columns = np.flatnonzero(solid.any(1)), np.flatnonzero(solid.any(0))
    box = (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1)
    if solid.sum() / box > 0.97:
        raise NoMatteError("the matte is a box: it is likely the whole photo")
    edges = [solid[0].mean(), solid[-1].mean(), solid[:, 0].mean(), solid[:, -1].mean()]
    if max(edges) > 0.25:
        raise NoMatteError("the garment is cut off by the photo's edge")


def _reached_from_border(free: np.ndarray) -> np.ndarray:
    """Which of the free pixels [h, w] hang together with the border."""
    reached = np.zeros_like(free)
    reached[[0, -1]] = reached[:, [0, -1]] = True
    reached &= free
    while True:
        wider = _grown(reached) & free
        if (wider == reached).all():
            return reached
        reached = wider


def _parts(mask: np.ndarray) -> np.ndarray:
    """Connected parts of a mask [h, w], each by a number of its own from 1; 0 outside."""
    labels = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        spread = np.where(mask, _highest_around(labels), 0)
        if (spread == labels).all():
            return np.unique(labels, return_inverse=True)[1].reshape(mask.shape)
        labels = spread


def _grown(mask: np.ndarray) -> np.ndarray:
    return _highest_around(mask)


def _highest_around(values: np.ndarray) -> np.ndarray:
    """Of each pixel and its four neighbours the highest."""
    padded = np.pad(values, 1)
    around = [padded[1:-1, 1:-1], padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]]
    return np.maximum.reduce(around)
