"""Subsampling at work."""

from __future__ import annotations

import numpy as np

from lenet_docs.layers import Layer, Subsampling
from lenet_docs.network.steps.step import Array, Arrays, Order, Units, WeightedStep
from lenet_docs.network.steps.windows import windows

__all__ = ["MeanStep", "SubsamplingStep"]


class SubsamplingStep(WeightedStep):
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
        self.totals: Array = np.empty_like(self.sums) if self.learns else self.sums
        self._d_totals: Array = np.empty_like(self.sums)
        self._layer = layer
        self._windows = windows(layer, source.states, self.totals)
        self._d_windows = windows(layer, source.d_states, self._d_totals)
        maps = len(self.sums)
        self._totals_by_map = self.totals.reshape(maps, -1)
        self._d_sums_by_map = self.d_sums.reshape(maps, -1)
        self._ones: Array = np.ones(self._totals_by_map.shape[1], self.sums.dtype)

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of coefficients and biases."""
        return {"coefficients": (int(layer.maps),), "biases": (int(layer.maps),)}

    def forward_sums(self) -> None:
        """Add up each window, multiply by the map's coefficient, add its bias."""
        self._windows.add()
        np.multiply(self.totals, self.coefficients, out=self.sums)
        np.add(self.sums, self.biases, out=self.sums)

    def backward_sums(self, order: Order) -> None:
        """Carry back: dE/dw = dE/da (x_1 + ... + x_4), dE/db = dE/da, dE/dx = w dE/da.

        For order 2, each of the four links counts on its own, as in eqs. (23)
        and (25): the coefficient gets the sum of their squared states. The sum
        itself is no longer needed then, and makes room.
        """
        coefficients = self.coefficients
        if order == 2:
            coefficients = coefficients**2
            windows(self._layer, self.source.states**2, self.totals).add()
        np.vecdot(self._d_sums_by_map, self._totals_by_map, out=self.d_coefficients)
        self._d_sums_by_map.dot(self._ones, out=self.d_biases)
        if not self.is_first:
            np.multiply(self.d_sums, coefficients, out=self._d_totals)
            self._d_windows.spread()


class MeanStep(WeightedStep):
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
        self._d_totals: Array = np.empty_like(self.sums)
        self._windows = windows(layer, source.states, self.sums)
        self._d_windows = windows(layer, source.d_states, self._d_totals)
        self._share = 1 / int(layer.window[0] * layer.window[1])

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return nothing: there are no parameters."""
        return {}

    def forward_sums(self) -> None:
        """Take the mean of each window."""
        self._windows.add()
        np.multiply(self.sums, self._share, out=self.sums)

    def backward_sums(self, order: Order) -> None:
        """Give each unit of a window its share."""
        if not self.is_first:
            np.multiply(self.d_sums, self._share**order, out=self._d_totals)
            self._d_windows.spread()
