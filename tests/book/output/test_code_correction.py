"""What codes undo, against sheets that are really spoiled and codes that are really written out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import comb

import pytest

from lenet_docs import Quantity
from lenet_docs.book.output.code_correction import (
    all_off_penalty,
    best_correctable_pixels,
    best_mean_difference,
    best_smallest_difference,
    bits_needed,
    correctable_penalty,
    correctable_pixels,
    detectable_pixels,
    idle_rows,
    one_of_n_correctable,
    one_of_n_difference,
    one_of_n_on,
    one_of_n_penalty,
    safe_penalty,
    share_within_reach,
    tail_digit,
)
from lenet_docs.book.output.code_distances import CHARACTERS, coin_penalty
from lenet_docs.book.output.gaussian_output import odds_of_a_pixel
from lenet_docs.codes import DIGITS, code, nearest_digits

CODES = {digit: code(digit).components for digit in DIGITS}


def _penalty(states: Sequence[float], of: Sequence[float]) -> float:
    return sum((x - w) ** 2 for x, w in zip(states, of, strict=True))


def _pairs(one: str, other: str) -> Iterator[tuple[int, int]]:
    return zip(CODES[one], CODES[other], strict=True)


def _differing(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _answers(states: Sequence[float]) -> list[str]:
    penalties = {digit: _penalty(states, each) for digit, each in CODES.items()}
    return [digit for digit in DIGITS if penalties[digit] == min(penalties.values())]


def test_wrong_pixels_are_undone_up_to_the_bound_and_not_beyond() -> None:
    """The worst pixels to lose are those of the nearest code: the bound holds, one more fails."""
    undone = int(correctable_pixels())
    for right, wrong in product(DIGITS, DIGITS):
        if right == wrong:
            continue
        differing = [i for i, (a, b) in enumerate(_pairs(right, wrong)) if a != b]
        spoiled = [-x if i in differing[:undone] else x for i, x in enumerate(CODES[right])]
        assert _answers(spoiled) == [right]
    right, wrong = nearest_digits()
    differing = [i for i, (a, b) in enumerate(_pairs(right, wrong)) if a != b]
    spoiled = [-x if i in differing[: undone + 1] else x for i, x in enumerate(CODES[right])]
    assert _answers(spoiled) != [right]


def test_wrong_pixels_anywhere_are_undone() -> None:
    """Spoiled at random places, each digit is still read."""
    rng = random.Random(6)
    for digit in DIGITS:
        for _ in range(200):
            lost = set(rng.sample(range(len(CODES[digit])), int(correctable_pixels())))
            spoiled = [-x if i in lost else x for i, x in enumerate(CODES[digit])]
            assert _answers(spoiled) == [digit]


def test_fewer_wrong_pixels_than_the_smallest_difference_never_make_another_code() -> None:
    """The nearest codes are one wrong pixel farther apart than what is noticed for certain."""
    distances = [_differing(*pair) for pair in combinations(CODES.values(), 2)]
    assert detectable_pixels() == min(distances) - 1


def test_of_all_characters_no_wrong_pixel_is_undone() -> None:
    """One pixel makes another letter of a letter."""
    assert correctable_pixels(CHARACTERS) == 0
    assert detectable_pixels(CHARACTERS) == 0


def test_below_the_safe_penalty_the_answer_is_safe_and_at_it_no_longer() -> None:
    """Half-way between the nearest codes both cost the safe penalty; a little nearer, one wins."""
    one, other = (CODES[digit] for digit in nearest_digits())
    middle = [(a + b) / 2 for a, b in zip(one, other, strict=True)]
    assert _penalty(middle, one) == _penalty(middle, other) == safe_penalty()
    rng = random.Random(8)
    for digit, each in CODES.items():
        for _ in range(50):
            step = [rng.gauss(0, 1) for _ in each]
            length = sum(s * s for s in step)
            scale = (0.999 * float(safe_penalty()) / length) ** 0.5
            assert _answers([x + scale * s for x, s in zip(each, step, strict=True)]) == [digit]


@pytest.mark.parametrize(
    ("classes", "components"), [(2, 3), (3, 3), (4, 3), (5, 3), (3, 4), (4, 4)]
)
def test_no_codes_exceed_the_bound(classes: int, components: int) -> None:
    """Of all sets of small codes, written out, the best mean is the bound, and none is better."""
    sheets = list(product((-1, 1), repeat=components))
    best = max(
        sum(_differing(*pair) for pair in combinations(chosen, 2))
        for chosen in combinations(sheets, classes)
    )
    pairs = comb(classes, 2)
    assert float(best_mean_difference(classes)) / 84 * components * pairs == pytest.approx(best)


def test_the_bound_of_the_smallest_difference_is_whole_and_below_the_mean() -> None:
    """It is the mean without what is behind the point, and half of it can be undone."""
    for classes in range(2, 96):
        mean = best_mean_difference(classes)
        assert 0 <= float(mean) - int(best_smallest_difference(classes)) < 1
        assert best_correctable_pixels(classes) == (int(best_smallest_difference(classes)) - 1) // 2


@pytest.mark.parametrize("classes", [2, 3, 10, 95])
def test_codes_with_a_component_a_class(classes: int) -> None:
    """Written out, they are as near, as cheap to confuse and as seldom on as the formulas say."""
    drawn = [tuple(1 if i == j else -1 for j in range(classes)) for i in range(classes)]
    for one, other in combinations(drawn, 2):
        assert _differing(one, other) == one_of_n_difference(classes)
        assert _penalty(one, other) == one_of_n_penalty(classes)
    assert one_of_n_correctable(classes) == 0
    assert [_penalty((-1,) * classes, each) for each in drawn] == [all_off_penalty()] * classes
    assert one_of_n_on(classes) * classes == sum(each[0] == 1 for each in drawn)


def test_fewest_components() -> None:
    """One component less has fewer sheets than there are classes."""
    for classes in (2, 3, 10, 16, 17, 95):
        needed = int(bits_needed(classes))
        assert 2 ** (needed - 1) < classes <= 2**needed


def test_idle_rows_hold_ink_of_one_digit_at_most() -> None:
    """They are the rows in which no two digits have ink."""
    rows = zip(*(code(digit).rows for digit in DIGITS), strict=True)
    assert idle_rows() == sum(sum("#" in each for each in row) <= 1 for row in rows)


def test_the_share_within_reach_is_that_of_the_sheets() -> None:
    """The sheets within reach of a code are counted with whole numbers."""
    pixels, reach = len(CODES["0"]), int(correctable_pixels())
    sheets = len(DIGITS) * sum(comb(pixels, t) for t in range(reach + 1))
    assert float(share_within_reach()) == pytest.approx(sheets / 2**pixels)


def test_the_penalty_of_what_is_undone_is_that_of_a_spoiled_digit() -> None:
    """Added up by eq. (7), wrong pixels cost the same for every digit."""
    for each in CODES.values():
        spoiled = [-x if i < int(correctable_pixels()) else x for i, x in enumerate(each)]
        assert _penalty(spoiled, each) == correctable_penalty()


@pytest.mark.parametrize(
    "cost",
    [
        *(correctable_penalty(), one_of_n_penalty(10), all_off_penalty()),
        *(coin_penalty(), odds_of_a_pixel()),
    ],
    ids=lambda cost: str(cost.name),
)
def test_what_a_pixel_costs_is_shown_as_a_square(cost: Quantity) -> None:
    """Twice the difference would have the same value: 2 squared is 2 times 2."""
    assert "(1 − (-1))^2" in cost.text()


def test_one_digit_has_a_tail() -> None:
    """Below the others, no more than one digit has ink."""
    height = len(code("0").rows)
    lowest = {
        digit: max(r for r in range(height) if "#" in code(digit).rows[r]) for digit in DIGITS
    }
    deepest = max(lowest.values())
    assert [digit for digit in DIGITS if lowest[digit] == deepest] == [tail_digit()]
    assert deepest - sorted(lowest.values())[-2] == idle_rows()
