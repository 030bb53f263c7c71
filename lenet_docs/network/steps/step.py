"""What every layer at work has: states, and the way back from their derivatives.

A step holds the arrays of one layer for a fixed number of images. They are made
once and used again for every batch. The images are the *last* axis: whatever is
added or copied then runs along memory, for one image as for many.

The way back is written once for two purposes. With ``order=1`` it is the chain
rule, and carries first derivatives of the loss. With ``order=2`` every factor
is squared, and it carries the second derivatives of Appendix C (eqs. (25) and
(27)), with the terms left out that the Gauss-Newton approximation leaves out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.layers import FeatureMaps, Layer

__all__ = ["Array", "Arrays", "InputStep", "Order", "Step", "WeighingStep"]

Array: TypeAlias = NDArray[np.floating[Any]]
"""Real numbers, single or double precision."""

Arrays: TypeAlias = Mapping[str, Array]
"""The arrays of a layer by their short names, such as ``weights``."""

Order: TypeAlias = Literal[1, 2]
"""Which derivatives are carried back."""

A, S = float(AMPLITUDE), float(SLOPE)


def _shape(maps: FeatureMaps, images: int) -> tuple[int, int, int, int]:
    return int(maps.maps), int(maps.height), int(maps.width), images


class InputStep:
    """The pixels, where a layer would have its states.

    Parameters
    ----------
    maps
        The input of the architecture.
    images
        How many images are seen at once.
    dtype
        Precision of all arrays.
    """

    def __init__(self, maps: FeatureMaps, images: int, dtype: np.dtype[Any]) -> None:
        self.states: Array = np.empty(_shape(maps, images), dtype)

    def show(self, images: Array) -> None:
        """Take images of shape (images, height, width), or with an axis of maps before these."""
        maps, height, width, count = self.states.shape
        self.states[...] = np.moveaxis(images.reshape(count, maps, height, width), 0, -1)


class Step(ABC):
    """One layer at work on a fixed number of images.

    Parameters
    ----------
    layer
        The layer of the architecture: every size comes from it.
    source
        The step before.
    arrays
        The layer's parameters; only ever read.
    gradients
        Where derivatives with respect to the parameters go, by the same names;
        empty for parameters that are fixed.

    Attributes
    ----------
    states
        The units' states x, of shape (maps, height, width, images).
    d_states
        Derivatives of the loss with respect to the states, as the step behind left them.
    """

    def __init__(
        self, layer: Layer, source: Step | InputStep, arrays: Arrays, gradients: Arrays
    ) -> None:
        self.layer = layer
        self.source = source
        self.arrays = arrays
        self.gradients = gradients
        self.images = source.states.shape[-1]
        self.states: Array = np.empty(_shape(layer, self.images), source.states.dtype)
        self.d_states: Array = np.zeros_like(self.states)

    @staticmethod
    @abstractmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of the layer's parameters by their short names."""

    @abstractmethod
    def forward(self) -> None:
        """Compute the states from those of the step before."""

    @abstractmethod
    def backward(self, order: Order = 1) -> None:
        """Carry the derivatives from `d_states` to the parameters and to the step before.

        What is written to `gradients` is the sum over all images.
        """


class WeighingStep(Step):
    """Units that weigh what they look at, and squash the sum: every layer up to F6.

    Attributes
    ----------
    sums
        The weighted sums a, bias included, of the same shape as the states.
    squashed
        Whether the squashing function follows. It does not in the last layer of
        a network that has no codes: its sums are the scores of the classes.
    """

    squashes: ClassVar[bool] = True

    def __init__(
        self,
        layer: Layer,
        source: Step | InputStep,
        arrays: Arrays,
        gradients: Arrays,
        *,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, arrays, gradients)
        self.squashed = squashed and self.squashes
        self.sums: Array = np.empty_like(self.states) if self.squashed else self.states
        self.d_sums: Array = np.empty_like(self.states) if self.squashed else self.d_states

    def forward(self) -> None:
        """Weigh, then squash: x = f(a) (section II-B, eqs. (5) and (6))."""
        self.weigh()
        if self.squashed:
            np.multiply(self.sums, S, out=self.states)
            np.tanh(self.states, out=self.states)
            np.multiply(self.states, A, out=self.states)

    def backward(self, order: Order = 1) -> None:
        """Carry the derivatives through the squashing function, then through the weights."""
        if self.squashed:
            self._slopes()
            if order == 2:
                np.multiply(self.d_sums, self.d_sums, out=self.d_sums)
            np.multiply(self.d_sums, self.d_states, out=self.d_sums)
        self.unweigh(order)

    def _slopes(self) -> None:
        """Leave f'(a) in `d_sums`: f' = S (A - f^2 / A), so the state is enough to know it."""
        np.multiply(self.states, self.states, out=self.d_sums)
        np.multiply(self.d_sums, -S / A, out=self.d_sums)
        np.add(self.d_sums, S * A, out=self.d_sums)

    @abstractmethod
    def weigh(self) -> None:
        """Compute the sums from the states of the step before."""

    @abstractmethod
    def unweigh(self, order: Order) -> None:
        """Carry the derivatives from `d_sums` to the parameters and to the step before."""
