"""`matte`: trains the network that finds the garment in a photo, on photos with their mattes.

A fifth of the photos of each category is held out, the same that no other step learns from, and measured in the
end: as they are, and with the garments on other grounds. Writes `matte.safetensors`, `matte.json` with the
measures, `reference.npz` (what PyTorch answers, to test the pack by) and `sheet.png`: photo, matte, alpha.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..dataset import load_dataset
from ..exporting.safetensors import save_tensors
from ..held_out import held_out
from ..schooling import Lesson, taught
from ..sheet import save_sheet
from .augment import varied
from .measures import agreement, overlap
from .network import MattingNetwork
from .pairs import Pairs, load_pairs

LOADED_SHARE = 1.25
"""Photos are kept this much larger than the network sees them, so that scaling up costs no sharpness."""
SHEET_ROWS = 12
REFERENCES = 2
MEASURED_AT_ONCE = 32


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", type=Path, help="a folder or .zip file of photos")
    parser.add_argument("--mattes", type=Path, required=True, help="a folder or .zip file of mattes with their names")
    parser.add_argument("--dataset", type=Path, required=True, help="what prepare wrote: says which are held out")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; a run in it goes on")
    parser.add_argument("--size", type=int, default=128, help="of the photos it sees, a multiple of 16 (default 128)")
    parser.add_argument("--steps", type=int, default=4000, help="batches to learn from (default 4000)")
    parser.add_argument("--batch", type=int, default=16, help="photos in a batch (default 16)")
    parser.add_argument("--learning-rate", type=float, default=3e-3, help="the highest (default 0.003)")
    parser.add_argument("--half", action="store_true", help="write the weights rounded to half precision")
    parser.add_argument("--threads", type=int, help="CPU threads")


def run(arguments: argparse.Namespace) -> None:
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    if arguments.size % 16:
        raise ValueError(f"--size: expected a multiple of 16, got {arguments.size}")
    learnt, unseen = _split(load_pairs(arguments.photos, arguments.mattes, _loaded(arguments.size)), arguments.dataset)
    print(f"{len(learnt)} pairs to learn from, {len(unseen)} held out", flush=True)
    torch.manual_seed(0)
    network = MattingNetwork().to(memory_format=torch.channels_last)
    shown = unseen[torch.arange(0, len(unseen), max(1, len(unseen) // SHEET_ROWS))[:SHEET_ROWS]]

    def step(number: int) -> dict[str, Tensor]:
        chosen = torch.randint(0, len(learnt), [arguments.batch])
        photos, mattes = varied(learnt[chosen], arguments.size)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(photos.to(memory_format=torch.channels_last))
        return _losses(logits.float(), mattes)

    def sheet(averaged: MattingNetwork, path: Path) -> None:
        save_sheet(path, _sheet(averaged, shown, arguments.size), 6)

    lesson = Lesson(network, step, arguments.steps, arguments.learning_rate, sheet=sheet)
    _export(taught(lesson, arguments.out), unseen, arguments)


def _loaded(size: int) -> int:
    return int(size * LOADED_SHARE) // 16 * 16


def _split(pairs: Pairs, dataset: Path) -> tuple[Pairs, Pairs]:
    prepared = load_dataset(dataset)
    unseen_ids = {id for id, unseen in zip(prepared.ids, held_out(prepared.categories)) if unseen}
    unseen = torch.tensor([id in unseen_ids for id in pairs.ids])
    if not unseen.any() or unseen.all():
        raise ValueError("the dataset was not made of these photos: there is nothing to hold out")
    return pairs[~unseen], pairs[unseen]


def _losses(logits: Tensor, mattes: Tensor) -> dict[str, Tensor]:
    """Pixel by pixel, and the overlap as a whole (soft Dice, Milletari et al. 2016)."""
    alphas = torch.sigmoid(logits)
    both = (alphas * mattes).sum([1, 2, 3])
    dice = 1 - (2 * both + 1) / (alphas.sum([1, 2, 3]) + mattes.sum([1, 2, 3]) + 1)
    return {"pixels": F.binary_cross_entropy_with_logits(logits, mattes), "overlap": 0.5 * dice.mean()}


def seen(pairs: Pairs, size: int) -> tuple[Tensor, Tensor]:
    """Pairs as the network is given them in use: photos in -1 to 1, alphas in 0 to 1."""
    resized = lambda v: F.interpolate(v.float(), (size, size), mode="bilinear", align_corners=False, antialias=True)  # noqa: E731
    return resized(pairs.photos) / 127.5 - 1, resized(pairs.mattes) / 255


@torch.no_grad()
def _alphas(network: MattingNetwork, photos: Tensor) -> Tensor:
    return torch.cat([network.alpha(part) for part in photos.split(MEASURED_AT_ONCE)])


def _sheet(network: MattingNetwork, pairs: Pairs, size: int) -> Tensor:
    photos, mattes = seen(pairs, size)
    with torch.random.fork_rng():
        torch.manual_seed(1)
        moved, moved_mattes = varied(pairs, size)
    rows = []
    for a, b, c in (*zip(photos, mattes, _alphas(network, photos)), *zip(moved, moved_mattes, _alphas(network, moved))):
        rows += [(a * 127.5 + 127.5).byte(), (b * 255).byte().repeat(3, 1, 1), (c * 255).byte().repeat(3, 1, 1)]
    return torch.stack(rows)


def _export(network: MattingNetwork, unseen: Pairs, arguments: argparse.Namespace) -> None:
    size, out = arguments.size, arguments.out
    photos, mattes = seen(unseen, size)
    alphas = _alphas(network, photos)
    with torch.random.fork_rng():
        torch.manual_seed(2)
        moved = [varied(unseen[part], size) for part in torch.arange(len(unseen)).split(MEASURED_AT_ONCE)]
    moved_photos, moved_mattes = (torch.cat(parts) for parts in zip(*moved))
    measures = {
        "heldOut": len(unseen),
        "asTheyAre": agreement(alphas, mattes).to_plain(),
        "varied": agreement(_alphas(network, moved_photos), moved_mattes).to_plain(),
        "parameters": sum(value.numel() for value in network.folded().values()),
        "steps": arguments.steps,
        "sizePx": size,
    }
    quality = {"matteIou": measures["asTheyAre"]["iou"], "matteMeanAbsoluteError": measures["asTheyAre"]["mean_absolute_error"]}
    metadata = {"format": "toile-matte", "size": str(size), "measures": json.dumps(quality)}
    save_tensors(network.folded(), out / "matte.safetensors", metadata, arguments.half)
    np.savez_compressed(out / "reference.npz", photos=photos[:REFERENCES], alphas=alphas[:REFERENCES])
    (out / "matte.json").write_text(json.dumps(measures, indent=2) + "\n", encoding="utf-8")
    order = overlap(alphas, mattes).argsort()
    shown = unseen[torch.cat([order[:3], order[:: max(1, len(order) // 9)]])[:SHEET_ROWS]]
    save_sheet(out / "sheet.png", _sheet(network, shown, size), 6)
    print(json.dumps(measures), flush=True)
