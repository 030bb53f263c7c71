"""What Figs. 5 and 8 of the paper show: the error after each pass, and the digits misread.

The readings stand in ``paper_figures.toml``, with where they were read and how
exactly. They are set beside our own results, and nothing else is done with them.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from lenet_docs.errors import PublishedError, unknown
from lenet_docs.quantity import Quantity, given

__all__ = [
    "FIGURE_5_ACCURACY",
    "figure_5",
    "figure_5_curve",
    "figure_8_count",
    "figure_8_misread",
    "figure_8_most",
]


@cache
def _read() -> dict[str, Any]:
    source = resources.files("lenet_docs.book.print") / "paper_figures.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


FIGURE_5_ACCURACY = given(
    Fraction(_read()["figure_5"]["accuracy"]) / 100, name="accuracy of a reading of Fig. 5"
)
"""How far a reading of Fig. 5 may be off to either side, as a share of the images."""


def figure_5_curve(curve: str) -> tuple[Quantity, ...]:
    """Return a curve of Fig. 5: shares of images misread, from the first point to the last.

    Parameters
    ----------
    curve
        ``"training"`` or ``"test"``: the images that were classified.

    Raises
    ------
    PublishedError
        If the figure has no such curve.

    Examples
    --------
    >>> len(figure_5_curve("test"))
    21
    """
    curves = {name: _read()["figure_5"][name].split() for name in ("training", "test")}
    if curve not in curves:
        raise PublishedError(unknown("curve of Fig. 5", curve, curves))
    return tuple(
        given(Fraction(reading) / 100, name=f"{curve} error, point {point}", owner="Fig. 5")
        for point, reading in enumerate(curves[curve], 1)
    )


def figure_5(curve: str, point: int) -> Quantity:
    """Return the share of images misread at one point of Fig. 5, counted from 1.

    Raises
    ------
    PublishedError
        If the figure has no such curve, or the curve no such point.

    Examples
    --------
    >>> print(f"{float(figure_5('test', 1)):.2%}")
    2.65%
    """
    found = figure_5_curve(curve)
    if not 1 <= point <= len(found):
        raise PublishedError(f"Fig. 5 has no point {point}; name 1 to {len(found)}")
    return found[point - 1]


def figure_8_misread() -> tuple[str, ...]:
    """Return the labels of the characters in Fig. 8, each as ``correct>answer``.

    Examples
    --------
    >>> figure_8_misread()[:3]
    ('4>6', '3>5', '8>2')
    """
    return tuple(_read()["figure_8"]["misread"].split())


def figure_8_count(correct: str = "", answer: str = "") -> Quantity:
    """Return how many characters of Fig. 8 are of a digit, or are taken for one.

    Parameters
    ----------
    correct
        The digit that the character shows; any, if left out.
    answer
        The digit that it is taken for; any, if left out.

    Examples
    --------
    >>> print(figure_8_count(), figure_8_count("9"), figure_8_count("9", "4"))
    82 16 8
    """
    pairs = [label.split(">") for label in figure_8_misread()]
    found = [pair for pair in pairs if correct in ("", pair[0]) and answer in ("", pair[1])]
    which = f" that show {correct}" * bool(correct) + f" taken for {answer}" * bool(answer)
    return given(len(found), name=f"characters{which}", owner="Fig. 8")


def figure_8_most() -> str:
    """Return the confusion that is the most frequent in Fig. 8, as ``correct>answer``.

    Examples
    --------
    >>> figure_8_most()
    '9>4'
    """
    ((most, _),) = Counter(figure_8_misread()).most_common(1)
    return most
