"""The Gaussian behind the output, against densities and samples."""

from __future__ import annotations

import math
import random

import pytest

from lenet_docs.book.output.gaussian_output import (
    assumed_deviation,
    assumed_variance,
    dropped_constant,
    expected_penalty,
    expected_penalty_spread,
    gap_in_deviations,
    odds_of_a_pixel,
    odds_of_codes,
    silence_penalty,
    silence_threshold,
)
from lenet_docs.codes import DIGITS, code


def _minus_log_density(states: list[float], around: tuple[int, ...]) -> float:
    """Return minus the logarithm of a product of one-dimensional Gaussian densities."""
    variance = float(assumed_variance())
    densities = [
        math.exp(-((x - w) ** 2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)
        for x, w in zip(states, around, strict=True)
    ]
    return -sum(map(math.log, densities))


def _penalty(states: list[float], digit: str) -> float:
    return sum((x - w) ** 2 for x, w in zip(states, code(digit).components, strict=True))


def test_an_output_is_minus_the_log_of_the_density_but_for_a_constant() -> None:
    """For any states and any code, what is dropped is the same number."""
    rng = random.Random(7)
    for digit in DIGITS:
        states = [rng.uniform(-1.7, 1.7) for _ in code(digit).components]
        full = _minus_log_density(states, code(digit).components)
        assert full - _penalty(states, digit) == pytest.approx(float(dropped_constant()))


def test_the_density_integrates_to_one() -> None:
    """In one dimension, added up in small steps, so that the variance is the one assumed."""
    step, variance = 0.001, float(assumed_variance())
    grid = [step * i for i in range(-8_000, 8_001)]
    density = [math.exp(-(x**2)) / math.sqrt(2 * math.pi * variance) for x in grid]
    assert step * sum(density) == pytest.approx(1)
    spread = step * sum(x**2 * d for x, d in zip(grid, density, strict=True))
    assert spread == pytest.approx(variance)
    assert float(assumed_deviation()) ** 2 == pytest.approx(variance)


def test_ink_and_paper_are_a_few_deviations_apart() -> None:
    """The gap, in standard deviations, is the distance of the components."""
    assert float(gap_in_deviations() * assumed_deviation()) == pytest.approx(2)


def test_penalties_of_scattered_states() -> None:
    """Drawn from the Gaussian, states cost the right class on average what is expected."""
    rng = random.Random(42)
    sigma, components = math.sqrt(assumed_variance()), code("3").components
    penalties = [_penalty([rng.gauss(w, sigma) for w in components], "3") for _ in range(3_000)]
    mean = sum(penalties) / len(penalties)
    spread = math.sqrt(sum((y - mean) ** 2 for y in penalties) / len(penalties))
    assert mean == pytest.approx(float(expected_penalty()), rel=0.02)
    assert spread == pytest.approx(float(expected_penalty_spread()), rel=0.05)


def test_odds_are_ratios_of_densities() -> None:
    """How much likelier one class is than another, from the densities themselves."""
    drawn = [float(x) for x in code("8").components]
    logs = {d: -_minus_log_density(drawn, code(d).components) for d in "86"}
    assert math.log(odds_of_codes("8", "6")) == pytest.approx(logs["8"] - logs["6"])
    turned = [-drawn[0], *drawn[1:]]
    lost = _minus_log_density(turned, code("8").components) + logs["8"]
    assert math.log(odds_of_a_pixel()) == pytest.approx(lost)


def test_silence_costs_the_same_for_every_code() -> None:
    """States of 0 are equally far from all codes."""
    penalties = {_penalty([0.0] * len(code(d).components), d) for d in DIGITS}
    assert penalties == {float(silence_penalty())}


def test_at_the_threshold_rubbish_weighs_as_much_as_all_digits() -> None:
    """The terms of eq. (9), added up one by one."""
    j = float(silence_threshold())
    digits = sum(math.exp(-float(silence_penalty())) for _ in DIGITS)
    assert math.exp(-j) == pytest.approx(digits)
