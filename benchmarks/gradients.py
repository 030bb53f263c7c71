"""How far the gradients are from finite differences, in double precision.

All groups of parameters are checked, the codes as well: the network is LeNet-5 with an output layer
that is trained.
"""

from __future__ import annotations

import numpy as np
from tabulate import tabulate

from benchmarks.results_file import Results
from lenet_docs import Architecture, EuclideanRBF, lenet5
from lenet_docs.network import (
    Loss,
    MaximumAPosteriori,
    MeanSquaredError,
    Network,
    levels,
    load_mnist,
)
from tests.finite_differences import relative_errors

IMAGES = 4

AIM = 1e-6


def trained_throughout() -> Architecture:
    """Return LeNet-5 with codes that are trained."""
    *body, output = lenet5().layers
    codes = EuclideanRBF(output.name, units=int(output.maps), replicated=True, trainable=True)
    return Architecture("lenet5-trained-codes", lenet5().input, [*body, codes])


def measure() -> dict[str, dict[str, float]]:
    """Return the relative error by loss and group of parameters."""
    digits = load_mnist("training")[:IMAGES]
    images = levels(digits.images, dtype=np.float64)
    network = Network(trained_throughout(), "float64")
    # Before anything is learned all penalties are far above the usual j, and rubbish is all that
    # eq. (9) would see. With a j among them, every class has its share.
    j = float(network.penalties(images).min())
    losses: dict[str, Loss] = {"eq_8": MeanSquaredError(), "eq_9": MaximumAPosteriori(j)}
    labels = digits.labels.astype(np.intp)
    return {name: relative_errors(network, images, labels, losses[name]) for name in losses}


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
