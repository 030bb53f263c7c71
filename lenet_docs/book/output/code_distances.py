"""How far apart the codes of all characters of Fig. 3 are, pair by pair and pixel by pixel.

The mean over all pairs can be had in two ways: each pair is asked in how many
pixels it differs, or each pixel is asked how many pairs it tells apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Sized
from functools import cache
from itertools import combinations
from string import ascii_uppercase

from lenet_docs.codes import DIGITS, INK, PAPER, code, codes, nearest_digits
from lenet_docs.quantity import Quantity, given, sqrt, total

__all__ = [
    "CHARACTERS",
    "blank_cells",
    "cells_of_figure_3",
    "code_pairs",
    "codes_of_figure_3",
    "coin_deviation",
    "coin_penalty",
    "coin_share",
    "far_pairs",
    "least_ink_digit",
    "letters_told_by_bar",
    "mean_difference_by_pixel",
    "nearest_without",
    "pairs_at_most",
    "separated_pairs",
    "told_by_bar",
]


def _distinct() -> str:
    first: dict[tuple[str, ...], str] = {}
    for character, each in codes().items():
        first.setdefault(each.rows, character)
    return "".join(first.values())


CHARACTERS = _distinct()
"""The characters of Fig. 3, each code once: of the blank cells, only the space."""


def cells_of_figure_3() -> Quantity:
    """Return how many codes Fig. 3 draws.

    Examples
    --------
    >>> print(cells_of_figure_3())
    96
    """
    return given(len(codes()), name="cells of Fig. 3")


def codes_of_figure_3() -> Quantity:
    """Return how many different codes Fig. 3 draws.

    Examples
    --------
    >>> print(codes_of_figure_3())
    95
    """
    return given(len(CHARACTERS), name="different codes of Fig. 3")


def blank_cells() -> Quantity:
    """Return how many cells of Fig. 3 hold no ink.

    Examples
    --------
    >>> print(blank_cells())
    2
    """
    return given(sum(each.ink == 0 for each in codes().values()), name="blank cells")


def code_pairs(characters: Sized = CHARACTERS) -> Quantity:
    """Return how many pairs some characters make.

    Examples
    --------
    >>> print(code_pairs().text())
    pairs = (M × (M − 1)) / 2
          = (95 × (95 − 1)) / 2
          = (95 × 94) / 2
          = 8,930 / 2
          = 4,465
    """
    count = given(len(characters), "M", "characters")
    return (count * (count - 1) / 2).named("pairs")


def separated_pairs(characters: Sequence[str] = CHARACTERS) -> Quantity:
    """Return how many pairs the pixels tell apart, added up over all pixels.

    A pixel that has ink in k of M codes tells each of these from each of the
    others. Pixels with the same k are counted together; those that are alike in
    all codes tell nothing apart, and are left out.

    Examples
    --------
    >>> print(separated_pairs("08B").text())
    separated pairs = Σ_k n_k × k × (M − k)
                    = 13 × 1 × (3 − 1) + 15 × 2 × (3 − 2)
                    = 13 × 1 × 2 + 15 × 2 × 1
                    = 26 + 30
                    = 56
    """
    count = given(len(characters), "M", "characters")
    places = zip(*(code(character).components for character in characters), strict=True)
    pixels = Counter(place.count(INK) for place in places)
    groups = []
    for inked in sorted(set(pixels) - {0, len(characters)}):
        n, k = given(pixels[inked], "n", "pixels", owner=str(inked)), given(inked, "k")
        groups.append(n * k * (count - k))
    return total(groups, index="k").named("separated pairs")


def mean_difference_by_pixel(characters: Sequence[str] = CHARACTERS) -> Quantity:
    """Return in how many pixels two different codes differ on average, asked pixel by pixel.

    Examples
    --------
    >>> print(round(float(mean_difference_by_pixel()), 1))
    33.3
    """
    mean = separated_pairs(characters) / code_pairs(characters)
    return mean.named("mean difference")


def nearest_without(character: str) -> tuple[str, str]:
    """Return the nearest two characters of Fig. 3 if one is left out.

    Examples
    --------
    >>> nearest_without("l")
    ('F', 'f')
    """
    return nearest_digits(CHARACTERS.replace(character, ""))


def least_ink_digit() -> str:
    """Return the digit whose code has the least ink.

    Examples
    --------
    >>> least_ink_digit()
    '7'
    """
    return min(DIGITS, key=lambda digit: code(digit).ink)


@cache
def _differences(characters: str) -> dict[tuple[str, str], int]:
    """Return the differing pixels of every pair."""
    ink = {
        each: {place for place, x in enumerate(code(each).components) if x == INK}
        for each in characters
    }
    return {(one, other): len(ink[one] ^ ink[other]) for one, other in combinations(characters, 2)}


def far_pairs(characters: str = CHARACTERS) -> tuple[str, ...]:
    """Return the pairs whose codes are farthest apart.

    Examples
    --------
    >>> far_pairs()
    ('Dj', 'HJ', 'Jh')
    """
    differences = _differences(characters)
    farthest = max(differences.values())
    return tuple("".join(pair) for pair, pixels in differences.items() if pixels == farthest)


def pairs_at_most(pixels: int | Quantity, characters: str = CHARACTERS) -> Quantity:
    """Return how many pairs of codes differ in no more than so many pixels.

    Examples
    --------
    >>> print(pairs_at_most(5), pairs_at_most(11, "0123456789"))
    23 0
    """
    near = sum(found <= int(pixels) for found in _differences(characters).values())
    return given(near, name=f"pairs with at most {pixels} differing pixels")


def told_by_bar() -> str:
    """Return the letters whose cases differ in pixels of the top row only.

    The row is a bar over the letter: Fig. 3 draws no lower case for these, but
    takes the bar away.

    Examples
    --------
    >>> told_by_bar()
    'BCDJKMNOPQSUVWXYZ'
    """
    return "".join(
        letter
        for letter in ascii_uppercase
        # No two letters have the same code, so the top rows differ.
        if code(letter).rows[1:] == code(letter.lower()).rows[1:]
    )


def letters_told_by_bar() -> Quantity:
    """Return how many letters have cases that differ in the top row only.

    Examples
    --------
    >>> print(letters_told_by_bar())
    17
    """
    return given(len(told_by_bar()), name="letters told apart by a bar")


def coin_share() -> Quantity:
    """Return with what chance a pixel differs between two codes that are drawn at random.

    Each of the codes has ink there with chance p, independent of the other: ink
    in the first and paper in the second, or the other way round. The coin of
    section II-B is fair.

    Examples
    --------
    >>> print(coin_share().text())
    chance = 2 × p × (1 − p)
           = 2 × 0.5 × (1 − 0.5)
           = 2 × 0.5 × 0.5
           = 0.5
    """
    p = (given(1) / 2).named("chance of ink", "p")
    return (2 * p * (1 - p)).named("chance")


def coin_deviation() -> Quantity:
    """Return the standard deviation of the differing pixels of two random codes.

    They are counted by a binomial distribution: as many trials as there are
    components, each with the chance of `coin_share`.

    Examples
    --------
    >>> print(f"{float(coin_deviation()):.2f}")
    4.58
    """
    components = given(len(code(DIGITS[0]).components), "n", "components")
    chance = coin_share().named("chance that two random components differ", "c")
    return sqrt(components * chance * (1 - chance)).named("standard deviation")


def coin_penalty() -> Quantity:
    """Return what any code costs on average if each state of F6 is the toss of a coin.

    Examples
    --------
    >>> print(coin_penalty())
    168
    """
    components = given(len(code(DIGITS[0]).components), "n", "components")
    chance = coin_share().named("chance that two random components differ", "c")
    return (components * chance * (given(INK) - given(PAPER)) ** 2).named("mean penalty", "y")
