"""The layers as PyTorch modules, built from their givens.

With every weight, bias and input set to one, a unit's output is the number of
its links. So PyTorch's own convolutions count the connections.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from lenet_docs import Convolution, EuclideanRBF, FullConnection, Subsampling
from lenet_docs.layers import FeatureMaps, Layer


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
