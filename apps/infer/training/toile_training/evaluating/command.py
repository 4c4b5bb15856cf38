"""`evaluate`: measures generators against the photos that they learnt from, with no network from elsewhere.

A small classifier is trained on most of the photos. It says how well drawn pictures show their category
(GAN-test) and, trained on drawn pictures instead, how well those stand for real ones (GAN-train; both Shmelkov
et al. 2018). Its features are the space in which the distributions are compared.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from ..dataset import load_dataset
from ..held_out import held_out
from ..sheet import sample_sheet, save_sheet
from .classifier import (
    FEATURES,
    Labelled,
    accuracy,
    classifier_key,
    features_of,
    kept_classifier,
    train_classifier,
)
from .measures import frechet_distance, overlap
from .models import Model, draw_like, open_model
from .neighbours import copying, nearest_sheet
from .report import markdown

SHEET_COLUMNS = 9
NEIGHBOURS_SHOWN = 6
HALVES_SEED = 11


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = "checkpoints (.pt) or exported weights (.safetensors); NAME=FILE names one"
    parser.add_argument("models", nargs="+", help=what)
    parser.add_argument("--dataset", type=Path, required=True, help="what prepare wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder of the report; measured models in it are kept")
    parser.add_argument("--resolution", type=int, default=64, help="at which all are compared (default 64)")
    parser.add_argument("--psi", default="1", help="truncations to measure at, such as 1,0.7 (default 1)")
    parser.add_argument("--steps", type=int, default=1200, help="of the classifier's training (default 1200)")
    taught = "of each classifier taught by drawn pictures, which take most of the time (default --steps; 0: none)"
    parser.add_argument("--gan-train-steps", type=int, help=taught)
    parser.add_argument("--threads", type=int, help="CPU threads")


def run(arguments: argparse.Namespace) -> None:
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    if arguments.gan_train_steps is None:
        arguments.gan_train_steps = arguments.steps
    dataset = load_dataset(arguments.dataset).at(arguments.resolution)
    real = Labelled(dataset.images, dataset.categories)
    unseen = real[held_out(real.categories)]
    key = classifier_key(dataset, arguments.steps)
    classifier = kept_classifier(arguments.out, dataset, arguments.steps)
    real_features = features_of(classifier, real.images)
    found = {
        "resolution": arguments.resolution,
        "photos": len(real),
        "classifier": {
            "learnt": len(real) - len(unseen),
            "heldOut": len(unseen),
            "heldOutAccuracy": accuracy(classifier, unseen),
            "categories": len(dataset.names),
            "features": FEATURES,
            "steps": arguments.steps,
            "ganTrainSteps": arguments.gan_train_steps,
        },
        "realAgainstReal": _compared(*_halves(real_features)),
        "models": [],
    }
    print(f"the classifier recognises {found['classifier']['heldOutAccuracy']:.1%} of held-out photos", flush=True)
    for text in arguments.models:
        name, _, file = text.rpartition("=")
        model = open_model(Path(file), name or None)
        if model.generator.sizes.categories != dataset.names:
            raise ValueError(f"{model.name} has other categories than the dataset")
        for psi in (float(number) for number in arguments.psi.split(",")):
            title = f"{_plain(model.name)}-{model.kimg:.1f}-psi-{psi:g}"
            kept = arguments.out / "measured" / f"{title}-{key}-{arguments.gan_train_steps}.json"
            if kept.exists():
                measured = json.loads(kept.read_text(encoding="utf-8"))
            else:
                measured = _measure(model, psi, classifier, real, real_features, unseen, arguments)
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_text(json.dumps(measured), encoding="utf-8")
            print(json.dumps(measured), flush=True)
            found["models"].append(measured)
    (arguments.out / "evaluation.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (arguments.out / "evaluation.md").write_text(markdown(found), encoding="utf-8")


def _measure(model: Model, psi, classifier, real, real_features, unseen, arguments) -> dict:
    resolution = arguments.resolution
    print(f"measuring {model.name} at psi {psi:g}", flush=True)
    drawn = draw_like(model, real.categories, psi, resolution, seed=1)
    name = f"{_plain(model.name)}-psi-{psi:g}"
    save_sheet(arguments.out / f"{name}.png", sample_sheet(model.generator, SHEET_COLUMNS, psi), SHEET_COLUMNS)
    shown = drawn[_one_of_each(drawn.categories)]
    nearest = nearest_sheet(shown, real, NEIGHBOURS_SHOWN)
    save_sheet(arguments.out / f"{name}-nearest.png", nearest, NEIGHBOURS_SHOWN + 1)
    return {
        "name": model.name,
        "kimg": model.kimg,
        "psi": psi,
        "ganTest": accuracy(classifier, drawn),
        "ganTrain": _gan_train(drawn, unseen, arguments.gan_train_steps),
        **_compared(real_features, features_of(classifier, drawn.images)),
        **copying(drawn, real),
    }


def _gan_train(drawn: Labelled, unseen: Labelled, steps: int) -> float | None:
    """How many held-out photos a classifier recognises that has seen drawn pictures only."""
    if steps == 0:
        return None
    categories = int(unseen.categories.max()) + 1
    return accuracy(train_classifier(drawn, categories, steps), unseen)


def _compared(a: np.ndarray, b: np.ndarray) -> dict[str, float]:
    return {"frechetDistance": frechet_distance(a, b), **asdict(overlap(a, b))}


def _halves(features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shuffled = np.random.RandomState(HALVES_SEED).permutation(features)
    return shuffled[: len(features) // 2], shuffled[len(features) // 2 :]


def _one_of_each(categories: torch.Tensor) -> torch.Tensor:
    return torch.stack([(categories == category).nonzero()[0, 0] for category in categories.unique()])


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in name)
