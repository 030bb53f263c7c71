"""The way back through a convolution: from the derivatives of its sums to those of its source."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from lenet_docs.layers import Convolution
from lenet_docs.network.steps.pieces import in_pieces, number_of_pieces
from lenet_docs.network.steps.step import Array

__all__ = ["ConvolutionBackward"]


class ConvolutionBackward:
    """From the derivatives of the sums to those of the source: a unit adds up its links.

    The source's unit at row r gets, from row y of each kernel, what stands at
    r - y; and alike for columns. Along the width that is one more product of
    matrices, with the derivatives shifted by each column of the kernel. Along the
    height it is one sum over the rows of the kernel, with each shifted by a row
    more. Both shifts are views: rows are stored with zeros behind them, as wide
    as the source, so that what is shifted out of one row meets zeros in the next.
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
        row = reach[1] * images

        before = (wide - 1) * images
        flat: Array = np.zeros((maps, before + height * row), result.dtype)
        rows = flat[:, before:].reshape(maps, height, reach[1], images)
        self._sums = rows[:, ::down, : int(layer.width) * across : across]
        step = flat.itemsize
        self._shifted = as_strided(
            flat[:, before:], (wide, maps, height * row), (-images * step, flat.strides[0], step)
        )
        self._columns: Array = np.empty(self._shifted.shape, result.dtype)

        above = (tall - 1) * row
        strips: Array = np.zeros((inputs, tall, above + height * row + above), result.dtype)
        self._strips = strips.reshape(inputs * tall, -1)[:, above : above + height * row]
        self._skewed = as_strided(
            strips[:, :, above:],
            (inputs, tall, reach[0] * row),
            (strips.strides[0], strips.strides[1] - row * step, step),
        ).reshape(inputs, tall, *self._reached.shape[1:])
        # The second factor of the product, and the shape of the first.
        right = self._columns.reshape(wide * maps, height * row)
        self._left = inputs * tall, wide * maps
        count = number_of_pieces(inputs * tall * right.size, height)
        self._right = in_pieces(right, count)
        self._out = in_pieces(self._strips, count)

    def backward(self, matrix: Array, d_sums: Array) -> None:
        """Leave the derivatives of the source in `result`.

        Parameters
        ----------
        matrix
            Of shape (what a unit looks at, maps).
        d_sums
            Of shape (maps, height, width, images).
        """
        self._sums[...] = d_sums
        self._columns[...] = self._shifted
        np.matmul(matrix.reshape(self._left), self._right, out=self._out)
        np.add.reduce(self._skewed, 1, out=self._reached)
