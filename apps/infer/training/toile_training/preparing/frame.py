"""Framing: a cut-out garment on white, its longer side always the same share of a square."""

import numpy as np
from PIL import Image

FILLED = 0.88


def framed(photo: Image.Image, matte: np.ndarray, size: int) -> Image.Image:
    """The garment of a photo by its matte [h, w], centred on white in `size` x `size`."""
    rows, columns = np.flatnonzero((matte > 0.5).any(1)), np.flatnonzero((matte > 0.5).any(0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    side = max(bottom - top, right - left) / FILLED
    centre_x, centre_y = (left + right) / 2, (top + bottom) / 2
    box = (centre_x - side / 2, centre_y - side / 2, centre_x + side / 2, centre_y + side / 2)
    return _resized(on_white(photo, matte), box, size)


def on_white(photo: Image.Image, matte: np.ndarray) -> Image.Image:
    pixels = np.asarray(photo.convert("RGB"), np.float32)
    alpha = matte[:, :, None]
    return Image.fromarray((pixels * alpha + 255 * (1 - alpha)).round().astype(np.uint8))


def _resized(image: Image.Image, box: tuple[float, float, float, float], size: int) -> Image.Image:
    """What a box shows, which may reach past the picture, where it is white."""
    margin = int(max(0, -box[0], -box[1], box[2] - image.width, box[3] - image.height)) + 1
    room = Image.new("RGB", (image.width + 2 * margin, image.height + 2 * margin), "white")
    room.paste(image, (margin, margin))
    return room.resize((size, size), Image.LANCZOS, box=tuple(edge + margin for edge in box), reducing_gap=2.0)
