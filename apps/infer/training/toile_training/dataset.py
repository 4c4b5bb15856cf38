"""The aligned dataset that `prepare` writes and the other steps read: one .npz file.

`images` [n, R, R, 3] uint8 on white, `categories` [n] into `names`, `ids` [n] (the photos' names).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

SKEW_KEPT = 0.7
FILE_NAME = "dataset.npz"


@dataclass(frozen=True)
class Dataset:
    """`images` [n, 3, R, R] uint8, `categories` [n] int64."""

    images: Tensor
    categories: Tensor
    names: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def resolution(self) -> int:
        return self.images.shape[-1]

    def __len__(self) -> int:
        return len(self.images)

    def at(self, resolution: int) -> "Dataset":
        """The same pictures at a smaller size, each pixel the mean of those that it covers."""
        if resolution == self.resolution:
            return self
        if resolution > self.resolution or self.resolution % resolution:
            raise ValueError(f"a dataset of {self.resolution} px cannot be shown at {resolution} px")
        images = torch.cat([shrunk(part, resolution) for part in self.images.split(256)])
        return Dataset(images, self.categories, self.names, self.ids)

    def to(self, device) -> "Dataset":
        return Dataset(self.images.to(device), self.categories.to(device), self.names, self.ids)

    def fingerprint(self) -> str:
        """Names this content."""
        return hashlib.sha256(self.images.numpy().tobytes() + self.categories.numpy().tobytes()).hexdigest()

    def category_shares(self) -> Tensor:
        """How often training shows each category [c]: the photos' shares, their skew flattened."""
        counts = torch.bincount(self.categories, minlength=len(self.names)).float()
        return counts**SKEW_KEPT / (counts**SKEW_KEPT).sum()


def shrunk(images: Tensor, resolution: int) -> Tensor:
    """uint8 pictures [n, 3, R, R] at a size that divides R."""
    return F.avg_pool2d(images.float(), images.shape[-1] // resolution).round().byte()


def load_dataset(path: str | Path) -> Dataset:
    """Reads a dataset file, or the one in a folder that `prepare` wrote."""
    path = Path(path)
    with np.load(path / FILE_NAME if path.is_dir() else path) as file:
        return Dataset(
            images=torch.from_numpy(file["images"]).permute(0, 3, 1, 2).contiguous(),
            categories=torch.from_numpy(file["categories"]).long(),
            names=tuple(str(name) for name in file["names"]),
            ids=tuple(str(name) for name in file["ids"]),
        )


def save_dataset(path: Path, images: np.ndarray, categories: np.ndarray, names: list[str], ids: list[str]) -> None:
    """`images` [n, R, R, 3] uint8. The file is complete or not there."""
    unfinished = path.with_suffix(".unfinished.npz")
    np.savez_compressed(
        unfinished, images=images, categories=categories.astype(np.int64), names=np.array(names), ids=np.array(ids)
    )
    unfinished.replace(path)


def to_unit(images: Tensor) -> Tensor:
    """uint8 pictures as float32 in -1 to 1."""
    return images.float() / 127.5 - 1


def to_bytes(images: Tensor) -> Tensor:
    """Pictures in about -1 to 1 as uint8, rounded as Toile's packs do."""
    return (images * 127.5 + 128).clamp(0, 255).byte()
