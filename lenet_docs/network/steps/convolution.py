"""Convolution at work."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from lenet_docs.layers import Convolution, Layer
from lenet_docs.network.steps._pieces import in_pieces, number_of_pieces
from lenet_docs.network.steps._way_back import WayBack
from lenet_docs.network.steps.step import Array, Arrays, Order, Units, WeighingStep

__all__ = ["ConvolutionStep"]


class ConvolutionStep(WeighingStep):
    """A convolution: at each place, a = (the kernels) times (what the unit looks at) + bias.

    What each unit looks at is copied into a column, and all units of all images
    are one product of matrices. The weights have the shape (kernels, kernel
    height, kernel width): one kernel for each pair of a map and a source map
    that it looks at, map by map. The biases have the shape (maps,).
    """

    def __init__(
        self,
        layer: Convolution,
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, units, arrays, gradients, learns=learns, squashed=squashed)
        self.weights, self.biases = arrays["weights"], arrays["biases"][:, np.newaxis]
        self.d_weights, self.d_biases = gradients["weights"], gradients["biases"]
        maps = len(self.states)
        down, across = (int(side) for side in layer.padding)
        # Border units are constant, and 0: they are written here and never again.
        self._bordered = _bordered(source.states, down, across)
        self._has_border = self._bordered is not source.states
        self._inside = (slice(None), _inside(down), _inside(across))
        self._windows = _windows(layer, self._bordered)
        self._sums = self.sums.reshape(maps, -1)
        self._d_sums = self.d_sums.reshape(maps, -1)
        self._make_columns()
        # Table I leaves gaps. They are zeros of the matrix: a product of matrices with zeros in it
        # is faster than many small ones without.
        self._places = None if layer.table is None else _places(layer)
        self._matrix: Array = np.zeros((len(self._columns), maps), self.states.dtype)
        if self._places is None:
            self._matrix = self.weights.reshape(maps, -1).T
        self._d_matrix = None if self._places is not None else self.d_weights.reshape(maps, -1)
        if self.learns and not self.is_first:
            self._way_back = WayBack(layer, _bordered(source.d_states, down, across))

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of weights and biases."""
        assert isinstance(layer, Convolution)
        height, width = (int(side) for side in layer.kernel)
        return {"weights": (int(layer.kernels), height, width), "biases": (int(layer.maps),)}

    def weigh(self) -> None:
        """Copy what each unit looks at, multiply, add the biases."""
        if self._has_border:
            self._bordered[self._inside] = self.source.states
        if self._places is not None:
            self._matrix.reshape(-1)[self._places] = self.weights.reshape(-1)
        for columns, windows, factor, sums in self._strips:
            np.copyto(columns, windows)
            np.matmul(self._matrix.T, factor, out=sums)
        np.add(self._sums, self.biases, out=self._sums)

    def _make_columns(self) -> None:
        """Make room for what units look at, in strips of rows with a small product each.

        A way back needs the columns again. Without one, all strips take turns in
        the same memory, which then stays in the caches.
        """
        *inputs, height, width, images = self._windows.shape
        size = math.prod(inputs)
        count = number_of_pieces(size * self._sums.size, height)
        rows, kept = height // count, count if self.learns else 1
        columns: Array = np.empty((*inputs, kept * rows, width, images), self.states.dtype)
        self._columns = columns.reshape(size, -1)
        factors, sums = in_pieces(self._columns, kept), in_pieces(self._sums, count)
        self._strips = []
        for strip in range(count):
            place = strip if self.learns else 0
            self._strips.append(
                (
                    columns[:, :, :, place * rows : (place + 1) * rows],
                    self._windows[:, :, :, strip * rows : (strip + 1) * rows],
                    factors[place],
                    sums[strip],
                )
            )

    def unweigh(self, order: Order) -> None:
        """Carry back: a weight gets the sum over all places where it is used (eq. (19))."""
        columns, matrix = self._columns, self._matrix
        if order == 2:
            columns, matrix = columns**2, matrix**2
        if self._d_matrix is not None:
            np.dot(self._d_sums, columns.T, out=self._d_matrix)
        else:
            d_matrix = np.dot(columns, self._d_sums.T)
            d_matrix.reshape(-1).take(self._places, out=self.d_weights.reshape(-1), mode="clip")
        np.add.reduce(self._d_sums, 1, out=self.d_biases)
        if not self.is_first:
            self._way_back.carry(matrix, self.d_sums)
            if self._has_border:
                self.source.d_states[...] = self._way_back.result[self._inside]


def _bordered(states: Array, down: int, across: int) -> Array:
    """Return the states themselves, or zeros that have room for them and a border."""
    if not (down or across):
        return states
    maps, height, width, images = states.shape
    return np.zeros((maps, height + 2 * down, width + 2 * across, images), states.dtype)


def _inside(border: int) -> slice:
    return slice(border, -border or None)


def _windows(layer: Convolution, source: Array) -> Array:
    """Return a view of what each unit looks at: (maps, kernel, kernel, height, width, images)."""
    kernel = tuple(int(side) for side in layer.kernel)
    down, across = (int(step) for step in layer.stride)
    windows = sliding_window_view(source, kernel, axis=(1, 2))[:, ::down, ::across]
    return windows.transpose(0, 4, 5, 1, 2, 3)


def _places(layer: Convolution) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return where in the flattened matrix (inputs, maps) each weight stands."""
    assert layer.table is not None
    maps = int(layer.maps)
    size = int(layer.kernel[0]) * int(layer.kernel[1])
    places = [
        (source * size + np.arange(size)) * maps + index
        for index, column in enumerate(layer.table.columns)
        for source in column
    ]
    return np.concatenate(places)
