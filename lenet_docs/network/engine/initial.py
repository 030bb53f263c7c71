"""The first values of the parameters (Appendix A), and what the paper leaves open about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import INITIAL_RANGE
from lenet_docs.layers import Convolution, EuclideanRBF, Layer, Subsampling
from lenet_docs.network.steps import Array

__all__ = ["PAPER", "UNIT_VARIANCE", "Initialisation"]


@dataclass(frozen=True, slots=True)
class Initialisation:
    """How the first values are drawn: weights uniformly, between minus and plus a bound.

    Parameters
    ----------
    name
        How the rule is called.
    factor
        The bound is this number divided by F, or by the root of F, where F is
        the number of units that a unit looks at. The paper does not say whether
        its bias counts as well; here it does not.
    root
        Whether it is the root of F that divides.
    coefficient
        First value of every coefficient of a subsampling layer, times the number
        of units in a window. The paper states none. With 1 a unit starts with the
        mean of what it looks at, as section II-A describes it.

    Biases start at 0. The paper states nothing about them.
    """

    name: str
    factor: float
    root: bool
    coefficient: float = 1.0

    def bound(self, fan_in: int) -> float:
        """Return the largest first value of a weight.

        Examples
        --------
        >>> PAPER.bound(25), round(UNIT_VARIANCE.bound(25), 4)
        (0.096, 0.3464)
        """
        return self.factor / (fan_in**0.5 if self.root else fan_in)

    def fill(
        self, architecture: Architecture, arrays: Mapping[str, Array], rng: np.random.Generator
    ) -> None:
        """Write first values into the arrays of every layer, but not into codes."""
        for layer in architecture:
            if not isinstance(layer, EuclideanRBF):
                own = {
                    name.removeprefix(f"{layer.name}."): each
                    for name, each in arrays.items()
                    if name.startswith(f"{layer.name}.")
                }
                self._fill(layer, own, rng)

    def _fill(self, layer: Layer, own: Mapping[str, Array], rng: np.random.Generator) -> None:
        if "biases" in own:
            own["biases"][...] = 0
        if "coefficients" in own:
            assert isinstance(layer, Subsampling)
            own["coefficients"][...] = self.coefficient / int(layer.fan_ins[0])
        if "weights" in own:
            # The bound belongs to the unit that a weight leads to: in C3 the maps differ.
            bounds = np.array([self.bound(int(fan_in)) for fan_in in layer.fan_ins])
            bounds = bounds[_maps_of_kernels(layer)]
            weights = own["weights"]
            shape = (-1,) + (1,) * (weights.ndim - 1)
            weights[...] = rng.uniform(-1, 1, weights.shape) * bounds.reshape(shape)


def _maps_of_kernels(layer: Layer) -> list[int]:
    """Return, for each first index of the layer's weights, the map that it belongs to."""
    maps = range(int(layer.maps))
    if not isinstance(layer, Convolution):
        return list(maps)
    if layer.table is None:
        return [index for index in maps for _ in range(int(layer.source.maps))]
    return [index for index, column in enumerate(layer.table.columns) for _ in column]


PAPER = Initialisation("2.4 / F", float(INITIAL_RANGE), root=False)
"""The rule of Appendix A."""

UNIT_VARIANCE = Initialisation("sqrt(3 / F)", 3**0.5, root=True)
"""The rule that keeps the variance of independent inputs: a uniform weight within b has b^2 / 3."""
