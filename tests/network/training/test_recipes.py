"""Recipes: by name, by their settings, by the time that they take."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from lenet_docs.errors import NetworkError
from lenet_docs.network import UNIT_VARIANCE, Distortion
from lenet_docs.network.training.loop import Training, within
from lenet_docs.network.training.recipes import (
    AS_PRINTED,
    MODERN,
    PAPER_RECIPE,
    printed_rates,
    recipe,
)
from lenet_docs.session import LAST_RATE, PASSES, RATES
from tests.network.trainings import DIGITS


def test_the_printed_rates_are_those_of_the_book() -> None:
    """Each stage lasts as many passes as the paper says; the last rate fills what is left."""
    expected = [float(rate) for rate, passes in RATES for _ in range(int(passes))]
    expected += [float(LAST_RATE)] * (int(PASSES) - len(expected))
    assert list(printed_rates()) == expected
    assert AS_PRINTED.rates == printed_rates()


def test_recipes_are_found_by_name() -> None:
    """A wrong name gets a suggestion."""
    assert (recipe("paper"), recipe("modern")) == (PAPER_RECIPE, MODERN)
    with pytest.raises(NetworkError, match=r"^there is no recipe 'moderm'; did you mean 'modern'"):
        recipe("moderm")


def test_settings_tell_recipes_apart() -> None:
    """Whatever is changed shows in the words."""
    made = [
        PAPER_RECIPE,
        AS_PRINTED,
        MODERN,
        PAPER_RECIPE.scaled(0.5),
        PAPER_RECIPE.distorting(Distortion()),
        PAPER_RECIPE.distorting(Distortion(shift=2)),
        replace(MODERN, steps=7),
        replace(PAPER_RECIPE, hessian_samples=7),
        replace(MODERN, initialisation=AS_PRINTED.initialisation),
    ]
    assert len({str(each.settings()) for each in made}) == len(made)
    assert PAPER_RECIPE.settings()["initialisation"] == str(UNIT_VARIANCE)


def test_steps_are_planned_by_the_time_that_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the given time, what the trial took is gone; the rest is filled with steps like it."""
    clock = iter([100.0, 102.0])  # a trial of 100 steps in 2 seconds
    run = Training.run

    def timed(training: Training) -> None:
        monkeypatch.setattr(time, "perf_counter", perf_counter)
        run(training)
        monkeypatch.setattr(time, "perf_counter", lambda: next(clock))

    perf_counter = time.perf_counter
    monkeypatch.setattr(Training, "run", timed)
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    small = replace(MODERN, block=2)
    assert within(12, small, DIGITS).steps == 485
    clock = iter([100.0, 102.0])
    with pytest.raises(NetworkError, match=r"^modern: 2 seconds are not enough; give more than 4$"):
        within(2, small, DIGITS)
