"""Convolution at work."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from lenet_docs.layers import Convolution, Layer
from lenet_docs.network.steps.convolution_backward import ConvolutionBackward
from lenet_docs.network.steps.pieces import in_pieces, number_of_pieces
from lenet_docs.network.steps.step import SHORT, Array, Arrays, Order, Units, WeightedStep

__all__ = ["ConvolutionStep"]


class ConvolutionStep(WeightedStep):
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
        self.weights, self.biases = arrays["weights"].reshape(-1), arrays["biases"]
        self.d_weights, self.d_biases = gradients["weights"].reshape(-1), gradients["biases"]
        maps = len(self.states)
        down, across = (int(side) for side in layer.padding)
        # Border units are constant, and 0: they are written here and never again.
        self._bordered = _bordered(source.states, down, across)
        self._has_border = self._bordered is not source.states
        self._inside = (slice(None), _inside(down), _inside(across))
        self._spans = _spans(layer, self._bordered)
        *_, width, images = self._spans.shape
        self._copied: Array = self._spans
        if width * images < SHORT:
            # Copied row by row first, what neighbouring rows look at lies side by side, and the
            # columns are copied in longer runs.
            self._copied = np.empty(self._spans.shape, self.states.dtype)
        self._windows = _windows(layer, self._copied)
        self._sums = self.sums.reshape(maps, -1)
        self._d_sums = self.d_sums.reshape(maps, -1)
        self._make_columns()
        # Table I leaves gaps. They are zeros of the matrix: a product of matrices with zeros in it
        # is faster than many small ones without. The last row are the biases.
        self._places = _places(layer, len(source.states))
        self._matrix: Array = np.zeros((len(self._columns), maps), self.states.dtype)
        self._d_matrix: Array = np.empty_like(self._matrix)
        self._kernels, self._last = self._matrix.T, self._matrix[-1]
        self._entries, self._d_entries = self._matrix.reshape(-1), self._d_matrix.reshape(-1)
        self._d_last = self._d_matrix[-1]
        if self.learns and not self.is_first:
            self._backward = ConvolutionBackward(layer, _bordered(source.d_states, down, across))

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of weights and biases."""
        assert isinstance(layer, Convolution)
        height, width = (int(side) for side in layer.kernel)
        return {"weights": (int(layer.kernels), height, width), "biases": (int(layer.maps),)}

    def forward_sums(self) -> None:
        """Copy what each unit looks at, and multiply; a bias is the weight of a constant 1."""
        if self._has_border:
            self._bordered[self._inside] = self.source.states
        self._entries[self._places] = self.weights
        self._last[...] = self.biases
        if self._copied is not self._spans:
            self._copied[...] = self._spans
        for columns, windows, factor, sums in self._strips:
            columns[...] = windows
            np.matmul(self._kernels, factor, out=sums)

    def _make_columns(self) -> None:
        """Make room for what units look at, in strips of rows with a small product each.

        A way back needs the columns again. Without one, all strips take turns in
        the same memory, which then stays in the caches.
        """
        *inputs, height, width, images = self._windows.shape
        size = math.prod(inputs)
        count = number_of_pieces(size * self._sums.size, height)
        rows, kept = height // count, count if self.learns else 1
        self._columns: Array = np.ones((size + 1, kept * rows * width * images), self.states.dtype)
        columns = self._columns[:-1].reshape(*inputs, kept * rows, width, images)
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

    def backward_sums(self, order: Order) -> None:
        """Carry back: a weight gets the sum over all places where it is used (eq. (19))."""
        columns, matrix = self._columns, self._matrix
        if order == 2:
            columns, matrix = columns**2, matrix**2
        columns.dot(self._d_sums.T, out=self._d_matrix)
        self._d_entries.take(self._places, out=self.d_weights, mode="clip")
        self.d_biases[...] = self._d_last
        if not self.is_first:
            self._backward.backward(matrix[:-1], self.d_sums)
            if self._has_border:
                self.source.d_states[...] = self._backward.result[self._inside]


def _bordered(states: Array, down: int, across: int) -> Array:
    """Return the states themselves, or zeros that have room for them and a border."""
    if not (down or across):
        return states
    maps, height, width, images = states.shape
    return np.zeros((maps, height + 2 * down, width + 2 * across, images), states.dtype)


def _inside(border: int) -> slice:
    return slice(border, -border or None)


def _spans(layer: Convolution, source: Array) -> Array:
    """Return a view of what each unit looks at in a row: (maps, kernel width, rows, width, images).

    The rows are those of the source.
    """
    across = int(layer.stride[1])
    spans = sliding_window_view(source, int(layer.kernel[1]), axis=2)[:, :, ::across]
    return spans.transpose(0, 4, 1, 2, 3)


def _windows(layer: Convolution, spans: Array) -> Array:
    """Return a view of what each unit looks at: (maps, kernel, kernel, height, width, images)."""
    down = int(layer.stride[0])
    windows = sliding_window_view(spans, int(layer.kernel[0]), axis=2)[:, :, ::down]
    return windows.transpose(0, 5, 1, 2, 3, 4)


def _places(layer: Convolution, sources: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return where in the flattened matrix (inputs, maps) each weight stands."""
    maps = int(layer.maps)
    size = int(layer.kernel[0]) * int(layer.kernel[1])
    every = [range(sources)] * maps
    places = [
        (source * size + np.arange(size)) * maps + index
        for index, column in enumerate(layer.table.columns if layer.table else every)
        for source in column
    ]
    return np.concatenate(places)
