"""The distances between the codes agree with what is counted pixel by pixel."""

from __future__ import annotations

import json
from importlib import resources
from itertools import product

import pytest

from lenet_docs import lenet5
from lenet_docs.book.output.output_codes import (
    chance_of_a_guess,
    digit_pairs,
    farthest_digits,
    flips_to_tie,
    greatest_difference,
    mean_difference,
    penalty_of_a_pixel,
    random_difference,
    smallest_difference,
    unchanging_components,
)
from lenet_docs.codes import DIGITS, code, nearest_digits

# Read from the file itself, so that the tests share no code with what they test.
BITMAPS = json.loads((resources.files("lenet_docs") / "figure3.json").read_text(encoding="utf-8"))
INK = {
    digit: {
        (row, column)
        for row, line in enumerate(BITMAPS[str(ord(digit))])
        for column, pixel in enumerate(line)
        if pixel == "#"
    }
    for digit in DIGITS
}
DIFFERENCES = {
    (one, other): len(INK[one] ^ INK[other])
    for one, other in product(DIGITS, DIGITS)
    if one < other
}


def _penalty(states: list[int], digit: str) -> int:
    return sum((x - w) ** 2 for x, w in zip(states, code(digit).components, strict=True))


def test_the_mean_is_over_all_pairs_of_digits() -> None:
    """The mean difference is the sum over all pairs of digits, shared out."""
    assert digit_pairs() == len(DIFFERENCES)
    assert mean_difference() * len(DIFFERENCES) == sum(DIFFERENCES.values())


def test_the_extremes_are_found() -> None:
    """Nothing is nearer than the nearest digits, or farther than the farthest."""
    assert smallest_difference() == min(DIFFERENCES.values()) == DIFFERENCES[nearest_digits()]
    assert greatest_difference() == max(DIFFERENCES.values())
    assert set(farthest_digits()) == {
        pair for pair, count in DIFFERENCES.items() if count == greatest_difference()
    }


def test_a_pixel_that_differs_costs_the_same_everywhere() -> None:
    """The penalty of every digit for every other is that of a pixel, for each that differs."""
    for (one, other), count in DIFFERENCES.items():
        assert _penalty(list(code(one).components), other) == count * penalty_of_a_pixel()


def test_guesses_of_all_digits_together_are_sure() -> None:
    """The chances of guessing each digit add up to certainty."""
    assert chance_of_a_guess() * len(DIGITS) == 1


def test_only_one_pair_of_digits_is_nearest() -> None:
    """The book names one nearest pair, so there must be only one."""
    assert list(DIFFERENCES.values()).count(int(smallest_difference())) == 1


def test_random_codes_differ_in_as_many_pixels_as_they_share() -> None:
    """All pairs of codes of a few components, written out, differ in half of them on average."""
    components = 4
    codes = list(product((1, -1), repeat=components))
    differences = [
        sum(a != b for a, b in zip(one, other, strict=True))
        for one, other in product(codes, repeat=2)
    ]
    mean = sum(differences) / len(differences)
    assert float(random_difference()) == mean / components * int(lenet5()["F6"].units)


def test_unchanging_components_are_ink_everywhere_or_nowhere() -> None:
    """A component never changes if every digit has ink there, or none has."""
    always = set.intersection(*INK.values())
    ever = set.union(*INK.values())
    assert unchanging_components() == len(always) + int(lenet5()["F6"].units) - len(ever)


@pytest.mark.parametrize(("right", "wrong"), DIFFERENCES)
def test_the_wrong_code_costs_as_little_when_half_the_difference_has_flipped(
    right: str, wrong: str
) -> None:
    """Turning pixels over one by one, the wrong code catches up where the formula says."""
    states, goal = list(code(right).components), code(wrong).components
    flips = 0
    while _penalty(states, right) < _penalty(states, wrong):
        place = next(i for i, (x, w) in enumerate(zip(states, goal, strict=True)) if x != w)
        states[place] = goal[place]
        flips += 1
    # With an odd difference there is no tie: the next flip decides.
    assert flips == -int(-flips_to_tie(right, wrong).value // 1)
