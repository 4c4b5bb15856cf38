"""`encoder`: trains the network that finds a photo's place in a generator's W+.

It learns from drawn garments, whose place is known, and from photos, by what the generator draws of the place that
it finds: pixels, and what the classifier of `evaluate` sees. First one w for all layers, then offsets from it,
which cost. A fifth of the photos is held out, the same that no other step learns from, and measured in the end
against the nearest of 4096 seeds, the mean garment, and plain optimisation.

Writes `encoder.safetensors`, `encoder.json` with the measures, `reference.npz` (what PyTorch answers, to test the
pack by) and `sheet.png`: photo, w alone, w with offsets, the nearest seed.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..dataset import load_dataset, to_bytes, to_unit
from ..evaluating.classifier import kept_classifier
from ..evaluating.models import open_model
from ..exporting.safetensors import save_tensors
from ..held_out import held_out
from ..schooling import Lesson, taught
from ..sheet import save_sheet
from .comparison import SEEDS, measured, nearest_seeds, of_encoder, optimised, synthesised
from .encoder import RANK, Encoder, encoder_for
from .latent_space import draw_ws, latent_space
from .likeness import feature_loss
from .refinements import refinements

W_ALONE, OFFSETS_GROW = 0.3, 0.2
"""Shares of the steps in which there are no offsets, and in which they then grow to what they are."""
PIXELS, FEATURES, PLACE, NEAR, CATEGORY = 6.0, 0.5, 0.3, 0.02, 0.05
"""Weights of the losses; NEAR is that of how far w lies from the mean."""
CLASSIFIER_STEPS = 1200
SHEET_COLUMNS = 4
SHEET_ROWS = 18
REFERENCES = 4
OPTIMISED = 24
"""Held-out photos that are also optimised for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("generator", type=Path, help="exported weights (.safetensors) or a checkpoint (.pt)")
    parser.add_argument("--dataset", type=Path, required=True, help="what prepare wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; a run in it goes on")
    parser.add_argument("--steps", type=int, default=4000, help="batches to learn from (default 4000)")
    parser.add_argument("--batch", type=int, default=16, help="photos, and drawn garments, in a batch (default 16)")
    parser.add_argument("--learning-rate", type=float, default=1.5e-3, help="the highest (default 0.0015)")
    parser.add_argument("--delta", type=float, default=0.05, help="what offsets cost (default 0.05)")
    parser.add_argument("--rank", type=int, default=RANK, help=f"how many offsets there are (default {RANK})")
    parser.add_argument("--half", action="store_true", help="write the weights rounded to half precision")
    parser.add_argument("--threads", type=int, help="CPU threads")


def run(arguments: argparse.Namespace) -> None:
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    generator = open_model(arguments.generator).generator
    dataset = load_dataset(arguments.dataset).at(generator.sizes.resolution)
    if generator.sizes.categories != dataset.names:
        raise ValueError("the generator has other categories than the dataset")
    classifier = kept_classifier(arguments.out, dataset, CLASSIFIER_STEPS)
    shares = dataset.category_shares()
    space = latent_space(generator, shares)
    unseen = held_out(dataset.categories)
    photos, categories = dataset.images[~unseen], dataset.categories[~unseen]
    shown = to_unit(dataset.images[unseen][:: max(1, int(unseen.sum()) // SHEET_ROWS)][:SHEET_ROWS])
    print(f"{len(photos)} photos to learn from, {int(unseen.sum())} held out", flush=True)
    torch.manual_seed(0)
    encoder = encoder_for(generator, arguments.rank)
    encoder.start_in(space)
    encoder = encoder.to(memory_format=torch.channels_last)

    def step(number: int) -> dict[str, Tensor]:
        share = min(1.0, max(0.0, (number / arguments.steps - W_ALONE) / OFFSETS_GROW))
        chosen = torch.randint(0, len(photos), [arguments.batch])
        real = _varied(to_unit(photos[chosen]))
        with torch.no_grad():
            ws, drawn_categories = draw_ws(generator, shares, arguments.batch)
            drawn = generator.synthesis(ws, dtype=torch.bfloat16).clamp(-1, 1)
        with torch.autocast("cpu", torch.bfloat16):
            pictures = torch.cat([real, drawn]).to(memory_format=torch.channels_last)
            w, offsets, logits = encoder(pictures, share)
        found = w[:, None] + offsets
        again = generator.synthesis(found[: arguments.batch], dtype=torch.bfloat16)
        with torch.autocast("cpu", torch.bfloat16):
            features = feature_loss(classifier, again, real)
        losses = {
            "pixels": PIXELS * (again - real).square().mean(),
            "features": FEATURES * features.float(),
            "place": PLACE * (found[arguments.batch :] - ws).square().sum(2).mean() / space.variance,
            "near": NEAR * (w - space.mean).square().sum(1).mean() / space.variance,
            "offsets": arguments.delta * offsets.square().sum(2).mean() / space.variance,
        }
        if logits is not None:
            wanted = torch.cat([categories[chosen], drawn_categories])
            losses["category"] = CATEGORY * F.cross_entropy(logits.float(), wanted)
        return losses

    def sheet(averaged: Encoder, path: Path) -> None:
        alone, whole = (of_encoder(generator, averaged, shown, share) for share in (0.0, 1.0))
        save_sheet(path, _beside(shown, alone, whole), 9)

    lesson = Lesson(encoder, step, arguments.steps, arguments.learning_rate, sheet=sheet)
    encoder = taught(lesson, arguments.out)

    tensors = encoder.folded()
    tensors["refinements"] = refinements(generator, encoder, space, to_unit(photos)).flatten(1)
    held = Held(to_unit(dataset.images[unseen]), dataset.categories[unseen])
    # What is trained is of use before it is measured.
    _save(encoder, tensors, generator, held, {}, arguments)
    measures = _measures(generator, encoder, classifier, space, shares, held, arguments)
    _save(encoder, tensors, generator, held, measures, arguments)
    print(json.dumps(measures), flush=True)


@dataclass(frozen=True)
class Held:
    """Photos [n, 3, R, R] in -1 to 1 that nothing was learnt from, and their categories [n]."""

    photos: Tensor
    categories: Tensor


def _save(encoder, tensors, generator, held: Held, measures: dict, arguments: argparse.Namespace) -> None:
    sizes = generator.sizes
    metadata = {
        "format": "toile-encoder",
        "resolution": str(sizes.resolution),
        "num_ws": str(sizes.num_ws),
        "w_dim": str(sizes.w_dim),
        "categories": json.dumps(sizes.categories),
    }
    if measures:
        found = measures["encoder"]
        quality = {"encoderPsnrDb": found["psnrDb"], "encoderSsim": found["ssim"]}
        metadata["measures"] = json.dumps({**quality, "encoderCategoryAccuracy": measures["categoryAccuracy"]})
    save_tensors(tensors, arguments.out / "encoder.safetensors", metadata, arguments.half)
    references = held.photos[:: max(1, len(held.photos) // REFERENCES)][:REFERENCES]
    with torch.no_grad():
        expected = {"pictures": references, "wPlus": encoder.w_plus(references)}
        if encoder.to_category is not None:
            expected["category"] = _logits(encoder, references)
    np.savez_compressed(arguments.out / "reference.npz", **{name: value.numpy() for name, value in expected.items()})


def _measures(generator, encoder, classifier, space, shares, held: Held, arguments: argparse.Namespace) -> dict:
    photos = held.photos
    alone, whole = (of_encoder(generator, encoder, photos, share) for share in (0.0, 1.0))
    nearest = nearest_seeds(generator, photos, shares)
    mean = synthesised(generator, generator.broadcast(space.mean[None])).expand_as(photos)
    few = torch.arange(0, len(photos), max(1, len(photos) // OPTIMISED))[:OPTIMISED]
    best = optimised(generator, space, photos[few])
    with torch.no_grad():
        logits = torch.cat([_logits(encoder, part) for part in photos.split(64)])
    rows = slice(0, None, max(1, len(photos) // SHEET_ROWS))
    save_sheet(arguments.out / "sheet.png", _beside(*(v[rows] for v in (photos, alone, whole, nearest))), 12)
    measures = {
        "heldOut": len(photos),
        "encoder": measured(classifier, whole, photos),
        "encoderWithoutOffsets": measured(classifier, alone, photos),
        f"nearestOf{SEEDS}Seeds": measured(classifier, nearest, photos),
        "meanGarment": measured(classifier, mean, photos),
        f"encoderOnThese{len(few)}": measured(classifier, whole[few], photos[few]),
        f"optimisedOnThese{len(few)}": measured(classifier, best, photos[few]),
        "categoryAccuracy": round(float((logits.argmax(1) == held.categories).float().mean()), 4),
        "parameters": sum(value.numel() for value in encoder.folded().values()),
        "steps": arguments.steps,
    }
    (arguments.out / "encoder.json").write_text(json.dumps(measures, indent=2) + "\n", encoding="utf-8")
    return measures


def _logits(encoder: Encoder, photos: Tensor) -> Tensor:
    return encoder(photos)[2]


def _beside(*pictures: Tensor) -> Tensor:
    """Each kind [n, 3, R, R] in turn: uint8 [n * kinds, 3, R, R]."""
    return torch.stack([to_bytes(kind.clamp(-1, 1)) for kind in pictures], 1).flatten(0, 1)


def _varied(photos: Tensor) -> Tensor:
    """Mirrored, recoloured and moved a little; the white around a garment stays."""
    n = len(photos)
    photos = torch.where(torch.rand(n, 1, 1, 1) < 0.5, photos.flip(3), photos)
    gain = 1 + (torch.rand(n, 3, 1, 1) - 0.5) * 0.5 * (torch.rand(n, 1, 1, 1) < 0.5)
    photos = 1 - ((1 - photos) * gain).clamp(0, 2)
    scale = 1 + torch.randn(n, 2) * 0.02
    zero = torch.zeros(n)
    shift = torch.randn(n, 2) * 0.015
    across = torch.stack([scale[:, 0], zero, shift[:, 0]], 1)
    down = torch.stack([zero, scale[:, 1], shift[:, 1]], 1)
    places = F.affine_grid(torch.stack([across, down], 1), list(photos.shape), align_corners=False)
    return F.grid_sample(photos - 1, places, padding_mode="zeros", align_corners=False) + 1
