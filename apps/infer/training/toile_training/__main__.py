"""python3 -m toile_training prepare | train | evaluate | export | matte | encoder"""

import argparse
import sys

try:
    import numpy  # noqa: F401
    import PIL  # noqa: F401
    import torch  # noqa: F401
except ImportError as missing:
    sys.exit(f"toile_training needs PyTorch, NumPy and Pillow, and {missing.name} is missing: see README.md")

from .evaluating import command as evaluating
from .exporting import command as exporting
from .inverting import command as inverting
from .matting import command as matting
from .preparing import command as preparing
from .training import command as training
from .training.checkpoint import CheckpointError

STEPS = {
    "prepare": (preparing, "makes an aligned dataset of a folder of photos"),
    "train": (training, "trains a generator on a dataset, or goes on with a stopped run"),
    "evaluate": (evaluating, "measures generators against the photos"),
    "export": (exporting, "makes a model pack of a checkpoint"),
    "matte": (matting, "trains the network that finds the garment in a photo"),
    "encoder": (inverting, "trains the network that finds a photo's place among what a generator draws"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="toile_training", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    for name, (module, summary) in STEPS.items():
        module.add_arguments(steps.add_parser(name, help=summary, description=module.__doc__))
    arguments = parser.parse_args()
    try:
        STEPS[arguments.step][0].run(arguments)
    except (CheckpointError, OSError, ValueError) as error:
        sys.exit(f"toile_training {arguments.step}: {error}")


if __name__ == "__main__":
    main()
