"""Small networks for photos and what PyTorch answers, to hold `toile-pack` to: python3 -m tests.photo_fixture OUT"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from toile_training.exporting.safetensors import save_tensors
from toile_training.inverting.encoder import Encoder
from toile_training.matting.network import Convolved, MattingNetwork

from .small import NAMES

MATTE_SIZE, RESOLUTION, NUM_WS, W_DIM, RANK, TRIED = 16, 16, 6, 8, 3, 2


@torch.no_grad()
def settled(network):
    """The network with random statistics in its normalisations, as if it had seen something."""
    for part in network.modules():
        if isinstance(part, Convolved):
            part.norm.running_mean.normal_(0, 0.3)
            part.norm.running_var.uniform_(0.5, 2)
            part.norm.weight.uniform_(0.5, 2)
            part.norm.bias.normal_(0, 0.3)
    return network.eval().requires_grad_(False)


@torch.no_grad()
def save_fixture(out: Path) -> None:
    torch.manual_seed(0)
    matte = settled(MattingNetwork(widths=(4, 6, 8), last=4))
    encoder = Encoder(RESOLUTION, NUM_WS, W_DIM, len(NAMES), RANK, small=True)
    encoder.offsets.normal_()
    encoder.mean.normal_()
    encoder.axes.normal_()
    encoder = settled(encoder)
    tried = torch.randn(TRIED, NUM_WS * W_DIM)
    save_tensors(matte.folded(), out / "matte.safetensors", {"format": "toile-matte", "size": str(MATTE_SIZE)})
    metadata = {"format": "toile-encoder", "resolution": str(RESOLUTION), "num_ws": str(NUM_WS), "w_dim": str(W_DIM)}
    metadata |= {"categories": json.dumps(NAMES), "measures": json.dumps({"encoderPsnrDb": 12.5})}
    save_tensors({**encoder.folded(), "refinements": tried}, out / "encoder.safetensors", metadata)
    photos = torch.rand(2, 3, MATTE_SIZE, MATTE_SIZE) * 2 - 1
    pictures = torch.rand(2, 3, RESOLUTION, RESOLUTION) * 2 - 1
    arrays = {
        "photos": photos,
        "alphas": matte.alpha(photos),
        "pictures": pictures,
        "wPlus": encoder.w_plus(pictures),
        "category": encoder(pictures)[2],
        "refinements": tried,
    }
    np.savez_compressed(out / "reference.npz", **{name: value.numpy() for name, value in arrays.items()})


if __name__ == "__main__":
    save_fixture(Path(sys.argv[1]))
