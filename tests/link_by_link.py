"""A network run link by link, sharing nothing with `lenet_docs.network`.

Which links there are, and which of them share a parameter, is found by walking (`lenet_docs.walk`).
Each link carries a state forward, a derivative back, and a second derivative back. They are the
terms of the sums in the paper, eqs. (5) and (7) forward, (19) back, and (23), (25) and (27) for the
second derivatives; all that is done with arrays here is to add up terms that belong together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lenet_docs import Architecture, Convolution, EuclideanRBF, FullConnection, Subsampling
from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.enumeration import Enumeration, LayerEnumeration
from lenet_docs.layers import FeatureMaps, Layer
from lenet_docs.walk import Connection, Unit

Array = NDArray[Any]

A, S = float(AMPLITUDE), float(SLOPE)

BORDER, ONE = -2, -1
"""What links from a border and from a bias come from: constants behind the states of a layer."""


class LayerLinks:
    """The links that end in one layer, and what they carried for the last image.

    Parameters
    ----------
    walked
        The layer, as the enumeration walks over it.
    arrays
        All parameters, by name.
    last
        Whether it is the last layer.
    """

    def __init__(
        self, walked: LayerEnumeration, arrays: Mapping[str, Array], *, last: bool
    ) -> None:
        layer = self.layer = walked.layer
        self.units = len(walked.units)
        self.distances = isinstance(layer, EuclideanRBF)
        scores = last and isinstance(layer, FullConnection)
        mean = isinstance(layer, Subsampling) and not layer.trainable
        self.squashed = not (self.distances or scores or mean)
        own = {name: each for name, each in arrays.items() if name.startswith(f"{layer.name}.")}
        self.shapes = {name: each.shape for name, each in own.items()}
        # Behind the parameters stands the one factor of a layer that has none.
        share = 1 / int(layer.fan_ins[0])
        self.parameters = np.concatenate([*(each.ravel() for each in own.values()), [share]])
        numbers = _numbers(layer, self.shapes)
        links = list(walked)
        self.target = np.array([_number(link.target, layer) for link in links])
        self.source = np.array([_source(link, layer) for link in links])
        self.parameter = np.array([numbers(link.parameter) for link in links])

    def run(self, states: Array) -> Array:
        """Return the states, or penalties, or scores, from the states before."""
        self.came = np.append(states, [0.0, 1.0])[self.source]
        self.weights = self.parameters[self.parameter]
        if self.distances:
            return self._by_target((self.came - self.weights) ** 2)
        sums = self._by_target(self.came * self.weights)
        self.slopes = A * S / np.cosh(S * sums) ** 2 if self.squashed else np.ones(self.units)
        return A * np.tanh(S * sums) if self.squashed else sums

    def first(self, back: Array, before: int) -> tuple[Array, dict[str, Array]]:
        """Return dE/dx of the layer before, and dE/dw, from dE/dx of this one (eq. (19))."""
        if self.distances:
            along = 2 * (self.came - self.weights) * back[self.target]
            return self._by_source(along, before), self._by_parameter(-along)
        of_sum = (self.slopes * back)[self.target]
        return (
            self._by_source(of_sum * self.weights, before),
            self._by_parameter(of_sum * self.came),
        )

    def second(
        self, back: Array, before: int, slopes: Array, curvature: Array
    ) -> tuple[Array, dict[str, Array]]:
        """Return the same for the second derivatives (eqs. (23), (25) and (27)).

        Parameters
        ----------
        back
            Second derivatives with respect to the states of this layer.
        before
            How many units the layer before has.
        slopes, curvature
            First and second derivatives of the loss with respect to the outputs.
        """
        if not self.distances:
            of_sum = (self.slopes**2 * back)[self.target]
            return (
                self._by_source(of_sum * self.weights**2, before),
                self._by_parameter(of_sum * self.came**2),
            )
        # Of y = (x - w)^2 the derivatives are 2 (x - w) and 2, and all outputs see the same states.
        gaps = self.came - self.weights
        along = 2 * slopes[self.target]
        # Codes: the term of a wrong class is negative, and is left out like all that could be so.
        own = np.maximum(along, 0) + 4 * gaps**2 * np.diag(curvature)[self.target]
        by_output = np.zeros((self.units, before))
        by_output[self.target, self.source] = gaps
        mixed = 4 * np.einsum("is,ik,ks->s", by_output, curvature, by_output)
        return self._by_source(along, before) + mixed, self._by_parameter(own)

    def _by_target(self, terms: Array) -> Array:
        return np.bincount(self.target, terms, self.units)

    def _by_source(self, terms: Array, before: int) -> Array:
        inside = self.source >= 0
        return np.bincount(self.source[inside], terms[inside], before)

    def _by_parameter(self, terms: Array) -> dict[str, Array]:
        sums = np.bincount(self.parameter, terms, len(self.parameters))
        found, start = {}, 0
        for name, shape in self.shapes.items():
            stop = start + int(np.prod(shape))
            found[name] = sums[start:stop].reshape(shape)
            start = stop
        return found


class LinkByLink:
    """A network whose links are taken one by one.

    Parameters
    ----------
    architecture
        The network. Its last layer has one place.
    arrays
        Its parameters, as `Network.arrays` has them.
    """

    def __init__(self, architecture: Architecture, arrays: Mapping[str, Array]) -> None:
        last = architecture.layers[-1]
        self.layers = [
            LayerLinks(walked, arrays, last=walked.layer is last)
            for walked in Enumeration(architecture)
        ]
        self.before = [int(architecture.input.units), *(each.units for each in self.layers)]

    def run(self, image: Array) -> Array:
        """Return the outputs for one image: penalties where there are codes, else scores."""
        states = image.ravel()
        for layer in self.layers:
            states = layer.run(states)
        return states

    def gradient(self, slopes: Array) -> dict[str, Array]:
        """Return the gradient for the image that was run last.

        Parameters
        ----------
        slopes
            Derivatives of the loss with respect to the outputs.
        """
        gradient: dict[str, Array] = {}
        back = slopes
        for layer, before in self._reversed():
            back, own = layer.first(back, before)
            gradient |= own
        return gradient

    def curvature(self, slopes: Array, second: Array) -> dict[str, Array]:
        """Return the diagonal of Appendix C for the image that was run last.

        Parameters
        ----------
        slopes, second
            First and second derivatives of the loss with respect to the outputs.
        """
        curvature: dict[str, Array] = {}
        back = np.diag(second)
        for layer, before in self._reversed():
            back, own = layer.second(back, before, slopes, second)
            curvature |= own
        return curvature

    def _reversed(self) -> list[tuple[LayerLinks, int]]:
        return list(zip(self.layers, self.before, strict=False))[::-1]


def _number(unit: Unit, maps: FeatureMaps) -> int:
    """Return the number of a unit, counted map by map and row by row."""
    return (unit.map * int(maps.height) + unit.row) * int(maps.width) + unit.column


def _source(link: Connection, layer: Layer) -> int:
    if link.source is None:
        return ONE
    before = layer.source
    inside = 0 <= link.source.row < int(before.height)
    inside = inside and 0 <= link.source.column < int(before.width)
    return _number(link.source, before) if inside else BORDER


def _numbers(layer: Layer, shapes: Mapping[str, tuple[int, ...]]) -> Any:
    """Return what numbers the parameters of a layer, as its arrays have them, one behind another.

    The parameter of a link that has none is the last.
    """
    starts, start = {}, 0
    for name, shape in shapes.items():
        starts[name.partition(".")[2]] = start
        start += int(np.prod(shape))
    known: dict[tuple[str | int, ...], int] = {(): start}

    def number(parameter: tuple[str | int, ...]) -> int:
        if parameter not in known:
            name, index = _place(layer, parameter)
            shape = shapes[f"{layer.name}.{name}"]
            known[parameter] = starts[name] + int(np.ravel_multi_index(index, shape))
        return known[parameter]

    return number


def _place(layer: Layer, parameter: tuple[str | int, ...]) -> tuple[str, tuple[int, ...]]:
    """Return in which array a parameter stands, and where."""
    kind, index, *rest = parameter
    index, numbers = int(index), [int(number) for number in rest]
    if kind == "bias":
        return "biases", (index,)
    if kind == "coefficient":
        return "coefficients", (index,)
    seen, *place = numbers
    if isinstance(layer, Convolution):
        return "weights", (_kernel(layer, index, seen), *place)
    row, column = place or (0, 0)
    height, width = (int(layer.source.height), int(layer.source.width)) if place else (1, 1)
    name = "codes" if isinstance(layer, EuclideanRBF) else "weights"
    return name, (index, (seen * height + row) * width + column)


def _kernel(layer: Convolution, index: int, seen: int) -> int:
    """Return the number of the kernel that joins a map to one that it looks at, map by map."""
    if layer.table is None:
        return index * int(layer.source.maps) + seen
    columns = layer.table.columns
    return sum(map(len, columns[:index])) + columns[index].index(seen)
