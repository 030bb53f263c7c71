"""What the paper leaves open, tried: ``python -m benchmarks.choices``.

The penalty j of rubbish, and the ranges of the distortions. Each is tried in a
short training of the modern recipe, with every other setting as it is, and judged by
a validation part of the training set. The test images are not looked at.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from tabulate import tabulate

from benchmarks.results_file import FOLDER, ResultsError, machine, write
from lenet_docs.network import (
    Digits,
    Distortion,
    MaximumAPosteriori,
    MeanSquaredError,
    levels,
    load_mnist,
)
from lenet_docs.network.recipes import MODERN, Modern
from lenet_docs.network.training import Training

__all__ = ["DISTORTIONS", "LOSSES", "tried"]

VALIDATION = 10_000

STEPS = 3000
"""Batches of a training that compares losses."""

DISTORTED_STEPS = 6000
"""Batches of a training that compares distortions: with them, learning takes longer."""

LOSSES = {
    "eq_8": MeanSquaredError(),
    **{f"j_{j}": MaximumAPosteriori(j) for j in (3, 10, 25, 50)},
    "no_rubbish": MaximumAPosteriori(math.inf),
}


def _scaled(factor: float) -> Distortion:
    """Return the distortions with all ranges multiplied."""
    chosen = Distortion()
    return Distortion(**{name: factor * each for name, each in vars(chosen).items()})


DISTORTIONS = {
    "none": None,
    "shift": Distortion(scale=0, squeeze=0, shear=0),
    "half": _scaled(0.5),
    "chosen": _scaled(1),
    "double": _scaled(2),
}


def tried(recipe: Modern, learning: Digits, validation: Digits) -> dict[str, float]:
    """Return what comes of a training, judged by digits that it did not learn from.

    The errors are in percent. The penalties are what the right class costs.
    """
    training = Training(recipe, learning)
    training.run()
    penalties = training.network.penalties(levels(validation.images))
    right = penalties[np.arange(len(validation)), validation.labels]
    return {
        "steps": recipe.steps,
        "validation_error": round(
            100 * float(np.mean(penalties.argmin(axis=1) != validation.labels)), 2
        ),
        "right_class_penalty": round(float(np.median(right)), 1),
        "training_loss": round(training.history[-1].loss, 4),
    }


def measure() -> dict[str, dict[str, dict[str, float]]]:
    """Return the results by what was chosen, and by how it was chosen."""
    learning, validation = load_mnist("training").split(VALIDATION)
    losses = {name: replace(MODERN, loss=loss, steps=STEPS) for name, loss in LOSSES.items()}
    distortions = {
        name: replace(MODERN, distortion=distortion, steps=DISTORTED_STEPS)
        for name, distortion in DISTORTIONS.items()
    }
    found: dict[str, dict[str, dict[str, float]]] = {}
    recipes: Mapping[str, Mapping[str, Modern]] = {"loss": losses, "distortions": distortions}
    for what, choices in recipes.items():
        found[what] = {}
        for name, recipe in choices.items():
            found[what][name] = tried(recipe, learning, validation)
            print(what, name, found[what][name], flush=True)
    return found


def main() -> str | None:
    """Print what was found, and write it to a file; return what went wrong, if anything did."""
    found = measure()
    rows = [
        [what, name, *numbers.values()]
        for what, choices in found.items()
        for name, numbers in choices.items()
    ]
    headers = ["what", "choice", "steps", "validation error", "right class costs", "training loss"]
    print(f"{machine()}\n\n{tabulate(rows, headers=headers)}")
    try:
        write(
            FOLDER / "choices.toml",
            command="python -m benchmarks.choices",
            results={"choices": found},
        )
    except ResultsError as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
