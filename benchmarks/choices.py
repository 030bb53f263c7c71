"""What the paper leaves open, tried: ``python -m benchmarks.choices``.

The penalty j of rubbish, and the ranges of the distortions. Each is tried in a
short training of the modern recipe, with every other setting as it is, and judged by
a validation part of the training set. The test images are not looked at.
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace

import numpy as np

from benchmarks.results_file import FOLDER, ResultsError, machine, write
from lenet_docs.network import (
    Digits,
    Distortion,
    MaximumAPosteriori,
    MeanSquaredError,
    levels,
    load_mnist,
)
from lenet_docs.network.training.loop import Training
from lenet_docs.network.training.recipes import MODERN, Modern

__all__ = ["DISTORTIONS", "LOSSES", "distortions", "losses", "tried"]

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


def losses() -> dict[str, Modern]:
    """Return a training for each loss."""
    return {name: replace(MODERN, loss=loss, steps=STEPS) for name, loss in LOSSES.items()}


def distortions() -> dict[str, Modern]:
    """Return a training for each way to distort."""
    return {
        name: replace(MODERN, distortion=distortion, steps=DISTORTED_STEPS)
        for name, distortion in DISTORTIONS.items()
    }


def _settings(recipe: Modern) -> dict[str, float]:
    """Return the numbers that were chosen."""
    j = recipe.loss.j if isinstance(recipe.loss, MaximumAPosteriori) else math.inf
    found = {"j": j} if math.isfinite(j) else {}
    return found if recipe.distortion is None else {**found, **vars(recipe.distortion)}


def main() -> str | None:
    """Print what was found, and write it to files; return what went wrong, if anything did."""
    learning, validation = load_mnist("training").split(VALIDATION)
    print(machine())
    for what, recipes in {"losses": losses(), "distortions": distortions()}.items():
        found = {}
        for name, recipe in recipes.items():
            found[name] = {**_settings(recipe), **tried(recipe, learning, validation)}
            print(f"{what}, {name}: {found[name]}", flush=True)
        try:
            write(
                FOLDER / f"{what}.toml",
                command="python -m benchmarks.choices",
                results={"choices": {what: found}},
            )
        except ResultsError as error:
            return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
