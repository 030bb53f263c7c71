"""What tools that count parameters and multiply-adds report of LeNet-5.

The tools and PyTorch are too large to be asked for by those who build the book, so
what they report is committed. To have them count anew, from the top of the clone::

    python -m venv /tmp/tools
    /tmp/tools/bin/python -m pip install torch==2.13.0 torchinfo==1.8.0 \
        fvcore==0.1.5.post20221221 ptflops==0.7.5 thop==0.1.1.post2209072238
    /tmp/tools/bin/python -m benchmarks.counting_tools

Each network is built in the way that is usual with PyTorch, from the sizes of the
catalogue. LeNet-5 is built more than once: PyTorch has no connection tables, so there
are several ways around.
"""

from __future__ import annotations

import contextlib
import io
import logging
import platform
import subprocess
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import cast

import torch
from fvcore.nn import FlopCountAnalysis, parameter_count
from ptflops import get_model_complexity_info
from tabulate import tabulate
from thop import profile
from torch import nn
from torchinfo import summary

from lenet_docs import (
    Architecture,
    Convolution,
    FullConnection,
    Subsampling,
    lenet5,
    lenet5_today,
)
from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.codes import DIGITS, code
from lenet_docs.layers import ConnectionTable, Layer

ROOT = Path(__file__).parents[1]
FILE = ROOT / "benchmarks" / "results" / "counting-tools.toml"


# ---- The layers ----------------------------------------------------------------------------------


class Squash(nn.Module):
    """The squashing function."""

    def forward(self, sums: torch.Tensor) -> torch.Tensor:
        """Return the states of units with these weighted sums."""
        return float(AMPLITUDE) * torch.tanh(float(SLOPE) * sums)


class Subsample(nn.Module):
    """The sum of each window, times a coefficient, plus a bias.

    The coefficient is called ``weight``: that is what PyTorch's own layers call what they multiply
    by, and one of the tools goes by the name.
    """

    def __init__(self, layer: Subsampling) -> None:
        super().__init__()
        self.window = tuple(map(int, layer.window))
        shape = (int(layer.maps), 1, 1)
        self.weight, self.bias = (nn.Parameter(torch.ones(shape)) for _ in range(2))

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return the sums of the coarser maps."""
        sums = nn.functional.avg_pool2d(maps, self.window, divisor_override=1)
        return sums * self.weight + self.bias


class Masked(nn.Module):
    """A convolution with a connection table: a dense one, whose surplus coefficients are silent."""

    def __init__(self, layer: Convolution) -> None:
        super().__init__()
        dense = _dense(layer)
        self.weight, self.bias = dense.weight, dense.bias
        mask = torch.zeros(dense.weight.shape)
        for index, column in enumerate(_table(layer).columns):
            mask[index, list(column)] = 1
        self.register_buffer("mask", mask)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return the sums, silent coefficients left out."""
        mask = cast(torch.Tensor, self.mask)
        return nn.functional.conv2d(maps, self.weight * mask, self.bias)


class MaskedConv2d(Masked):
    """The same under another name, by which one of the tools knows a convolution."""


class Split(nn.Module):
    """A convolution with a connection table: a convolution of its own for each map."""

    def __init__(self, layer: Convolution) -> None:
        super().__init__()
        self.columns = _table(layer).columns
        self.maps = nn.ModuleList(nn.Conv2d(len(c), 1, _kernel(layer)) for c in self.columns)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return the sums, map by map."""
        pairs = zip(self.maps, self.columns, strict=True)
        return torch.cat([conv(maps[:, list(column)]) for conv, column in pairs], dim=1)


class Codes(nn.Module):
    """Squared distances to the codes, with the product written as one of matrices."""

    def __init__(self) -> None:
        super().__init__()
        rows = [code(digit).components for digit in DIGITS]
        self.register_buffer("codes", torch.tensor(rows, dtype=torch.float32))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Return the penalties."""
        codes = cast(torch.Tensor, self.codes)
        products = states @ codes.T
        return (states**2).sum(1, keepdim=True) - 2 * products + (codes**2).sum(1)


def _kernel(layer: Convolution) -> tuple[int, int]:
    return int(layer.kernel[0]), int(layer.kernel[1])


def _dense(layer: Convolution) -> nn.Conv2d:
    return nn.Conv2d(int(layer.source.maps), int(layer.maps), _kernel(layer))


def _table(layer: Convolution) -> ConnectionTable:
    assert layer.table is not None
    return layer.table


# ---- The networks --------------------------------------------------------------------------------


def built(
    network: Architecture, with_table: Callable[[Convolution], nn.Module] = _dense
) -> nn.Module:
    """Return a network as PyTorch runs it; `with_table` builds a layer with a connection table."""
    modules: list[nn.Module] = []
    for layer in network:
        if layer.name == "F6":
            modules.append(nn.Flatten())
        modules.append(_module(layer, with_table))
        if layer.name != "output":
            modules.append(Squash())
    return nn.Sequential(*modules)


def _module(layer: Layer, with_table: Callable[[Convolution], nn.Module]) -> nn.Module:
    match layer:
        case Convolution(table=None):
            return _dense(layer)
        case Convolution():
            return with_table(layer)
        case Subsampling(trainable=True):
            return Subsample(layer)
        case Subsampling():
            height, width = map(int, layer.window)
            return nn.AvgPool2d((height, width))
        case FullConnection():
            return nn.Linear(int(layer.source.maps), int(layer.maps))
        case _:
            return Codes()


NETWORKS: Mapping[str, Callable[[], nn.Module]] = {
    "today": lambda: built(lenet5_today()),
    "mask": lambda: built(lenet5(), Masked),
    "mask_named_conv": lambda: built(lenet5(), MaskedConv2d),
    "split": lambda: built(lenet5(), Split),
}
"""The networks, by the name that the results go under."""


# ---- The tools -----------------------------------------------------------------------------------

SHAPE = (1, int(lenet5().input.height), int(lenet5().input.width))
"""Planes, rows and columns of an image."""


def torchinfo_counts(network: nn.Module) -> tuple[int, int]:
    """Return the parameters and the "mult-adds" of torchinfo's summary."""
    found = summary(network, (1, *SHAPE), verbose=0)
    return found.total_params, found.total_mult_adds


def fvcore_counts(network: nn.Module) -> tuple[int, int]:
    """Return the parameters and the "flops" of fvcore, which are multiply-adds."""
    flops = FlopCountAnalysis(network, torch.zeros(1, *SHAPE))
    return parameter_count(network)[""], int(flops.total())


def ptflops_counts(network: nn.Module) -> tuple[int, int]:
    """Return the parameters and the "MACs" of ptflops."""
    macs, parameters = get_model_complexity_info(
        network, SHAPE, as_strings=False, print_per_layer_stat=False
    )
    return int(parameters), int(macs)


def thop_counts(network: nn.Module) -> tuple[int, int]:
    """Return the parameters and the "MACs" of thop."""
    macs, parameters = profile(network, (torch.zeros(1, *SHAPE),), verbose=False)
    return int(parameters), int(macs)


TOOLS: Mapping[str, Callable[[nn.Module], tuple[int, int]]] = {
    "torchinfo": torchinfo_counts,
    "fvcore": fvcore_counts,
    "ptflops": ptflops_counts,
    "thop": thop_counts,
}


# ---- The results ---------------------------------------------------------------------------------


def results() -> Iterator[tuple[str, str, int, int]]:
    """Yield the tool, the network, the parameters and the multiply-adds."""
    for tool, count in TOOLS.items():
        for name, make in NETWORKS.items():
            yield tool, name, *_quietly(count, make())


def _quietly(count: Callable[[nn.Module], tuple[int, int]], network: nn.Module) -> tuple[int, int]:
    """Count without the words that the tools say meanwhile, such as what they do not know."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return count(network)


def machine() -> str:
    """Return what the tools ran on, and their releases."""
    releases = [f"{name} {metadata.version(name)}" for name in ("torch", *TOOLS)]
    python = f"Python {platform.python_version()}"
    return f"{platform.system()} {platform.machine()} with {', '.join([python, *releases])}"


def revision() -> str:
    """Return the commit that is measured."""
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def main() -> None:
    """Count, write the file, and print the table."""
    logging.disable(logging.WARNING)
    rows = list(results())
    head = {
        "command": "python -m benchmarks.counting_tools",
        "revision": revision(),
        "machine": machine(),
    }
    lines = [f'{name} = "{value}"' for name, value in head.items()]
    lines.append(f"date = {date.today().isoformat()}")
    for tool, network, parameters, multiply_adds in rows:
        lines += ["", f"[results.{tool}.{network}]"]
        lines += [f"parameters = {parameters:_}", f"multiply_adds = {multiply_adds:_}"]
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(tabulate(rows, headers=["Tool", "Network", "Parameters", "Multiply-adds"], intfmt=","))


if __name__ == "__main__":
    main()
