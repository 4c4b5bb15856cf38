"""`train`: trains a generator, and goes on where a stopped run was."""

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

import torch

from ..dataset import load_dataset
from ..networks.architecture import Architecture
from ..sheet import sample_sheet, save_sheet
from ..stop_signal import StopSignal
from .checkpoint import CheckpointError, grow, read_checkpoint, resume, save_checkpoint, save_snapshot, settings_of
from .settings import TrainSettings
from .trainer import Trainer

REPORT_EVERY = 50
SHEET_COLUMNS = 9
LATEST = "latest.pt"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    defaults = TrainSettings()
    parser.add_argument("--dataset", type=Path, required=True, help="what prepare wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; a run in it goes on")
    parser.add_argument("--resolution", type=int, help="size of the pictures; by default the dataset's")
    parser.add_argument("--channels", help="feature maps from 4 px up, such as 128,128,128,64,32 for 64 px")
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint of the same sizes to start from")
    parser.add_argument("--grow", type=Path, help="a checkpoint of half the resolution to start from")
    parser.add_argument("--minutes", type=float, default=60, help="stop after this long (default 60)")
    parser.add_argument("--kimg", type=float, help="stop when this many thousand pictures were shown in all")
    parser.add_argument("--snapshot-minutes", type=float, default=10, help="time between snapshots (default 10)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, help="CPU threads")
    tuning = parser.add_argument_group("settings of the run; a run that goes on keeps those that are not given")
    tuning.add_argument("--batch", type=int, help=f"pictures in a step (default {defaults.batch})")
    tuning.add_argument("--learning-rate", type=float, help=f"of Adam (default {defaults.learning_rate})")
    tuning.add_argument("--r1-gamma", type=float, help="gradient penalty (default 0.0002 R^2 / batch)")
    tuning.add_argument("--ema-kimg", type=float, help=f"half-life of the average (default {defaults.ema_kimg})")
    tuning.add_argument("--style-mixing", type=float, help=f"share of batches (default {defaults.style_mixing})")
    tuning.add_argument("--augment-kimg", type=float, help=f"speed of adaptation (default {defaults.augment_kimg})")
    tuning.add_argument("--fade-kimg", type=float, help=f"after growing (default {defaults.fade_kimg})")
    tuning.add_argument("--ramp-kimg", type=float, help=f"of the learning rate (default {defaults.ramp_kimg})")
    tuning.add_argument("--precision", choices=["bf16", "fp32"], help=f"(default {defaults.precision})")
    tuning.add_argument("--seed", type=int, help=f"(default {defaults.seed})")


def run(arguments: argparse.Namespace) -> None:
    torch.set_flush_denormal(True)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    if arguments.device.startswith("cuda"):
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
        torch.backends.cudnn.benchmark = True
    trainer = _trainer(arguments)
    print(
        f"{trainer.sizes.resolution} px, {len(trainer.dataset)} photos, {trainer.device}, "
        f"{trainer.images_seen / 1000:.1f} kimg so far",
        flush=True,
    )
    _train(trainer, arguments)


def _trainer(arguments: argparse.Namespace) -> Trainer:
    latest = arguments.out / LATEST
    start = latest if latest.exists() else arguments.start
    source = start or arguments.grow
    plain = read_checkpoint(source, arguments.device) if source else None
    settings = _settings(arguments, settings_of(plain) if plain else TrainSettings())
    dataset = load_dataset(arguments.dataset)
    if start:
        sizes, grown = Architecture.from_plain(plain["architecture"]), plain["grown"]
    else:
        sizes, grown = _new_sizes(arguments, plain, dataset), plain is not None
    if sizes.categories != dataset.names:
        raise CheckpointError("the dataset has other categories than the checkpoint")
    trainer = Trainer(sizes, settings, dataset.at(sizes.resolution), arguments.device, grown)
    if start:
        resume(trainer, plain)
    elif plain:
        grow(trainer, plain)
    return trainer


def _new_sizes(arguments: argparse.Namespace, smaller: dict | None, dataset) -> Architecture:
    resolution = arguments.resolution or dataset.resolution
    if not arguments.channels:
        raise CheckpointError("--channels is missing: a new run needs to know how wide it is")
    channels = tuple(int(number) for number in arguments.channels.split(","))
    if smaller is None:
        return Architecture(resolution, channels, dataset.names)
    return replace(Architecture.from_plain(smaller["architecture"]), resolution=resolution, channels=channels)


def _settings(arguments: argparse.Namespace, kept: TrainSettings) -> TrainSettings:
    given = {name: getattr(arguments, name, None) for name in kept.to_plain()}
    return replace(kept, **{name: value for name, value in given.items() if value is not None})


def _train(trainer: Trainer, arguments: argparse.Namespace) -> None:
    stop = StopSignal()
    started = snapshot_at = reported_at = time.monotonic()
    reports = []
    while not stop.asked and time.monotonic() - started < arguments.minutes * 60:
        if arguments.kimg is not None and trainer.images_seen >= arguments.kimg * 1000:
            break
        reports.append(trainer.step())
        if len(reports) == REPORT_EVERY:
            now = time.monotonic()
            _report(trainer, reports, now - reported_at, arguments.out)
            reports, reported_at = [], now
        if time.monotonic() - snapshot_at > arguments.snapshot_minutes * 60:
            _snapshot(trainer, arguments.out)
            snapshot_at = time.monotonic()
    _snapshot(trainer, arguments.out)


def _report(trainer: Trainer, reports: list, seconds: float, out: Path) -> None:
    mean = lambda name: sum(getattr(report, name) for report in reports) / len(reports)  # noqa: E731
    line = {
        "kimg": round(trainer.images_seen / 1000, 2),
        "discriminatorLoss": round(mean("discriminator_loss"), 4),
        "generatorLoss": round(mean("generator_loss"), 4),
        "certainty": round(mean("certainty"), 3),
        "augmentProbability": round(trainer.augment_probability, 3),
        "blend": round(trainer.blend, 3),
        "imagesPerSecond": round(len(reports) * trainer.settings.batch / seconds, 1),
    }
    print("  ".join(f"{name} {value}" for name, value in line.items()), flush=True)
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "log.jsonl", "a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")


def _snapshot(trainer: Trainer, out: Path) -> None:
    name = f"kimg-{trainer.images_seen / 1000:07.1f}"
    save_checkpoint(trainer, out / LATEST)
    save_snapshot(trainer, out / "snapshots" / f"{name}.pt")
    save_sheet(out / "sheets" / f"{name}.png", sample_sheet(trainer.average, SHEET_COLUMNS), SHEET_COLUMNS)
    print(f"saved {name}", flush=True)
