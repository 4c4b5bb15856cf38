"""Where photos, mattes and labels come from: folders or .zip files of pictures, and a .csv."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from PIL import Image, ImageOps

PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


class PictureSource:
    """The pictures of a folder, its sub-folders, or a .zip file, by id: the name without its ending."""

    def __init__(self, path: Path):
        self._path = path
        self._zip = zipfile.ZipFile(path) if path.is_file() else None
        names = self._zip.namelist() if self._zip else (str(p.relative_to(path)) for p in path.rglob("*"))
        pictures = sorted(name for name in names if PurePosixPath(name).suffix.lower() in PICTURES)
        self._names = {PurePosixPath(name).stem: name for name in pictures}
        if len(self._names) < len(pictures):
            raise ValueError(f"{path}: two pictures have one name; names must differ without folder and ending")

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, picture_id: str) -> bool:
        return picture_id in self._names

    def folder_of(self, picture_id: str) -> str:
        """The first folder on the way to a picture: its category, unless a list of labels says otherwise."""
        parts = PurePosixPath(self._names[picture_id]).parts
        return parts[0] if len(parts) > 1 else ""

    def open(self, picture_id: str) -> Image.Image:
        """Upright, as its camera meant it."""
        name = self._names[picture_id]
        stream = io.BytesIO(self._zip.read(name)) if self._zip else self._path / name
        with Image.open(stream) as image:
            return ImageOps.exif_transpose(image)


def read_labels(path: Path) -> dict[str, str]:
    """id -> category, from a .csv with these two columns."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        if not {"id", "category"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path} needs the columns id and category")
        return {row["id"]: row["category"] for row in rows}
