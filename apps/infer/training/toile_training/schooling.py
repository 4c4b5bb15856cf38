"""One network, one optimizer, a known number of steps: a run that is saved and goes on, bit for bit.

What `matte` and `encoder` share. (A generator's run is `training.trainer`: two networks and no end.)
"""

import copy
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from .stop_signal import StopSignal

REPORT_EVERY = 50
SAVE_EVERY_SECONDS = 300
WARM_UP_STEPS = 100
LATEST = "latest.pt"


@dataclass(frozen=True)
class Lesson:
    """How to train: `step` makes the losses of one batch, by name; their sum is followed downhill."""

    network: nn.Module
    step: Callable[[int], dict[str, Tensor]]
    steps: int
    learning_rate: float
    weight_decay: float = 1e-4
    average_decay: float = 0.998
    """Of the moving average of the weights, which is what is used in the end."""
    sheet: Callable[[nn.Module, Path], None] | None = None
    """Draws what the averaged network does, into a file."""


def taught(lesson: Lesson, out: Path) -> nn.Module:
    """Trains, or goes on with the run in `out`, and returns the averaged network. Exits early, saved, when asked
    to stop; the same call goes on."""
    network = lesson.network
    optimizer = torch.optim.AdamW(network.parameters(), lesson.learning_rate, weight_decay=lesson.weight_decay)
    average = {name: value.clone() for name, value in network.state_dict().items()}
    latest, first = out / LATEST, 0
    if latest.exists():
        kept = torch.load(latest, weights_only=True)
        network.load_state_dict(kept["network"])
        groups = optimizer.state_dict()["param_groups"]
        optimizer.load_state_dict({"state": kept["optimizer"], "param_groups": groups})
        average, first = kept["average"], kept["step"]
        torch.set_rng_state(kept["random"])
    out.mkdir(parents=True, exist_ok=True)
    stop = StopSignal()
    saved_at = reported_at = time.monotonic()
    sums: dict[str, float] = {}
    network.train()
    for step in range(first, lesson.steps):
        for group in optimizer.param_groups:
            group["lr"] = lesson.learning_rate * _rate(step, lesson.steps)
        losses = lesson.step(step)
        optimizer.zero_grad(set_to_none=True)
        sum(losses.values()).backward()
        optimizer.step()
        _follow(average, network, min(lesson.average_decay, (step + 1) / (step + 10)))
        for name, loss in losses.items():
            sums[name] = sums.get(name, 0.0) + float(loss.detach())
        now, done = time.monotonic(), step + 1
        if done % REPORT_EVERY == 0:
            _report(out, done, lesson.steps, sums, REPORT_EVERY / (now - reported_at))
            sums, reported_at = {}, now
        last = done == lesson.steps
        if last or stop.asked or now - saved_at > SAVE_EVERY_SECONDS:
            _save(latest, done, network, optimizer, average)
            saved_at = time.monotonic()
            if lesson.sheet:
                lesson.sheet(_with_weights(network, average), out / "sheets" / f"step-{done:06d}.png")
                network.train()
        if stop.asked and not last:
            raise SystemExit(f"stopped after {done} of {lesson.steps} steps, and saved: the same command goes on")
    network.load_state_dict(average)
    return network.eval().requires_grad_(False)


def _rate(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / WARM_UP_STEPS)
    return warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))


@torch.no_grad()
def _follow(average: dict, network: nn.Module, decay: float) -> None:
    for name, value in network.state_dict().items():
        if value.is_floating_point():
            average[name].lerp_(value, 1 - decay)
        else:
            average[name].copy_(value)


def _with_weights(network: nn.Module, weights: dict) -> nn.Module:
    """A copy of the network with other weights."""
    other = copy.deepcopy(network)
    other.load_state_dict(weights)
    return other.eval().requires_grad_(False)


def _report(out: Path, done: int, steps: int, sums: dict[str, float], per_second: float) -> None:
    line = {"step": done, **{name: round(total / REPORT_EVERY, 5) for name, total in sums.items()}}
    line["stepsPerSecond"] = round(per_second, 2)
    print(f"of {steps}: " + "  ".join(f"{name} {value}" for name, value in line.items()), flush=True)
    with open(out / "log.jsonl", "a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")


def _save(path: Path, step: int, network: nn.Module, optimizer, average: dict) -> None:
    unfinished = path.with_suffix(".unfinished")
    kept = {"step": step, "network": network.state_dict(), "optimizer": optimizer.state_dict()["state"], "average": average}
    torch.save({**kept, "random": torch.get_rng_state()}, unfinished)
    unfinished.replace(path)
