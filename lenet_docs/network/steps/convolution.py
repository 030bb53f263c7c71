"""Convolution at work."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from lenet_docs.layers import Convolution, Layer
from lenet_docs.network.steps.step import Array, Arrays, InputStep, Order, Step, WeighingStep

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
        source: Step | InputStep,
        arrays: Arrays,
        gradients: Arrays,
        *,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, arrays, gradients, squashed=squashed)
        self.weights = arrays["weights"]
        self.biases = arrays["biases"][:, np.newaxis]
        maps, height, width, images = self.states.shape
        down, across = (int(side) for side in layer.padding)
        # Border units are constant, and 0: they are written here and never again.
        self._bordered = _bordered(source.states, down, across)
        self._inside_border = (slice(None), _inside(down), _inside(across))
        self._windows = _windows(layer, self._bordered)
        self._way_back: _WayBack | None = None
        if isinstance(source, Step):
            self._way_back = _WayBack(layer, _bordered(source.d_states, down, across))
        self.columns: Array = np.empty(self._windows.shape, self.states.dtype)
        self._columns = self.columns.reshape(-1, height * width * images)
        self._sums = self.sums.reshape(maps, -1)
        self._d_sums = self.d_sums.reshape(maps, -1)
        # Table I leaves gaps. They are zeros of the matrix: a product of matrices with zeros in it
        # is faster than many small ones without.
        self._places = None if layer.table is None else _places(layer)
        self._matrix: Array = np.zeros((len(self._columns), maps), self.states.dtype)

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of weights and biases."""
        assert isinstance(layer, Convolution)
        height, width = (int(side) for side in layer.kernel)
        return {"weights": (int(layer.kernels), height, width), "biases": (int(layer.maps),)}

    def matrix(self) -> Array:
        """Return the weights as a matrix of shape (what a unit looks at, maps)."""
        if self._places is None:
            return self.weights.reshape(self._matrix.shape[::-1]).T
        self._matrix.reshape(-1)[self._places] = self.weights.reshape(-1)
        return self._matrix

    def weigh(self) -> None:
        """Copy what each unit looks at, multiply, add the biases."""
        if self._bordered is not self.source.states:
            self._bordered[self._inside_border] = self.source.states
        np.copyto(self.columns, self._windows)
        np.matmul(self.matrix().T, self._columns, out=self._sums)
        np.add(self._sums, self.biases, out=self._sums)

    def unweigh(self, order: Order) -> None:
        """Carry back: a weight gets the sum over all places where it is used (eq. (19))."""
        columns = self._columns if order == 1 else self._columns**2
        weights = self.gradients["weights"]
        if self._places is None:
            np.dot(self._d_sums, columns.T, out=weights.reshape(self._matrix.shape[::-1]))
        else:
            gradient = np.dot(columns, self._d_sums.T)
            gradient.reshape(-1).take(self._places, out=weights.reshape(-1), mode="clip")
        np.add.reduce(self._d_sums, 1, out=self.gradients["biases"])
        if self._way_back is not None:
            matrix = self.matrix() if order == 1 else self.matrix() ** 2
            self._way_back.carry(matrix, self.d_sums)
            if self._bordered is not self.source.states:
                assert isinstance(self.source, Step)
                self.source.d_states[...] = self._way_back.result[self._inside_border]


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


class _WayBack:
    """From the derivatives of the sums to those of the source: a unit gets what all its links carry.

    The source's unit at row r gets, from row y of each kernel, what stands at
    r - y; and alike for columns. Along the width that is one more product of
    matrices, with the derivatives shifted by each column of the kernel. Along the
    height it is one sum over the rows of the kernel, with each shifted by a row
    more. Both shifts are views: rows are stored with zeros behind them, as wide
    as the source, so that what is shifted out of one row meets zeros in the next.

    Where the kernel has one place only, as in C5, no two links meet.
    """

    def __init__(self, layer: Convolution, result: Array) -> None:
        self.result = result
        tall, wide = (int(side) for side in layer.kernel)
        down, across = (int(step) for step in layer.stride)
        inputs, maps, images = len(result), int(layer.maps), result.shape[-1]
        # With a stride, zeros stand between the derivatives.
        height = (int(layer.height) - 1) * down + 1
        reach = (int(layer.height) - 1) * down + tall, (int(layer.width) - 1) * across + wide
        self._reached = result[:, : reach[0], : reach[1]]
        self._kernel = (inputs, tall, wide, maps)
        self._single = int(layer.height) == int(layer.width) == 1
        row = reach[1] * images

        before = (wide - 1) * images
        flat: Array = np.zeros((maps, before + height * row), result.dtype)
        rows = flat[:, before:].reshape(maps, height, reach[1], images)
        self._sums = rows[:, ::down, : int(layer.width) * across : across]
        step = flat.itemsize
        self._shifted = as_strided(
            flat[:, before:], (maps, wide, height * row), (flat.strides[0], -images * step, step)
        )
        self._columns: Array = np.empty((maps * wide, height * row), result.dtype)
        self._matrix: Array = np.empty((inputs, tall, maps, wide), result.dtype)

        above = (tall - 1) * row
        strips: Array = np.zeros((inputs, tall, above + height * row + above), result.dtype)
        self._strips = strips.reshape(inputs * tall, -1)[:, above : above + height * row]
        self._skewed = as_strided(
            strips[:, :, above:],
            (inputs, tall, reach[0] * row),
            (strips.strides[0], strips.strides[1] - row * step, step),
        ).reshape(inputs, tall, *self._reached.shape[1:])

    def carry(self, matrix: Array, d_sums: Array) -> None:
        """Leave the derivatives of the source in `result`.

        Parameters
        ----------
        matrix
            Of shape (what a unit looks at, maps).
        d_sums
            Of shape (maps, height, width, images).
        """
        kernel = matrix.reshape(self._kernel)
        if self._single:
            found = matrix @ d_sums.reshape(len(d_sums), -1)
            self._reached[...] = found.reshape(self._reached.shape)
            return
        self._sums[...] = d_sums
        np.copyto(self._columns.reshape(self._shifted.shape), self._shifted)
        np.copyto(self._matrix, kernel.transpose(0, 1, 3, 2))
        np.matmul(self._matrix.reshape(len(self._strips), -1), self._columns, out=self._strips)
        np.add.reduce(self._skewed, 1, out=self._reached)
