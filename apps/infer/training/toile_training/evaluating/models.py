"""The generators to be measured: a checkpoint of this pipeline, or exported weights."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ..dataset import shrunk
from ..exporting.safetensors import load_exported
from ..networks.generator import Generator
from ..sheet import draw
from ..training.checkpoint import load_generator, read_checkpoint
from .classifier import Labelled


@dataclass(frozen=True)
class Model:
    name: str
    generator: Generator
    kimg: float


def open_model(path: Path, name: str | None = None) -> Model:
    """Reads a .pt or .safetensors file."""
    name = name or f"{path.parent.name}/{path.stem}"
    if path.suffix == ".safetensors":
        generator, metadata = load_exported(path)
        return Model(name, generator, float(metadata.get("kimg", "nan")))
    plain = read_checkpoint(path)
    return Model(name, load_generator(plain), plain["counters"]["images_seen"] / 1000)


def draw_like(model: Model, categories: Tensor, psi: float, resolution: int, seed: int) -> Labelled:
    """A drawn picture for each category index of [n], at a size that divides the model's."""
    random = torch.Generator().manual_seed(seed)
    z = torch.randn(len(categories), model.generator.sizes.z_dim, generator=random)
    return Labelled(shrunk(draw(model.generator, z, categories, psi), resolution), categories)
