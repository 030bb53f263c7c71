"""Subsampling at work."""

from __future__ import annotations

import numpy as np

from lenet_docs.layers import Layer, Subsampling
from lenet_docs.network.steps.step import Array, Arrays, Order, Units, WeighingStep

__all__ = ["MeanStep", "SubsamplingStep"]


class _Windows:
    """Adds up windows that do not overlap, and spreads over them: rows first, then columns.

    The rows of a window are far apart in memory and long, its columns near and
    short; taken one by one, each addition is of long, regular arrays.
    """

    def __init__(self, layer: Subsampling, source: Array) -> None:
        tall, wide = (int(side) for side in layer.window)
        maps, height, width, images = source.shape
        self._by_rows = (maps, height // tall, tall, width * images)
        self._strips: Array = np.empty((maps, height // tall, width * images), source.dtype)
        columns = self._strips.reshape(maps, height // tall, width // wide, wide, images)
        self._columns = [columns[:, :, :, column] for column in range(wide)]

    def rows(self, values: Array) -> list[Array]:
        """Return the first rows of all windows, the second rows, and so on: views of `values`."""
        by_rows = values.reshape(self._by_rows)
        return [by_rows[:, :, row] for row in range(self._by_rows[2])]

    def add(self, rows: list[Array], out: Array) -> None:
        """Add up each window."""
        _add_up(rows, self._strips)
        _add_up(self._columns, out)

    def spread(self, values: Array, rows: list[Array]) -> None:
        """Copy each of `values` to its whole window."""
        for column in self._columns:
            column[...] = values
        for row in rows:
            row[...] = self._strips


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
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, units, arrays, gradients, learns=learns, squashed=squashed)
        each = (slice(None), *[np.newaxis] * 3)
        self.coefficients, self.biases = arrays["coefficients"][each], arrays["biases"][each]
        self.d_coefficients, self.d_biases = gradients["coefficients"], gradients["biases"]
        self._windows = _Windows(layer, source.states)
        self._rows = self._windows.rows(source.states)
        self._d_rows = self._windows.rows(source.d_states)
        self.totals: Array = np.empty_like(self.sums) if self.learns else self.sums
        self._d_totals: Array = np.empty_like(self.sums)
        maps = len(self.sums)
        self._totals_by_map = self.totals.reshape(maps, -1)
        self._d_sums_by_map = self.d_sums.reshape(maps, -1)
        self._ones: Array = np.ones(self._totals_by_map.shape[1], self.sums.dtype)

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of coefficients and biases."""
        return {"coefficients": (int(layer.maps),), "biases": (int(layer.maps),)}

    def weigh(self) -> None:
        """Add up each window, multiply by the map's coefficient, add its bias."""
        self._windows.add(self._rows, self.totals)
        np.multiply(self.totals, self.coefficients, out=self.sums)
        np.add(self.sums, self.biases, out=self.sums)

    def unweigh(self, order: Order) -> None:
        """Carry back: dE/dw = dE/da (x_1 + ... + x_4), dE/db = dE/da, dE/dx = w dE/da.

        For order 2, each of the four links counts on its own, as in eqs. (23)
        and (25): the coefficient gets the sum of their squared states. The sum
        itself is no longer needed then, and makes room.
        """
        coefficients = self.coefficients
        if order == 2:
            coefficients = coefficients**2
            self._windows.add([row**2 for row in self._rows], self.totals)
        np.vecdot(self._d_sums_by_map, self._totals_by_map, out=self.d_coefficients)
        self._d_sums_by_map.dot(self._ones, out=self.d_biases)
        if not self.is_first:
            np.multiply(self.d_sums, coefficients, out=self._d_totals)
            self._windows.spread(self._d_totals, self._d_rows)


class MeanStep(WeighingStep):
    """Subsampling without parameters, as most programs have it today: the mean, not squashed."""

    squashes = False

    def __init__(
        self,
        layer: Subsampling,
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
        squashed: bool = False,
    ) -> None:
        super().__init__(layer, source, units, arrays, gradients, learns=learns, squashed=squashed)
        self._windows = _Windows(layer, source.states)
        self._rows = self._windows.rows(source.states)
        self._d_rows = self._windows.rows(source.d_states)
        self._share = 1 / int(layer.window[0] * layer.window[1])

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return nothing: there are no parameters."""
        return {}

    def weigh(self) -> None:
        """Take the mean of each window."""
        self._windows.add(self._rows, self.sums)
        np.multiply(self.sums, self._share, out=self.sums)

    def unweigh(self, order: Order) -> None:
        """Give each unit of a window its share."""
        if not self.is_first:
            self._windows.spread(self.d_sums * self._share**order, self._d_rows)
