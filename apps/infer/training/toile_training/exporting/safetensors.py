"""Generators as safetensors files with StyleGAN2-ADA's tensor names: what `toile-pack import` reads."""

import json
import struct
from pathlib import Path

import numpy as np
import torch

from ..networks.architecture import Architecture
from ..networks.generator import Generator

TYPES = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2")}
METADATA = "__metadata__"


def save_exported(generator: Generator, path: Path, kimg: float, half=False) -> None:
    """Writes the weights in half or single precision, and the sizes and categories as metadata."""
    sizes = generator.sizes
    metadata = {
        "format": "stylegan2-ada",
        "z_dim": str(sizes.z_dim),
        "c_dim": str(len(sizes.categories)),
        "w_dim": str(sizes.w_dim),
        "num_ws": str(sizes.num_ws),
        "resolution": str(sizes.resolution),
        "mapping_layers": str(sizes.mapping_layers),
        "categories": json.dumps(sizes.categories),
        "kimg": f"{kimg:.1f}",
    }
    save_tensors(generator.state_dict(), path, metadata, half)


def save_tensors(tensors: dict[str, torch.Tensor], path: Path, metadata: dict[str, str], half=False) -> None:
    """Writes tensors in half or single precision."""
    header, body = {METADATA: metadata}, bytearray()
    kind = "F16" if half else "F32"
    for name, value in tensors.items():
        data = value.detach().cpu().contiguous().numpy().astype(TYPES[kind]).tobytes()
        header[name] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def load_exported(path: Path) -> tuple[Generator, dict[str, str]]:
    """Reads a generator that this pipeline exported, and its metadata."""
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8 : 8 + length])
    metadata = header.pop(METADATA)
    body = content[8 + length :]
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = np.frombuffer(body[start:end], TYPES[entry["dtype"]]).astype(np.float32)
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]))
    resolution = int(metadata["resolution"])
    sizes = Architecture(
        resolution=resolution,
        channels=tuple(_channels(tensors, resolution)),
        categories=tuple(json.loads(metadata["categories"])),
        z_dim=int(metadata["z_dim"]),
        w_dim=int(metadata["w_dim"]),
        mapping_layers=int(metadata["mapping_layers"]),
    )
    generator = Generator(sizes)
    generator.load_state_dict(tensors)
    return generator.eval().requires_grad_(False), metadata


def _channels(tensors: dict[str, torch.Tensor], resolution: int):
    at = 4
    while at <= resolution:
        yield len(tensors[f"synthesis.b{at}.conv1.bias"])
        at *= 2
