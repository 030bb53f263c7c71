"""The counts against PyTorch modules built from the same architecture.

With every weight, bias and input set to one, a unit's output is the number of
its links. So PyTorch's own convolutions count the connections.
"""

from __future__ import annotations

import importlib.util
import os
from typing import Any

import pytest
from hypothesis import given as fuzz
from hypothesis import settings

from lenet_docs import (
    Architecture,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Subsampling,
    lenet5,
    lenet5_dense,
    lenet5_today,
)
from lenet_docs.layers import FeatureMaps, Layer
from tests.networks import architectures

if importlib.util.find_spec("torch") is None:
    if os.environ.get("CI"):
        raise RuntimeError("PyTorch is missing: pip install torch==2.13.0 into the environment")
    pytest.skip("PyTorch is not installed: pip install torch==2.13.0", allow_module_level=True)

import torch
from torch import nn


class MaskedConvolution(nn.Module):
    """A convolution whose maps look at some source maps only: one small convolution a map."""

    def __init__(self, layer: Convolution) -> None:
        super().__init__()
        sources = int(layer.source.maps)
        self.columns = (
            [tuple(range(sources))] * int(layer.maps)
            if layer.table is None
            else layer.table.columns
        )
        self.border = [int(p) for p in layer.padding]
        self.maps = nn.ModuleList(
            nn.Conv2d(
                len(column),
                1,
                (int(layer.kernel[0]), int(layer.kernel[1])),
                stride=(int(layer.stride[0]), int(layer.stride[1])),
            )
            for column in self.columns
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        down, across = self.border
        # Units of the border count as links do: they are worth one here, too.
        x = nn.functional.pad(x, (across, across, down, down), value=1.0)
        maps = zip(self.maps, self.columns, strict=True)
        return torch.cat([conv(x[:, list(column)]) for conv, column in maps], dim=1)


class Subsample(nn.Module):
    """The sum of each window, times a coefficient, plus a bias."""

    def __init__(self, layer: Subsampling) -> None:
        super().__init__()
        self.window = tuple(int(side) for side in layer.window)
        shape = (1, int(layer.maps), 1, 1)
        self.trainable = layer.trainable
        if layer.trainable:
            self.coefficient, self.bias = (nn.Parameter(torch.ones(shape)) for _ in range(2))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        summed = nn.functional.avg_pool2d(x, self.window, divisor_override=1)
        return summed * self.coefficient + self.bias if self.trainable else summed


class Distances(nn.Module):
    """Squared distances to codes, at each place."""

    def __init__(self, layer: EuclideanRBF) -> None:
        super().__init__()
        replicated, source = layer.replicated, layer.source
        side = (1, 1) if replicated else (int(source.height), int(source.width))
        codes = torch.zeros(int(layer.maps), int(source.maps), *side)
        self.codes = nn.Parameter(codes, requires_grad=layer.trainable)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        rows, columns = self.codes.shape[2:]
        patches = x.unfold(2, rows, 1).unfold(3, columns, 1)
        difference = patches[:, None] - self.codes[None, :, :, None, None]
        return (difference**2).sum(dim=(2, 5, 6))


def module(layer: Layer) -> nn.Module:
    """Return the layer as a PyTorch module whose parameters are all one."""
    built: nn.Module
    match layer:
        case Convolution():
            built = MaskedConvolution(layer)
        case Subsampling():
            built = Subsample(layer)
        case EuclideanRBF():
            return Distances(layer)
        case FullConnection():
            place = (int(layer.source.height), int(layer.source.width))
            kernel = (1, 1) if layer.replicated else place
            built = nn.Conv2d(int(layer.source.maps), int(layer.maps), kernel)
        case _:
            raise TypeError(layer)
    for parameter in built.parameters():
        nn.init.ones_(parameter)
    return built.double()


def ones(maps: FeatureMaps) -> torch.Tensor:
    shape = (1, int(maps.maps), int(maps.height), int(maps.width))
    return torch.ones(shape, dtype=torch.float64)


def counted(layer: Layer) -> dict[str, Any]:
    """Return what PyTorch says of a layer."""
    built = module(layer)
    output = built(ones(layer.source))
    return {
        "shape": tuple(output.shape[1:]),
        "connections": int(output.sum()),
        "parameters": sum(p.numel() for p in built.parameters()),
        "trainable": sum(p.numel() for p in built.parameters() if p.requires_grad),
    }


def derived(layer: Layer) -> dict[str, Any]:
    """Return what the formulas say of a layer."""
    return {
        "shape": (int(layer.maps), int(layer.height), int(layer.width)),
        "connections": int(layer.connections),
        "parameters": int(layer.parameters),
        "trainable": int(layer.trainable_parameters),
    }


@pytest.mark.parametrize(
    "network",
    [lenet5(), lenet5_dense(), lenet5_today(), lenet5(height=48, width=40)],
    ids=["lenet5", "dense", "today", "larger input"],
)
def test_pytorch_counts_what_the_formulas_derive(network: Architecture) -> None:
    """Shapes, links and parameters of every layer are those of the PyTorch module."""
    for layer in network:
        assert derived(layer) == counted(layer), layer.name


@settings(max_examples=60, deadline=None)
@fuzz(architectures())
def test_pytorch_counts_what_the_formulas_derive_of_random_networks(network: Architecture) -> None:
    """The same on kernels, strides, borders and tables of any shape."""
    for layer in network:
        assert derived(layer) == counted(layer), layer.name


@pytest.mark.parametrize("name", [layer.name for layer in lenet5()])
def test_gradients_reach_just_the_receptive_field(name: str) -> None:
    """The pixels with a gradient from the first and the last unit are the derived fields."""
    network = lenet5()
    body = network.upto(name)
    layer = body[name]
    pixels = ones(network.input).requires_grad_()
    output = pixels
    for each in body:
        output = module(each)(output)
    for index in (0, int(layer.width) - 1):
        (gradient,) = torch.autograd.grad(
            output[0, :, index, index].sum(), pixels, retain_graph=True
        )
        reached = gradient[0, 0].nonzero()
        centre = float(layer.columns.centre_of(index))
        half = (int(layer.columns.field) - 1) / 2
        assert reached.min(dim=0).values.tolist() == [centre - half] * 2
        assert reached.max(dim=0).values.tolist() == [centre + half] * 2
