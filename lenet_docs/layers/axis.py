"""Geometry along one axis: how big a map is, and what each of its units sees.

Width and height are worked out by the same formulas, so the formulas are
written once, for an axis. The vocabulary is that of receptive fields: the
*field* of a unit is the stretch of input pixels that can reach it, the *step*
is how far the field moves from one unit to the next, and the *centre* is the
middle of the first unit's field, with the first pixel's centre at 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lenet_docs.quantity import Quantity, floor, given

__all__ = ["Axis", "Window", "sides"]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of units that one unit of the next layer looks at.

    Parameters
    ----------
    size
        How many units it covers.
    stride
        How many units it moves from one position to the next.
    padding
        How many constant units are laid around the map on each side.
    """

    size: Quantity
    stride: Quantity
    padding: Quantity


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a layer's maps: size in units; field, step and centre in input pixels."""

    size: Quantity
    field: Quantity
    step: Quantity
    centre: Quantity

    @classmethod
    def of_input(cls, size: int, symbol: str, name: str, owner: str) -> Axis:
        """Return the axis of the input, where each pixel sees itself."""
        return cls(
            size=given(size, symbol, name, owner),
            field=given(1, "r", "receptive field", owner),
            step=given(1, "j", "receptive field step", owner),
            centre=given(0, "c", "receptive field centre", owner),
        )

    def slide(self, window: Window, symbol: str, name: str, owner: str) -> Axis:
        """Return the axis of a layer whose units look at this one through `window`.

        Terms that change nothing (no padding, a stride of one) are left out,
        so that the formula a reader sees holds only what matters.
        """
        size, stride, padding = window.size, window.stride, window.padding
        room = (self.size + 2 * padding if padding > 0 else self.size) - size
        if stride > 1:
            quotient = room / stride
            room = quotient if isinstance(quotient.value, int) else floor(quotient)
        half = (size - 1) / 2
        offset = half - padding if padding > 0 else half
        field = self.field + (size - 1) * self.step
        step = self.step * stride if stride > 1 else self.step
        return Axis(room + 1, field, step, self.centre + offset * self.step)._for(
            symbol, name, owner
        )

    def tile(self, window: Quantity, symbol: str, name: str, owner: str) -> Axis:
        """Return the axis of a layer whose windows lie side by side on this one."""
        field = self.field + (window - 1) * self.step
        centre = self.centre + (window - 1) / 2 * self.step
        return Axis(self.size / window, field, self.step * window, centre)._for(symbol, name, owner)

    def gathered(self, symbol: str, name: str, owner: str) -> Axis:
        """Return the axis of a layer with one place, which looks at all of this one."""
        field = self.field + (self.size - 1) * self.step
        centre = self.centre + (self.size - 1) / 2 * self.step
        return Axis(given(1), field, self.step, centre)._for(symbol, name, owner)

    def kept(self, symbol: str, name: str, owner: str) -> Axis:
        """Return the axis of a layer that has one place for each place of this one."""
        return self._for(symbol, name, owner)

    def _for(self, symbol: str, name: str, owner: str) -> Axis:
        """Return the same axis under the symbols of the layer called `owner`."""
        return Axis(
            size=self.size.named(name, symbol, owner),
            field=self.field.named("receptive field", "r", owner),
            step=self.step.named("receptive field step", "j", owner),
            centre=self.centre.named("receptive field centre", "c", owner),
        )

    def centre_of(self, unit: int) -> Fraction:
        """Return the centre of the field of the unit at index `unit`, in input pixels."""
        return Fraction(self.centre.value) + unit * Fraction(self.step.value)


def sides(
    symbol: str, name: str, lengths: tuple[int, int], owner: str
) -> tuple[Quantity, Quantity]:
    """Return the two sides of a window under one symbol if they are alike, else under two."""
    vertical, horizontal = lengths
    if vertical == horizontal:
        side = given(vertical, symbol, f"{name} side", owner, local=True)
        return side, side
    return (
        given(vertical, f"{symbol}_h", f"{name} height", owner, local=True),
        given(horizontal, f"{symbol}_w", f"{name} width", owner, local=True),
    )
