"""How far the gradients are from finite differences, in double precision.

All groups of parameters are checked, the codes as well: the network is LeNet-5 with an output layer
that is trained.
"""

from __future__ import annotations

import numpy as np
from tabulate import tabulate

from benchmarks.results_file import Results
from lenet_docs.network import Network, levels, load_mnist
from tests.finite_differences import relative_errors
from tests.network_samples import both_losses, lenet5_trained_throughout

LOSSES = ("eq_8", "eq_9")

IMAGES = 4

AIM = 1e-6


def measure() -> dict[str, dict[str, float]]:
    """Return the relative error by loss and group of parameters."""
    digits = load_mnist("training")[:IMAGES]
    images = levels(digits.images, dtype=np.float64)
    network = Network(lenet5_trained_throughout(), "float64")
    labels = digits.labels.astype(np.intp)
    losses = zip(LOSSES, both_losses(network, images), strict=True)
    return {name: relative_errors(network, images, labels, loss) for name, loss in losses}


def report(measured: dict[str, dict[str, float]]) -> str:
    """Return a table of what was measured."""
    groups = next(iter(measured.values()))
    rows = [[group, *(errors[group] for errors in measured.values())] for group in groups]
    headers = ["Gradient against finite differences", *measured]
    return tabulate(rows, headers=headers, floatfmt=".1e") + f"\nThe aim is less than {AIM:.0e}."


def results(measured: dict[str, dict[str, float]]) -> Results:
    """Return what goes to the results file: by loss, the largest error and that of each group."""
    return {
        name: {
            "largest": float(f"{max(errors.values()):.2g}"),
            **_nested({group: float(f"{error:.2g}") for group, error in errors.items()}),
        }
        for name, errors in measured.items()
    }


def _nested(errors: dict[str, float]) -> Results:
    """Return layer.parameters as tables of tables."""
    tables: dict[str, dict[str, float]] = {}
    for group, error in errors.items():
        layer, parameters = group.split(".")
        tables.setdefault(layer, {})[parameters] = error
    return tables
