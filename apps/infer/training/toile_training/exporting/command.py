"""`export`: the averaged weights of a checkpoint as a safetensors file, and as a model pack of Toile.

Writes `generator.safetensors` (half the size with --half; the pack, made from it, stays in single precision so
that it draws the very same), `reference.npz` (what PyTorch draws, to test the pack by), a sheet of samples and,
of a whole checkpoint, `checkpoint.pt`: the same run at a quarter of the size, without the optimizers' state.
"""

import argparse
import subprocess
from pathlib import Path

import torch

from ..sheet import sample_sheet, save_sheet
from ..training.checkpoint import compacted, load_generator, read_checkpoint, write_checkpoint
from .reference import save_reference
from .safetensors import load_exported, save_exported

SHEET_COLUMNS = 9
PACK_TOOL = Path(__file__).parents[3] / "dist/pack-tool/bin.js"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path, help="a checkpoint or snapshot of train")
    parser.add_argument("--out", type=Path, required=True, help="folder for the exported files")
    parser.add_argument("--half", action="store_true", help="keep the weights rounded to half precision")
    parser.add_argument("--pack", type=Path, help="make a pack in this folder, with toile-pack import")
    parser.add_argument("--title", help="name of the pack that people see")
    parser.add_argument("--licence", help="licence of the weights")
    parser.add_argument("--description", help="what the pack draws")
    parser.add_argument("--provenance", help="how it was made")
    parser.add_argument("--credits", help="who to thank, separated by commas")


def run(arguments: argparse.Namespace) -> None:
    torch.set_flush_denormal(True)
    plain = read_checkpoint(arguments.checkpoint)
    arguments.out.mkdir(parents=True, exist_ok=True)
    weights = arguments.out / "generator.safetensors"
    save_exported(load_generator(plain), weights, plain["counters"]["images_seen"] / 1000, arguments.half)
    # What was written is read again, so that everything below is about the file that is handed on.
    generator, _ = load_exported(weights)
    save_reference(generator, arguments.out / "reference.npz")
    save_sheet(arguments.out / "samples.png", sample_sheet(generator, SHEET_COLUMNS), SHEET_COLUMNS)
    if "discriminator" in plain:
        write_checkpoint(compacted(plain), arguments.out / "checkpoint.pt")
    print(f"exported to {arguments.out}", flush=True)
    if arguments.pack:
        _import_pack(weights, arguments)


def _import_pack(weights: Path, arguments: argparse.Namespace) -> None:
    if not PACK_TOOL.exists():
        raise FileNotFoundError(f"{PACK_TOOL} is missing: build it with `npx turbo run build --filter=@toile/infer`")
    call = ["node", str(PACK_TOOL), "import", str(weights), "--out", str(arguments.pack), "--name", arguments.pack.name]
    for name in ("title", "licence", "description", "provenance", "credits"):
        value = getattr(arguments, name)
        if value is not None:
            call += [f"--{name}", value]
    if subprocess.run(call, check=False).returncode != 0:
        raise OSError("toile-pack import failed; its message is above")
