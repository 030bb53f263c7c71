"""Subsampling."""

from __future__ import annotations

from functools import cached_property
from math import isqrt
from typing import ClassVar

from lenet_docs.errors import MOST, ArchitectureError
from lenet_docs.layers._validation import Pair, pair, truth
from lenet_docs.layers.axis import Axis, sides
from lenet_docs.layers.maps import Layer
from lenet_docs.quantity import Quantity, given


class Subsampling(Layer):
    """Subsampling: the sum of a window, times one coefficient, plus one bias a map.

    The windows do not overlap.

    Parameters
    ----------
    name
        How the layer is called.
    window
        Side of the window in units, or (height, width).
    trainable
        Whether each map has its coefficient and its bias. If not, the layer
        only takes the mean of each window, as most programs do today.

    Raises
    ------
    ArchitectureError
        For a size that is no whole number or too small; once it is in an
        architecture, for a window that does not divide the map before it.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> lenet5()["S2"].connections
    connections_S2 = units_S2 × (K × K + 1)
                   = 1,176 × (2 × 2 + 1)
                   = 1,176 × (4 + 1)
                   = 1,176 × 5
                   = 5,880
    """

    kind: ClassVar[str] = "subsampling"

    def __init__(self, name: str, *, window: Pair, trainable: bool = True) -> None:
        super().__init__(name)
        self.trainable = truth(name, "trainable", trainable)
        self.window = sides("K", "window", pair(name, "window", window, 1), name)

    def check_fit(self) -> None:
        """Check that whole windows cover the source."""
        sizes = (self.source.height, self.source.width)
        for window, size, side in zip(self.window, sizes, ("high", "wide"), strict=True):
            if int(size) % int(window):
                raise ArchitectureError(
                    f"{self.name}: the window is {window} {side}, which does not divide "
                    f"{self.source.name}, {size} {side}; "
                    f"choose one of {', '.join(map(str, _divisors(int(size), int(window))))}",
                    layer=self.name,
                    setting="window",
                )

    @cached_property
    def maps(self) -> Quantity:
        """Number of feature maps: one for each map before it."""
        return self._named(self.source.maps, "maps", "M")

    @cached_property
    def rows(self) -> Axis:
        """The vertical axis of a map."""
        return self.source.rows.tile(self.window[0], "H", "height", self.name)

    @cached_property
    def columns(self) -> Axis:
        """The horizontal axis of a map."""
        return self.source.columns.tile(self.window[1], "W", "width", self.name)

    @cached_property
    def fan_in(self) -> Quantity:
        """Number of units in a window."""
        height, width = self.window
        return self._named(height * width, "fan-in")

    @cached_property
    def parameters(self) -> Quantity:
        """Number of parameters: one coefficient and one bias a map."""
        if not self.trainable:
            return self._named(given(0), "parameters")
        coefficient, bias = given(1), given(1)
        return self._named(self.maps * (coefficient + bias), "parameters")

    @cached_property
    def connections(self) -> Quantity:
        """Number of connections: the window and the bias, for every unit."""
        height, width = self.window
        links = height * width + 1 if self.trainable else height * width
        return self._named(self.units * links, "connections")

    @cached_property
    def multiply_adds(self) -> Quantity:
        """Number of connections that do not come from a bias.

        A program that adds up the window before it multiplies once needs fewer
        multiplications; the count here is that of the links.
        """
        height, width = self.window
        return self._named(self.units * (height * width), "multiply-adds")


def _divisors(number: int, near: int) -> list[int]:
    """Return the divisors of a number, of many those that are the nearest to another one."""
    small = [each for each in range(1, isqrt(number) + 1) if number % each == 0]
    found = {*small, *(number // each for each in small)}
    return sorted(sorted(found, key=lambda each: abs(each - near))[:MOST])
