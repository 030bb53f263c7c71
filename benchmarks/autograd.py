"""How far the gradients are from those of PyTorch: ``python -m benchmarks.autograd``.

PyTorch is not needed to build the book, so what comes of it is committed, for the book to quote.
All groups of parameters are compared, the codes as well: the network is LeNet-5 with an output
layer that is trained. PyTorch computes in double precision, the network in both.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tabulate import tabulate

from benchmarks.results_file import FOLDER, ResultsError, machine, write
from lenet_docs.network import Loss, MaximumAPosteriori, Network, levels, load_mnist
from tests.network_samples import both_losses, lenet5_trained_throughout, random_network
from tests.pytorch_network import PyTorchNetwork, maximum_a_posteriori, mean_squared_error

LOSSES = ("eq_8", "eq_9")

PRECISIONS = ("float64", "float32")

IMAGES = 20

Array = NDArray[Any]

Errors = dict[str, dict[str, dict[str, float]]]
"""Relative errors by precision, loss and group of parameters."""


def measure() -> Errors:
    """Return how far each group is from PyTorch, relative to the length of the group's gradient."""
    digits = load_mnist("training")[:IMAGES]
    images = levels(digits.images, dtype="float64")
    labels = digits.labels.astype(np.intp)
    exact = random_network(lenet5_trained_throughout(), seed=0)
    losses = dict(zip(LOSSES, both_losses(exact, images), strict=True))
    errors: Errors = {}
    for precision in PRECISIONS:
        network = Network(exact.architecture, precision)
        network.parameters[...] = exact.parameters
        errors[precision] = {
            name: _compared(network, exact, images, labels, loss) for name, loss in losses.items()
        }
    return errors


def _compared(
    network: Network, exact: Network, images: Array, labels: Array, loss: Loss
) -> dict[str, float]:
    wanted = _by_autograd(exact, images, labels, loss)
    found = network.named(network.gradient(images.astype(network.dtype), labels, loss)[1])
    return {
        name: float(np.linalg.norm(found[name] - each) / np.linalg.norm(each))
        for name, each in wanted.items()
    }


def _by_autograd(network: Network, images: Array, labels: Array, loss: Loss) -> dict[str, Array]:
    rival = PyTorchNetwork(network.architecture, dtype=torch.float64).load(network.arrays)
    penalties, classes = rival(torch.from_numpy(images)), torch.from_numpy(labels)
    if isinstance(loss, MaximumAPosteriori):
        value = maximum_a_posteriori(penalties, classes, loss.j)
    else:
        value = mean_squared_error(penalties, classes)
    torch.autograd.backward([value])
    return rival.gradients()


def main() -> str | None:
    """Print what was found, and write it to a file; return what went wrong, if anything did."""
    errors = measure()
    columns = [errors[precision][loss] for precision in PRECISIONS for loss in LOSSES]
    rows = [[group, *(column[group] for column in columns)] for group in columns[0]]
    headers = ["group", *(f"{p}, {loss}" for p in PRECISIONS for loss in LOSSES)]
    print(f"{machine()}\n\n{tabulate(rows, headers=headers, floatfmt='.1e')}")
    version = torch.__version__.partition("+")[0]
    results = {
        precision: {
            loss: {
                "largest": _rounded(max(groups.values())),
                **{name.replace(".", "_"): _rounded(error) for name, error in groups.items()},
            }
            for loss, groups in losses.items()
        }
        for precision, losses in errors.items()
    }
    try:
        write(
            FOLDER / "autograd.toml",
            command="python -m benchmarks.autograd",
            versions=[f"PyTorch {version}"],
            results={"autograd": results},
        )
    except ResultsError as error:
        return str(error)
    return None


def _rounded(error: float) -> float:
    return float(f"{error:.2g}")


if __name__ == "__main__":
    sys.exit(main())
