"""How far apart the codes of the digits are, and what that makes of the outputs.

The codes are those of Fig. 3; the output of a code is its squared distance from
the states of F6 (section II-B, eq. (7)).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from lenet_docs.catalogue import lenet5
from lenet_docs.codes import DIGITS, INK, PAPER, code, differing_pixels, nearest_digits
from lenet_docs.quantity import Quantity, given, total

__all__ = [
    "chance_of_a_guess",
    "digit_pairs",
    "farthest_digits",
    "flips_to_tie",
    "greatest_difference",
    "mean_difference",
    "penalty_of_a_pixel",
    "random_difference",
    "smallest_difference",
    "unchanging_components",
]


def digit_pairs() -> Quantity:
    """Return how many pairs of different digits there are.

    Examples
    --------
    >>> print(digit_pairs().text())
    pairs of digits = (M_output × (M_output − 1)) / 2
                    = (10 × (10 − 1)) / 2
                    = (10 × 9) / 2
                    = 90 / 2
                    = 45
    """
    digits = lenet5()["output"].maps
    return (digits * (digits - 1) / 2).named("pairs of digits")


def mean_difference() -> Quantity:
    """Return in how many pixels the codes of two different digits differ on average.

    Examples
    --------
    >>> print(round(float(mean_difference()), 1))
    31.1
    """
    differences = [differing_pixels(*pair) for pair in combinations(DIGITS, 2)]
    return (total(differences).named("sum of differences") / digit_pairs()).named("mean difference")


def random_difference() -> Quantity:
    """Return in how many pixels two random codes differ on average.

    Section II-B names random codes as another choice: each component is +1 or
    -1 with the same chance. Then two codes differ in a component with chance 1/2.

    Examples
    --------
    >>> print(random_difference().text())
    random difference = fan-in_output × p
                      = 84 × 0.5
                      = 42
    """
    (components, *_) = lenet5()["output"].fan_ins
    chance = given(Fraction(1, 2), "p", "chance that two random components differ")
    return (components * chance).named("random difference")


def smallest_difference() -> Quantity:
    """Return in how many pixels the codes of the two nearest digits differ.

    Examples
    --------
    >>> print(smallest_difference())
    12
    """
    return differing_pixels(*nearest_digits())


def farthest_digits() -> tuple[tuple[str, str], ...]:
    """Return all pairs of digits whose codes are as far apart as codes of digits get.

    Examples
    --------
    >>> farthest_digits()
    (('1', '4'), ('1', '8'), ('4', '7'))
    """
    pairs = list(combinations(DIGITS, 2))
    greatest = max(differing_pixels(*pair) for pair in pairs)
    return tuple(pair for pair in pairs if differing_pixels(*pair) == greatest)


def greatest_difference() -> Quantity:
    """Return in how many pixels the codes of the two farthest digits differ.

    Examples
    --------
    >>> print(greatest_difference())
    50
    """
    return differing_pixels(*farthest_digits()[0])


def unchanging_components() -> Quantity:
    """Return how many components are the same in the codes of all digits.

    Examples
    --------
    >>> print(unchanging_components())
    14
    """
    places = zip(*(code(digit).components for digit in DIGITS), strict=True)
    return given(sum(len(set(place)) == 1 for place in places), name="unchanging components")


def flips_to_tie(right: str, wrong: str) -> Quantity:
    """Return how many states of F6 must turn over before a wrong code costs as little.

    F6 draws the right code. Of the pixels in which the codes differ, some turn
    over; each moves its penalty from the wrong output to the right one. The
    outputs are equal when both have the same share of these pixels.

    Examples
    --------
    >>> print(flips_to_tie("8", "6").text())
    flips to a tie = d / 2
                   = 12 / 2
                   = 6
    """
    return (differing_pixels(right, wrong) / 2).named("flips to a tie")


def penalty_of_a_pixel() -> Quantity:
    """Return what a pixel adds to a penalty where F6 draws ink and the code has paper.

    Source: section II-B, eq. (7).

    Examples
    --------
    >>> print(penalty_of_a_pixel().text())
    penalty of a pixel = (1 − (-1))^2
                       = 2^2
                       = 4
    """
    return ((given(INK) - given(PAPER)) ** 2).named("penalty of a pixel")


def chance_of_a_guess() -> Quantity:
    """Return how often a guess is right that takes every digit with the same chance.

    Examples
    --------
    >>> print(chance_of_a_guess())
    0.1
    """
    return (1 / lenet5()["output"].maps).named("chance of a guess")
