"""The output codes: the bitmaps of Fig. 3, and how far they are apart.

The characters are those of Fig. 3 of the paper, ASCII 32 to 127, read exactly
from the bitmaps embedded in the preprint (page 9). The paper does not say which
of +1 and -1 is ink; here, as in the programs that we have seen, ink is +1.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations
from operator import ne

from lenet_docs.errors import QuantityError, unknown
from lenet_docs.quantity import Quantity, given

__all__ = [
    "DIGITS",
    "Code",
    "code",
    "codes",
    "differing_pixels",
    "nearest_digits",
    "squared_distance",
]

DIGITS = "0123456789"
"""The characters that LeNet-5 tells apart, in the order of its outputs."""

INK, PAPER = 1, -1
"""The two values of a code's components (section II-B)."""


@dataclass(frozen=True, slots=True)
class Code:
    """The code of one character.

    Parameters
    ----------
    character
        The character.
    rows
        Its bitmap, from the top: ``#`` for ink, ``.`` for paper.
    """

    character: str
    rows: tuple[str, ...]

    @property
    def components(self) -> tuple[int, ...]:
        """The components, row by row: +1 for ink, -1 for paper."""
        return tuple(INK if pixel == "#" else PAPER for row in self.rows for pixel in row)

    @property
    def ink(self) -> Quantity:
        """Number of pixels with ink."""
        return given(self.components.count(INK), name=f"ink of {self.character}")


@cache
def codes() -> dict[str, Code]:
    r"""Return the code of every character of Fig. 3.

    Examples
    --------
    >>> len(codes())
    96
    >>> codes()["7"].rows[:3]
    ('#######', '.....##', '.....##')
    """
    text = resources.files("lenet_docs").joinpath("figure3.json").read_text(encoding="utf-8")
    bitmaps: dict[str, list[str]] = json.loads(text)
    return {chr(int(key)): Code(chr(int(key)), tuple(rows)) for key, rows in bitmaps.items()}


def code(character: str) -> Code:
    """Return the code of one character.

    Raises
    ------
    QuantityError
        If Fig. 3 does not draw it.

    Examples
    --------
    >>> print(code("1").ink)
    27
    """
    if character not in codes():
        raise QuantityError(unknown("character in Fig. 3", character, codes()))
    return codes()[character]


def differing_pixels(first: str, second: str) -> Quantity:
    """Return the number of pixels in which the codes of two characters differ.

    Examples
    --------
    >>> print(differing_pixels("6", "8"), differing_pixels("l", "I"))
    12 1
    """
    count = _differing(code(first), code(second))
    return given(count, "d", f"pixels in which {first} and {second} differ")


def _differing(one: Code, other: Code) -> int:
    return sum(map(ne, "".join(one.rows), "".join(other.rows)))


def squared_distance(first: str, second: str) -> Quantity:
    """Return the squared distance of two codes: what a perfect first costs as a second.

    Where two components differ they are +1 and -1, so each differing pixel
    adds the square of their difference (section II-B, eq. (7)).

    Examples
    --------
    >>> print(squared_distance("8", "6").text())
    y = d × (1 − (-1))^2
      = 12 × (1 − (-1))^2
      = 12 × 2^2
      = 12 × 4
      = 48
    """
    each = (given(INK) - given(PAPER)) ** 2
    return (differing_pixels(first, second) * each).named(f"penalty of {second} for {first}", "y")


def nearest_digits(characters: Sequence[str] = DIGITS) -> tuple[str, str]:
    """Return the two characters whose codes are nearest to each other.

    Examples
    --------
    >>> nearest_digits()
    ('6', '8')
    """
    pairs = combinations([code(each) for each in characters], 2)
    one, other = min(pairs, key=lambda pair: _differing(*pair))
    return one.character, other.character
