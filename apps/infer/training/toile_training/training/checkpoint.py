"""Checkpoints: a run as a file, whole or compact, and growing a run to twice its size.

A file holds tensors and one JSON text, so that PyTorch reads it without running code.
"""

import json
from pathlib import Path

import torch
from torch import nn

from ..networks.architecture import Architecture
from ..networks.generator import Generator
from .settings import TrainSettings
from .trainer import Trainer

FORMAT = "toile-training-1"
ABOUT = ("format", "architecture", "settings", "grown", "counters")
COUNTERS = ("steps", "images_seen", "images_since_growth", "images_since_start", "augment_probability", "certainties")


class CheckpointError(Exception):
    """The file is not a checkpoint, or does not fit what it is used for. The message is for a person."""


def save_checkpoint(trainer: Trainer, path: Path) -> None:
    """Writes a whole run: going on from it is as if it had never stopped."""
    plain = {
        **_averaged(trainer),
        "generator": trainer.generator.state_dict(),
        "discriminator": trainer.discriminator.state_dict(),
        "optimizers": [optimizer.state_dict()["state"] for optimizer in trainer.optimizers],
        "random": torch.get_rng_state(),
    }
    if trainer.device.type == "cuda":
        plain["random_cuda"] = torch.cuda.get_rng_state(trainer.device)
    write_checkpoint(plain, path)


def save_snapshot(trainer: Trainer, path: Path) -> None:
    """Writes the averaged generator alone: enough to draw, evaluate and export."""
    write_checkpoint(_averaged(trainer), path)


def compacted(plain: dict) -> dict:
    """A whole checkpoint at a quarter of its size: no optimizers, everything in half precision. A run that goes
    on from it ramps its learning rate up afresh."""
    networks = {name: _halved(plain[name]) for name in ("average", "generator", "discriminator")}
    return {key: plain[key] for key in ABOUT} | networks


def _averaged(trainer: Trainer) -> dict:
    return {
        "format": FORMAT,
        "architecture": trainer.sizes.to_plain(),
        "settings": trainer.settings.to_plain(),
        "grown": trainer.discriminator.grown,
        "average": trainer.average.state_dict(),
        "counters": {name: getattr(trainer, name) for name in COUNTERS},
    }


def write_checkpoint(plain: dict, path: Path) -> None:
    """Writes what `read_checkpoint` gives. The file is complete or not there."""
    about = json.dumps({key: plain[key] for key in ABOUT})
    tensors = {key: value for key, value in plain.items() if key not in ABOUT}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    torch.save({"about": about, **tensors}, unfinished)
    unfinished.replace(path)


def read_checkpoint(path: Path, device="cpu") -> dict:
    """The plain contents of a checkpoint file. Throws CheckpointError."""
    try:
        tensors = torch.load(path, map_location=device, weights_only=True)
        about = json.loads(tensors.pop("about"))
    except OSError:
        raise
    except Exception as cause:
        raise CheckpointError(f"{path} is not a checkpoint of this pipeline") from cause
    if about["format"] != FORMAT:
        raise CheckpointError(f"{path} is of another version, {about['format']}")
    return {**about, **tensors}


def resume(trainer: Trainer, plain: dict) -> None:
    """Puts a saved run of the same sizes into a trainer. From a whole checkpoint it goes on as if it never stopped."""
    if Architecture.from_plain(plain["architecture"]) != trainer.sizes:
        raise CheckpointError("the checkpoint is of other sizes or categories; --grow makes a larger one of it")
    if "discriminator" not in plain:
        raise CheckpointError("the file has the averaged generator alone: it can be drawn with, not trained on")
    trainer.generator.load_state_dict(_whole(plain["generator"]))
    trainer.discriminator.load_state_dict(_whole(plain["discriminator"]))
    trainer.average.load_state_dict(_whole(plain["average"]))
    for name in COUNTERS:
        setattr(trainer, name, plain["counters"][name])
    if "optimizers" not in plain:
        trainer.images_since_start = 0
        return
    for optimizer, state in zip(trainer.optimizers, plain["optimizers"]):
        optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    torch.set_rng_state(plain["random"].cpu())
    if "random_cuda" in plain and trainer.device.type == "cuda":
        torch.cuda.set_rng_state(plain["random_cuda"].cpu(), trainer.device)


def grow(trainer: Trainer, plain: dict) -> None:
    """Starts a trainer, twice as large, with the weights of a smaller run: its averaged generator and its
    discriminator. The generator's new block starts silent, the discriminator's is faded in."""
    small = Architecture.from_plain(plain["architecture"])
    if trainer.sizes.resolution != 2 * small.resolution or not trainer.discriminator.grown:
        raise CheckpointError(f"{small.resolution} px grow to {2 * small.resolution}, not {trainer.sizes.resolution}")
    for network, weights in (
        (trainer.generator, _whole(plain["average"])),
        (trainer.average, _whole(plain["average"])),
        (trainer.discriminator, _whole(plain["discriminator"])),
    ):
        _take_over(network, weights)
    for generator in (trainer.generator, trainer.average):
        generator.start_silent_at(trainer.sizes.resolution)
    trainer.images_seen = plain["counters"]["images_seen"]
    trainer.augment_probability = plain["counters"]["augment_probability"]


def _take_over(network: nn.Module, weights: dict) -> None:
    own = network.state_dict()
    # The entrance that the smaller run itself has outgrown.
    weights = {name: value for name, value in weights.items() if name in own or ".fromrgb." not in name}
    misfits = [name for name, value in weights.items() if name not in own or own[name].shape != value.shape]
    if misfits:
        raise CheckpointError(f"the smaller run does not fit: {', '.join(misfits[:4])}")
    network.load_state_dict({**own, **weights})


def load_generator(plain: dict) -> Generator:
    """The averaged generator of a checkpoint, for drawing."""
    generator = Generator(Architecture.from_plain(plain["architecture"]))
    generator.load_state_dict(_whole(plain["average"]))
    return generator.eval().requires_grad_(False)


def settings_of(plain: dict) -> TrainSettings:
    return TrainSettings.from_plain(plain["settings"])


def _halved(state: dict) -> dict:
    return {name: value.half() if value.dim() > 0 else value for name, value in state.items()}


def _whole(state: dict) -> dict:
    return {name: value.float() for name, value in state.items()}
