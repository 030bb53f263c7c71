"""Checks of the sizes that a layer is given."""

from __future__ import annotations

from typing import TypeAlias

from lenet_docs.errors import ArchitectureError
from lenet_docs.quantity import Quantity, given

Pair: TypeAlias = int | tuple[int, int]
"""One number for both axes, or (vertical, horizontal)."""


def whole(layer: str, what: str, number: object, least: int, setting: str = "") -> int:
    """Return `number` if it is a whole number of at least `least`.

    Raises
    ------
    ArchitectureError
        If it is not; the message names the layer and what the number is for. The
        error's `setting` is `what`, unless another one is given.
    """
    blame = {"layer": layer, "setting": setting or what}
    if isinstance(number, bool) or not isinstance(number, int):
        raise ArchitectureError(
            f"{layer}: the {what} is {number!r}; give a whole number of at least {least}", **blame
        )
    if number < least:
        raise ArchitectureError(
            f"{layer}: the {what} is {number}; it must be at least {least}", **blame
        )
    return number


def pair(layer: str, what: str, numbers: object, least: int) -> tuple[int, int]:
    """Return (vertical, horizontal) from one number for both, or from a pair."""
    if isinstance(numbers, tuple | list):
        if len(numbers) != 2:
            raise ArchitectureError(
                f"{layer}: the {what} is {numbers!r}; give one number, or (height, width)",
                layer=layer,
                setting=what,
            )
        vertical, horizontal = numbers
        return (
            whole(layer, f"{what} height", vertical, least, what),
            whole(layer, f"{what} width", horizontal, least, what),
        )
    side = whole(layer, what, numbers, least)
    return side, side


def size(layer: str, setting: str, number: int | Quantity) -> Quantity:
    """Return `number` as the quantity M of `layer`, keeping how it came about.

    Parameters
    ----------
    layer
        How the layer is called.
    setting
        The argument that gave the number: ``"maps"`` or ``"units"``.
    number
        How many there are.

    Raises
    ------
    ArchitectureError
        If it is not a whole number of at least 1.
    """
    value = number.value if isinstance(number, Quantity) else number
    count = whole(layer, f"number of {setting}", value, 1, setting)
    if isinstance(number, Quantity):
        return number.named("maps", "M", layer)
    return given(count, "M", "maps", layer)
