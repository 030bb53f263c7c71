"""Checks of the sizes that a layer is given."""

from __future__ import annotations

from typing import TypeAlias

from lenet_docs.errors import ArchitectureError
from lenet_docs.quantity import Quantity, given

Pair: TypeAlias = int | tuple[int, int]
"""One number for both axes, or (vertical, horizontal)."""


def whole(layer: str, what: str, number: object, least: int) -> int:
    """Return `number` if it is a whole number of at least `least`.

    Raises
    ------
    ArchitectureError
        If it is not; the message names the layer and what the number is for.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise ArchitectureError(
            f"{layer}: the {what} is {number!r}; give a whole number of at least {least}"
        )
    if number < least:
        raise ArchitectureError(f"{layer}: the {what} is {number}; it must be at least {least}")
    return number


def pair(layer: str, what: str, numbers: object, least: int) -> tuple[int, int]:
    """Return (vertical, horizontal) from one number for both, or from a pair."""
    if isinstance(numbers, tuple | list):
        if len(numbers) != 2:
            raise ArchitectureError(
                f"{layer}: the {what} is {numbers!r}; give one number, or (height, width)"
            )
        vertical, horizontal = numbers
        return (
            whole(layer, f"{what} height", vertical, least),
            whole(layer, f"{what} width", horizontal, least),
        )
    side = whole(layer, what, numbers, least)
    return side, side


def size(layer: str, what: str, number: int | Quantity, name: str) -> Quantity:
    """Return `number` as the quantity M of `layer`, keeping how it came about.

    Raises
    ------
    ArchitectureError
        If it is not a whole number of at least 1.
    """
    if isinstance(number, Quantity):
        whole(layer, what, number.value, 1)
        return number.named(name, "M", layer)
    return given(whole(layer, what, number, 1), "M", name, layer)
