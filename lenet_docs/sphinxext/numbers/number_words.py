"""Numbers in words."""

from __future__ import annotations

from fractions import Fraction

from num2words import num2words

__all__ = ["in_words", "often", "ordinal"]

PARTS = {2: "half", 4: "quarter"}
"""The parts that are not called by an ordinal number."""


def in_words(number: int | Fraction) -> str:
    """Return a whole number or a part of one in words.

    Examples
    --------
    >>> in_words(6), in_words(120), in_words(Fraction(1, 2)), in_words(Fraction(2, 3))
    ('six', 'one hundred and twenty', 'half', 'two thirds')
    """
    if isinstance(number, int):
        return str(num2words(number))
    part = PARTS.get(number.denominator, ordinal(number.denominator))
    if number == Fraction(1, 2):
        return part
    plural = "halves" if part == "half" else f"{part}s"
    return f"{in_words(number.numerator)} {part if abs(number.numerator) == 1 else plural}"


def ordinal(number: int) -> str:
    """Return the place of something in a row, in words.

    Examples
    --------
    >>> ordinal(1), ordinal(12)
    ('first', 'twelfth')
    """
    return str(num2words(number, to="ordinal"))


def often(number: int) -> str:
    """Return how often something happens, in words.

    Examples
    --------
    >>> often(1), often(2), often(5)
    ('once', 'twice', 'five times')
    """
    return {1: "once", 2: "twice"}.get(number, f"{in_words(number)} times")
