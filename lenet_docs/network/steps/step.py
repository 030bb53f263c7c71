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
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.layers import Layer

__all__ = ["Array", "Arrays", "Order", "Step", "Units", "WeightedStep", "slopes_of"]

Array: TypeAlias = NDArray[np.floating[Any]]
"""Real numbers, single or double precision."""

Arrays: TypeAlias = Mapping[str, Array]
"""The arrays of a layer by their short names, such as ``weights``."""

Order: TypeAlias = Literal[1, 2]
"""Which derivatives are carried back."""

A, S = float(AMPLITUDE), float(SLOPE)

SHORT = 64
"""Numbers in a row of units that are few: beginning with a row takes longer than doing it."""


class Units(NamedTuple):
    """The arrays of a layer's units, each of shape (maps, height, width, images).

    They are parts of arrays that hold all units of the network: what is alike
    for all units is then done for all of them at once.

    Parameters
    ----------
    states
        The states x.
    slopes
        Slopes f'(a) of the squashing function, squared for second derivatives.
    d_states
        Derivatives of the loss with respect to the states, first or second.
    """

    states: Array
    slopes: Array
    d_states: Array


def slopes_of(states: Array, out: Array) -> None:
    """Compute f'(a) from f(a): f' = S (A - f^2 / A), so the state is enough to know it.

    Examples
    --------
    >>> from lenet_docs.squashing import gain
    >>> slopes = np.empty(1)
    >>> slopes_of(np.zeros(1), out=slopes)
    >>> float(slopes[0]) == float(gain())
    True
    """
    np.multiply(states, states, out=out)
    np.multiply(out, -S / A, out=out)
    np.add(out, S * A, out=out)


class Step(ABC):
    """One layer at work on a fixed number of images.

    Parameters
    ----------
    layer
        The layer of the architecture: every size comes from it.
    source
        The units of the layer before, or the pixels.
    units
        The layer's own units.
    arrays
        The layer's parameters; only ever read.
    gradients
        Where derivatives with respect to the parameters go, by the same names;
        empty for parameters that are fixed.
    learns
        Whether there is a way back. Without one, nothing is kept that only the way
        back needs: what is not in the caches costs more than what is computed.
    """

    def __init__(
        self,
        layer: Layer,
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
    ) -> None:
        self.source = source
        self.states, self.slopes, self.d_states = units
        self.learns = learns
        # Nothing learns in front of the first layer: its source needs no derivatives.
        self.is_first = not isinstance(layer.source, Layer)

    @staticmethod
    @abstractmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of the layer's parameters by their short names."""

    @abstractmethod
    def forward(self) -> None:
        """Compute the states from those of the source."""

    @abstractmethod
    def backward(self, order: Order = 1) -> None:
        """Carry the derivatives from `d_states` to the parameters and to the source.

        What is written to the gradients is the sum over all images.
        """


class WeightedStep(Step):
    """Units that weigh what they look at, and squash the sum: every layer up to F6.

    Parameters
    ----------
    layer, source, units, arrays, gradients, learns
        As for `Step`.
    squashed
        Whether the squashing function follows. It does not in the last layer of
        a network that has no codes: its sums are the scores of the classes.

    Attributes
    ----------
    sums
        The weighted sums a, bias included, of the same shape as the states; squashed
        in place if nothing learns.
    d_sums
        Derivatives of the loss with respect to them, which take the place of `d_states`.
    """

    squashes: ClassVar[bool] = True

    def __init__(
        self,
        layer: Layer,
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, units, arrays, gradients, learns=learns)
        self.squashed = squashed and self.squashes
        keeps = self.squashed and self.learns
        self.sums: Array = np.empty_like(self.states) if keeps else self.states
        self.d_sums = self.d_states
        # As arrays of the right type, which are not converted in every call.
        self._amplitude, self._slope = (np.array(each, self.states.dtype) for each in (A, S))

    def forward(self) -> None:
        """Weigh, then squash: x = f(a) = A tanh(S a) (section II-B, eqs. (5) and (6))."""
        self.forward_sums()
        if self.squashed:
            np.multiply(self.sums, self._slope, out=self.states)
            np.tanh(self.states, out=self.states)
            np.multiply(self.states, self._amplitude, out=self.states)

    def backward(self, order: Order = 1) -> None:
        """Carry back through the squashing function, dE/da = f'(a) dE/dx, then the weights."""
        if self.squashed:
            np.multiply(self.slopes, self.d_states, out=self.d_sums)
        self.backward_sums(order)

    @abstractmethod
    def forward_sums(self) -> None:
        """Compute the sums from the states of the source."""

    @abstractmethod
    def backward_sums(self, order: Order) -> None:
        """Carry the derivatives from `d_sums` to the parameters and to the source."""
