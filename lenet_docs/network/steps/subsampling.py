"""Subsampling at work."""

from __future__ import annotations

import numpy as np

from lenet_docs.layers import Layer, Subsampling
from lenet_docs.network.steps.step import Array, Arrays, InputStep, Order, Step, WeighingStep

__all__ = ["MeanStep", "SubsamplingStep"]


class _Windows:
    """Adds up windows that do not overlap, and spreads over them: rows first, then columns.

    The rows of a window are far apart in memory and long, its columns near and
    short; taken one by one, each addition is of long, regular arrays.
    """

    def __init__(self, layer: Subsampling, source: Array) -> None:
        maps, height, width, images = source.shape
        self.window = tall, wide = int(layer.window[0]), int(layer.window[1])
        self._rows = (maps, height // tall, tall, width * images)
        self._strips: Array = np.empty((maps, height // tall, width * images), source.dtype)
        self._columns = self._strips.reshape(maps, height // tall, width // wide, wide, images)

    def add(self, values: Array, out: Array) -> None:
        """Add up each window of `values`."""
        rows = values.reshape(self._rows)
        _add_up([rows[:, :, row] for row in range(self.window[0])], self._strips)
        _add_up([self._columns[:, :, :, column] for column in range(self.window[1])], out)

    def spread(self, values: Array, out: Array) -> None:
        """Copy each of `values` to its whole window."""
        for column in range(self.window[1]):
            self._columns[:, :, :, column] = values
        out.reshape(self._rows)[...] = self._strips[:, :, np.newaxis]


def _add_up(parts: list[Array], out: Array) -> None:
    first, *others = parts
    if not others:
        out[...] = first
    for other in others:
        np.add(first, other, out=out)
        first = out


class SubsamplingStep(WeighingStep):
    """Subsampling with a coefficient and a bias a map: a = w (x_1 + x_2 + x_3 + x_4) + b.

    Both have the shape (maps,).
    """

    def __init__(
        self,
        layer: Subsampling,
        source: Step | InputStep,
        arrays: Arrays,
        gradients: Arrays,
        *,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, arrays, gradients, squashed=squashed)
        self.coefficients = arrays["coefficients"][:, np.newaxis, np.newaxis, np.newaxis]
        self.biases = arrays["biases"][:, np.newaxis, np.newaxis, np.newaxis]
        self._windows = _Windows(layer, source.states)
        self.totals: Array = np.empty_like(self.sums)
        self._by_map = (len(self.states), -1)

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of coefficients and biases."""
        return {"coefficients": (int(layer.maps),), "biases": (int(layer.maps),)}

    def weigh(self) -> None:
        """Add up each window, multiply by the map's coefficient, add its bias."""
        self._windows.add(self.source.states, self.totals)
        np.multiply(self.totals, self.coefficients, out=self.sums)
        np.add(self.sums, self.biases, out=self.sums)

    def unweigh(self, order: Order) -> None:
        """Carry back: dE/dw = dE/da (x_1 + ... + x_4), dE/db = dE/da, dE/dx = w dE/da.

        For order 2, each of the four links counts on its own, as in eqs. (23)
        and (25): the coefficient gets the sum of their squared states.
        """
        d_sums = self.d_sums.reshape(self._by_map)
        if order == 1:
            inputs, coefficients = self.totals, self.coefficients
        else:
            inputs, coefficients = np.empty_like(self.totals), self.coefficients**2
            self._windows.add(self.source.states**2, inputs)
        inputs = inputs.reshape(self._by_map)
        np.einsum("mp,mp->m", d_sums, inputs, out=self.gradients["coefficients"])
        np.add.reduce(d_sums, 1, out=self.gradients["biases"])
        if isinstance(self.source, Step):
            self._windows.spread(self.d_sums * coefficients, self.source.d_states)


class MeanStep(WeighingStep):
    """Subsampling without parameters, as most programs have it today: the mean, not squashed."""

    squashes = False

    def __init__(
        self,
        layer: Subsampling,
        source: Step | InputStep,
        arrays: Arrays,
        gradients: Arrays,
        *,
        squashed: bool = False,
    ) -> None:
        super().__init__(layer, source, arrays, gradients, squashed=squashed)
        self._windows = _Windows(layer, source.states)
        self._share = 1 / int(layer.window[0] * layer.window[1])

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return nothing: there are no parameters."""
        return {}

    def weigh(self) -> None:
        """Take the mean of each window."""
        self._windows.add(self.source.states, self.sums)
        np.multiply(self.sums, self._share, out=self.sums)

    def unweigh(self, order: Order) -> None:
        """Give each unit of a window its share."""
        if isinstance(self.source, Step):
            self._windows.spread(self.d_sums * self._share**order, self.source.d_states)
