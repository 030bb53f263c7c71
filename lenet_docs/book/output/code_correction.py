"""What the codes can put right: wrong pixels that do no harm, and what other codes would bear.

The output takes the nearest code. A drawing with t wrong pixels is still nearest
to its own code if every other code is more than 2 t pixels away from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

from lenet_docs.book.output.code_distances import code_pairs
from lenet_docs.catalogue import CODE_HEIGHT, lenet5
from lenet_docs.codes import (
    DIGITS,
    INK,
    PAPER,
    code,
    differing_pixels,
    nearest_digits,
    squared_distance,
)
from lenet_docs.quantity import Quantity, exp, floor, given, log, total

__all__ = [
    "all_off_penalty",
    "best_correctable_pixels",
    "best_mean_difference",
    "best_smallest_difference",
    "bits_needed",
    "correctable_penalty",
    "correctable_pixels",
    "detectable_pixels",
    "idle_rows",
    "one_of_n_correctable",
    "one_of_n_difference",
    "one_of_n_on",
    "one_of_n_penalty",
    "safe_penalty",
    "share_within_reach",
    "tail_digit",
]


def _smallest(characters: Sequence[str]) -> Quantity:
    nearest = differing_pixels(*nearest_digits(characters))
    return nearest.named("smallest difference", r"d_{\text{min}}")


def correctable_pixels(characters: Sequence[str] = DIGITS) -> Quantity:
    """Return how many wrong pixels are undone for certain, wherever they lie.

    Parameters
    ----------
    characters
        The characters that the output tells apart.

    Examples
    --------
    >>> print(correctable_pixels().text())
    correctable pixels = ⌊(d_min − 1) / 2⌋
                       = ⌊(12 − 1) / 2⌋
                       = ⌊11 / 2⌋
                       = ⌊5.5⌋
                       = 5
    """
    return floor((_smallest(characters) - 1) / 2).named("correctable pixels")


def detectable_pixels(characters: Sequence[str] = DIGITS) -> Quantity:
    """Return how many wrong pixels cannot turn one code into another.

    Examples
    --------
    >>> print(detectable_pixels())
    11
    """
    return (_smallest(characters) - 1).named("detectable pixels")


def correctable_penalty(characters: Sequence[str] = DIGITS) -> Quantity:
    """Return what a character costs whose wrong pixels are as many as are undone for certain.

    Examples
    --------
    >>> print(correctable_penalty())
    20
    """
    pixels = correctable_pixels(characters).named("correctable pixels", "t")
    return (pixels * _each()).named("penalty", "y")


def safe_penalty(characters: Sequence[str] = DIGITS) -> Quantity:
    """Return the penalty below which an output is the smallest, whatever F6 does.

    The states may be any numbers. If they are nearer to a code than half the
    distance D to the nearest other code, they are farther than that from every
    other (the triangle inequality). The penalty is the square of a distance.

    Examples
    --------
    >>> print(safe_penalty().text())
    safe penalty = D^2 / 4
                 = 48 / 4
                 = 12
    """
    square = squared_distance(*nearest_digits(characters)).named("squared distance", r"D^2")
    return (square / 4).named("safe penalty")


def best_mean_difference(classes: int | Quantity) -> Quantity:
    """Return a mean difference that no codes for so many classes exceed (Plotkin's bound).

    A pixel that has ink in k of M codes tells k (M - k) pairs apart. That is
    most where half the codes have ink.

    Parameters
    ----------
    classes
        Number of classes, two at least.

    Examples
    --------
    >>> print(round(float(best_mean_difference(10)), 2))
    46.67
    """
    count = given(int(classes), "M", "classes")
    with_ink = floor(count / 2).named("codes with ink", "k")
    pairs = code_pairs(range(int(classes)))
    separated = (_components() * (with_ink * (count - with_ink))).named("separated pairs")
    return (separated / pairs).named("best mean difference")


def best_smallest_difference(classes: int | Quantity) -> Quantity:
    """Return a smallest difference that no codes for so many classes exceed.

    The smallest difference is not above the mean, and it is whole.

    Examples
    --------
    >>> print(best_smallest_difference(10), best_smallest_difference(95))
    46 42
    """
    return floor(best_mean_difference(classes)).named("bound of the smallest difference")


def best_correctable_pixels(classes: int | Quantity) -> Quantity:
    """Return how many wrong pixels the best codes can undo at most.

    Examples
    --------
    >>> print(best_correctable_pixels(10))
    22
    """
    smallest = best_smallest_difference(classes).named("smallest difference", r"d_{\text{min}}")
    return floor((smallest - 1) / 2).named("correctable pixels")


def bits_needed(classes: int | Quantity) -> Quantity:
    """Return the fewest components with which so many classes can have different codes.

    Examples
    --------
    >>> print(bits_needed(10), bits_needed(95))
    4 7
    """
    return given((int(classes) - 1).bit_length(), name="components needed")


def idle_rows() -> Quantity:
    """Return how many rows of the bitmap hold ink in the code of one digit at most.

    Examples
    --------
    >>> print(idle_rows())
    2
    """
    return given(len(_idle()), name="rows that hardly any digit uses")


def tail_digit() -> str:
    """Return the one digit that has ink in the rows of `idle_rows`.

    Examples
    --------
    >>> tail_digit()
    '4'
    """
    (digit,) = (each for each in DIGITS if any("#" in code(each).rows[row] for row in _idle()))
    return digit


def _idle() -> list[int]:
    rows = range(int(CODE_HEIGHT))
    return [row for row in rows if sum("#" in code(digit).rows[row] for digit in DIGITS) <= 1]


def one_of_n_difference(classes: int | Quantity) -> Quantity:
    """Return in how many pixels two codes of the kind 1-of-N differ.

    Each class has a component of its own: +1 in the code of this class, -1 in
    all others. So each of the M components tells one code from the others.

    Examples
    --------
    >>> print(one_of_n_difference(10).text())
    difference = (M × (M − 1)) / pairs
               = (10 × (10 − 1)) / 45
               = (10 × 9) / 45
               = 90 / 45
               = 2
    >>> one_of_n_difference(95) == one_of_n_difference(2)
    True
    """
    count = given(int(classes), "M", "classes")
    return (count * (count - 1) / code_pairs(range(int(classes)))).named("difference")


def one_of_n_penalty(classes: int | Quantity) -> Quantity:
    """Return what a perfect code of the kind 1-of-N costs as that of another class.

    Examples
    --------
    >>> print(one_of_n_penalty(10))
    8
    """
    difference = one_of_n_difference(classes).named("difference", "d")
    return (difference * _each()).named("penalty", "y")


def one_of_n_correctable(classes: int | Quantity) -> Quantity:
    """Return how many wrong components codes of the kind 1-of-N undo.

    Examples
    --------
    >>> print(one_of_n_correctable(10))
    0
    """
    smallest = one_of_n_difference(classes).named("smallest difference", r"d_{\text{min}}")
    return floor((smallest - 1) / 2).named("correctable components")


def one_of_n_on(classes: int | Quantity) -> Quantity:
    """Return for what share of the classes a unit is on, if the codes are 1-of-N.

    Examples
    --------
    >>> print(one_of_n_on(10))
    0.1
    """
    return (1 / given(int(classes), "M", "classes")).named("share of +1")


def all_off_penalty() -> Quantity:
    """Return what it costs, against every code 1-of-N, if no unit is on.

    One component is wrong, the one that should be on.

    Examples
    --------
    >>> print(all_off_penalty())
    4
    """
    return (1 * _each()).named("penalty of nothing on", "y")


def share_within_reach(characters: Sequence[str] = DIGITS) -> Quantity:
    """Return which share of all sheets of ink and paper is within reach of a code.

    Within reach are the sheets that differ from a code in no more pixels than
    can be undone for certain, so that none is within reach of two codes.

    Examples
    --------
    >>> print(f"{float(share_within_reach()):.1e}")
    1.7e-17
    """
    pixels = int(_components())
    reach = range(int(correctable_pixels(characters)) + 1)
    sheets = total(
        given(comb(pixels, t), rf"\binom{{n}}{{{t}}}", f"sheets with {t} wrong pixels")
        for t in reach
    ).named("sheets within reach of a code", "V")
    count = given(len(characters), "M", "codes")
    return exp(log(count * sheets) - _components() * log(2)).named("share within reach")


def _components() -> Quantity:
    """Return the number of components of a code: 84."""
    return lenet5()["F6"].units.named("components", "n")


def _each() -> Quantity:
    """Return what a component that differs adds to a penalty."""
    return (given(INK) - given(PAPER)) ** 2
