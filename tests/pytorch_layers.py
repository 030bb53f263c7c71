"""The layers of the catalogue's networks in PyTorch, in several ways that compute the same.

No code of `lenet_docs.network` is used: every size comes from the layer, every constant from the
catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import torch
from torch import nn
from torch.nn import functional

from lenet_docs import Convolution, EuclideanRBF, FullConnection, Subsampling
from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.layers import Layer

A, S = float(AMPLITUDE), float(SLOPE)


@dataclass(frozen=True, slots=True)
class Settings:
    """Ways of writing one network that differ in speed alone.

    Parameters
    ----------
    channels_last
        Whether the maps of a place lie side by side in memory.
    folded
        Whether the constants of the squashing function are multiplied into the parameters around
        it, instead of into every state.
    grouped
        Whether subsampling is a convolution of each map for itself, instead of a pooling that is
        scaled and shifted.
    expanded
        Whether squared distances are multiplied out, so that a product of matrices gives them.
    """

    channels_last: bool = False
    folded: bool = False
    grouped: bool = False
    expanded: bool = False

    @classmethod
    def every(cls) -> Iterator[Settings]:
        """All of them."""
        return (cls(*choice) for choice in product((False, True), repeat=len(cls.__slots__)))

    def __str__(self) -> str:
        chosen = [name.replace("_", " ") for name in self.__slots__ if getattr(self, name)]
        return ", ".join(chosen) or "as the paper states it"

    @property
    def rewritten(self) -> bool:
        """Whether the formulas are others than the paper's, though they say the same."""
        return self.folded or self.grouped or self.expanded

    @property
    def layout(self) -> torch.memory_format:
        """How PyTorch calls the order of the numbers in memory."""
        return torch.channels_last if self.channels_last else torch.contiguous_format


class LayerModule(nn.Module):
    """A layer: what it makes of its parameters, and how it squashes.

    Parameters
    ----------
    settings
        How it is written.
    squashed
        Whether the layer's sums go through the squashing function.
    received
        What the states that arrive have still to be multiplied by.
    """

    def __init__(self, settings: Settings, *, squashed: bool, received: float) -> None:
        super().__init__()
        self.settings = settings
        self.squashed = squashed
        self.received = received
        folded = settings.folded and squashed
        self.slope = S if folded else 1.0
        self.owed = A if folded else 1.0
        """What the states that leave have still to be multiplied by."""
        self._prepared: tuple[torch.Tensor, ...] | None = None

    def prepare(self) -> tuple[torch.Tensor, ...]:
        """Return the parameters in the form that the layer computes with."""
        raise NotImplementedError

    def prepared(self) -> tuple[torch.Tensor, ...]:
        """Return the same; while nothing is learned they are worked out once."""
        return self.prepare() if self._prepared is None else self._prepared

    def train(self, mode: bool = True) -> LayerModule:
        super().train(mode)
        with torch.no_grad():
            self._prepared = None if mode else self.prepare()
        return self

    def weighed(self, parameter: torch.Tensor) -> torch.Tensor:
        """Return a parameter that states are multiplied by, with the constants folded in."""
        factor = self.received * self.slope
        return parameter if factor == 1 else parameter * factor

    def added(self, parameter: torch.Tensor) -> torch.Tensor:
        """Return a parameter that is added to a sum, with the constants folded in."""
        return parameter if self.slope == 1 else parameter * self.slope

    def squash(self, sums: torch.Tensor) -> torch.Tensor:
        """Return the states; `sums` may be overwritten, since no gradient needs them."""
        if not self.squashed:
            return sums
        if self.settings.folded:
            return sums.tanh_()
        states = sums.mul_(S).tanh_()
        return states * A if torch.is_grad_enabled() else states.mul_(A)

    def packed(self, name: str, tensor: torch.Tensor) -> torch.Tensor:
        """Return a parameter, or its gradient, in the shape that `Network.arrays` gives it."""
        return tensor if name in {"weights", "codes"} else tensor.flatten()

    def unpacked(self, name: str, array: torch.Tensor) -> torch.Tensor:
        """Return the reverse of `packed`."""
        return array.reshape(getattr(self, name).shape)


def _as_maps(x: torch.Tensor) -> torch.Tensor:
    return x[:, :, None, None] if x.dim() == 2 else x


class ConvolutionModule(LayerModule):
    """One convolution of all maps, with no weight where the table has no mark."""

    mask: torch.Tensor

    def __init__(self, layer: Convolution, settings: Settings, received: float) -> None:
        super().__init__(settings, squashed=True, received=received)
        maps, sources = int(layer.maps), int(layer.source.maps)
        columns = [range(sources)] * maps if layer.table is None else layer.table.columns
        self.pairs = tuple(torch.tensor([pair[end] for pair in _pairs(columns)]) for end in (0, 1))
        self.stride = tuple(int(step) for step in layer.stride)
        self.padding = tuple(int(border) for border in layer.padding)
        height, width = (int(side) for side in layer.kernel)
        self.weights = nn.Parameter(torch.zeros(maps, sources, height, width))
        self.biases = nn.Parameter(torch.zeros(maps))
        mask = torch.zeros(maps, sources, 1, 1, dtype=torch.float64)
        mask[self.pairs] = 1
        self.register_buffer("mask", self.weighed(mask))
        self.unmasked = bool((self.mask == 1).all())

    def prepare(self) -> tuple[torch.Tensor, ...]:
        weights = self.weights if self.unmasked else self.weights * self.mask
        return weights, self.added(self.biases)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weights, biases = self.prepared()
        x = _as_maps(x)
        if x.shape[2:] == weights.shape[2:] and not any(self.padding):
            # The kernels fit in one place only, so the layer is a full connection.
            return self.squash(functional.linear(self._rows(x), self._rows(weights), biases))
        return self.squash(functional.conv2d(x, weights, biases, self.stride, self.padding))

    def _rows(self, x: torch.Tensor) -> torch.Tensor:
        """What each image, or each unit, has, in the order in which it lies in memory."""
        return (x.permute(0, 2, 3, 1) if self.settings.channels_last else x).flatten(1)

    def packed(self, name: str, tensor: torch.Tensor) -> torch.Tensor:
        return tensor[self.pairs] if name == "weights" else tensor

    def unpacked(self, name: str, array: torch.Tensor) -> torch.Tensor:
        if name != "weights":
            return array
        dense = array.new_zeros(self.weights.shape)
        dense[self.pairs] = array
        return dense


def _pairs(columns: Iterable[Iterable[int]]) -> list[tuple[int, int]]:
    """Return (map, source map) for each kernel, map by map."""
    return [(index, source) for index, column in enumerate(columns) for source in column]


class SubsamplingModule(LayerModule):
    """The sum of each window, times a coefficient, plus a bias."""

    def __init__(self, layer: Subsampling, settings: Settings, received: float) -> None:
        super().__init__(settings, squashed=True, received=received)
        self.window = tuple(int(side) for side in layer.window)
        self.maps = int(layer.maps)
        shape = (self.maps, 1, 1, 1) if settings.grouped else (1, self.maps, 1, 1)
        self.coefficients = nn.Parameter(torch.zeros(shape))
        self.biases = nn.Parameter(torch.zeros(self.maps if settings.grouped else shape))

    def prepare(self) -> tuple[torch.Tensor, ...]:
        coefficients = self.weighed(self.coefficients)
        if self.settings.grouped:
            coefficients = coefficients.expand(-1, 1, *self.window).contiguous()
        return coefficients, self.added(self.biases)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        coefficients, biases = self.prepared()
        x = _as_maps(x)
        if self.settings.grouped:
            convolve = functional.conv2d
            sums = convolve(x, coefficients, biases, stride=self.window, groups=self.maps)
        else:
            totals = functional.avg_pool2d(x, self.window, divisor_override=1)
            sums = torch.addcmul(biases, totals, coefficients)
        return self.squash(sums)


class MeanModule(LayerModule):
    """The mean of each window, and no squashing function: subsampling without parameters."""

    def __init__(self, layer: Subsampling, settings: Settings, received: float) -> None:
        super().__init__(settings, squashed=False, received=received)
        self.window = tuple(int(side) for side in layer.window)
        self.owed = received

    def prepare(self) -> tuple[torch.Tensor, ...]:
        return ()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.avg_pool2d(_as_maps(x), self.window)


class FullConnectionModule(LayerModule):
    """A weight for every unit that is looked at, and a bias."""

    def __init__(
        self, layer: FullConnection, settings: Settings, received: float, *, last: bool
    ) -> None:
        super().__init__(settings, squashed=not last, received=received)
        self.replicated = layer.replicated
        units = int(layer.maps)
        self.weights = nn.Parameter(torch.zeros(units, int(layer.weights) // units))
        self.biases = nn.Parameter(torch.zeros(units))

    def prepare(self) -> tuple[torch.Tensor, ...]:
        return self.weighed(self.weights), self.added(self.biases)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weights, biases = self.prepared()
        if self.replicated and x.dim() > 2:
            return self.squash(functional.conv2d(x, weights[:, :, None, None], biases))
        return self.squash(functional.linear(x.flatten(1), weights, biases))


class DistancesModule(LayerModule):
    """Squared distances to the codes, at each place (eq. (7))."""

    def __init__(self, layer: EuclideanRBF, settings: Settings, received: float) -> None:
        super().__init__(settings, squashed=False, received=received)
        self.replicated = layer.replicated
        units = int(layer.maps)
        codes = torch.zeros(units, int(layer.parameters) // units)
        self.codes = nn.Parameter(codes, requires_grad=layer.trainable)

    def prepare(self) -> tuple[torch.Tensor, ...]:
        if self.settings.expanded:
            return -2 * self.codes, (self.codes**2).sum(dim=1)
        return (self.codes,)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        parameters = self.prepared()
        places = x.movedim(1, -1) if self.replicated else x.flatten(1)
        if self.received != 1:
            places = places * self.received
        if self.settings.expanded:
            products = functional.linear(places, *parameters)
            distances = products + (places * places).sum(dim=-1, keepdim=True)
        else:
            distances = ((places[..., None, :] - parameters[0]) ** 2).sum(dim=-1)
        return distances.movedim(-1, 1)


def layer_module(layer: Layer, settings: Settings, received: float, *, last: bool) -> LayerModule:
    """Return a layer in PyTorch.

    Parameters
    ----------
    layer
        The layer, taken from an architecture.
    settings
        How it is written.
    received
        What the states before have still to be multiplied by.
    last
        Whether it is the last layer, which gives scores if it has no codes.
    """
    match layer:
        case Convolution():
            return ConvolutionModule(layer, settings, received)
        case Subsampling():
            kind = SubsamplingModule if layer.trainable else MeanModule
            return kind(layer, settings, received)
        case FullConnection():
            return FullConnectionModule(layer, settings, received, last=last)
        case EuclideanRBF():
            return DistancesModule(layer, settings, received)
        case _:
            raise TypeError(layer)
