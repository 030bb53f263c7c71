"""Checks of the sizes that a layer is given."""

from __future__ import annotations

from typing import TypeAlias

from lenet_docs.errors import ArchitectureError, shown
from lenet_docs.quantity import Quantity, given

Pair: TypeAlias = int | tuple[int, int]
"""One number for both axes, or (vertical, horizontal)."""

MOST = 10**12
"""The largest number that a setting takes."""


def identifier(name: object) -> str:
    """Return `name` if a layer, or the input, can be called so.

    Raises
    ------
    ArchitectureError
        If it is no text, or holds more than letters, digits and underscores.
    """
    if not isinstance(name, str) or not name.isidentifier():
        raise ArchitectureError(
            f"a layer is called {shown(name)}; call it by letters and digits, such as 'C1'"
        )
    return name


def line(name: object) -> str:
    """Return `name` if a network can be called so.

    Raises
    ------
    ArchitectureError
        If it is no text, or not one line of it.
    """
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise ArchitectureError(
            f"the network is called {shown(name)}; give one line of text, such as 'tiny'"
        )
    return name


def truth(layer: str, setting: str, value: object) -> bool:
    """Return `value` if it is true or false, and nothing that only counts as one of them.

    Raises
    ------
    ArchitectureError
        If it is not; the message names the layer and the setting.
    """
    if not isinstance(value, bool):
        raise ArchitectureError(
            f"{layer}: '{setting}' is {shown(value)}; say true or false",
            layer=layer,
            setting=setting,
        )
    return value


def whole(layer: str, what: str, number: object, least: int, setting: str = "") -> int:
    """Return `number` if it is a whole number of at least `least` and at most `MOST`.

    Raises
    ------
    ArchitectureError
        If it is not; the message names the layer and what the number is for. The
        error's `setting` is `what`, unless another one is given.
    """
    blame = {"layer": layer, "setting": setting or what}
    if isinstance(number, bool) or not isinstance(number, int):
        raise ArchitectureError(
            f"{layer}: the {what} is {shown(number)}; give a whole number of at least {least}",
            **blame,
        )
    if not least <= number <= MOST:
        bound = f"at least {least}" if number < least else f"at most {MOST:,}"
        raise ArchitectureError(
            f"{layer}: the {what} is {shown(number)}; it must be {bound}", **blame
        )
    return number


def pair(layer: str, what: str, numbers: object, least: int) -> tuple[int, int]:
    """Return (vertical, horizontal) from one number for both, or from a pair."""
    if isinstance(numbers, tuple | list):
        if len(numbers) != 2:
            raise ArchitectureError(
                f"{layer}: the {what} is {shown(numbers)}; give one number, or (height, width)",
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
