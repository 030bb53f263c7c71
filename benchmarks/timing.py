"""Measuring two programs side by side on a machine that others use too.

What others do changes from second to second, and slows both programs alike. So they take turns,
and what counts is the ratio of neighbouring runs: its median, and how far it spreads.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

Call = Callable[[], object]
Name = TypeVar("Name")

ROUNDS = 25
"""Rounds of a comparison."""

RUN = 0.15
"""Seconds that a run should take: long against the clock, short against what others do."""

TRIAL_ROUNDS, TRIAL_RUN = 7, 0.04
"""The same, where a setting is chosen."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How long two programs took, round by round, in seconds a call."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times as fast we were, in each round."""
        return tuple(b / a for a, b in zip(self.ours, self.theirs, strict=True))

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Between these lies the middle half of the ratios."""
        lower, _, upper = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return lower, upper


def compare(ours: Call, theirs: Call) -> Comparison:
    """Run two programs in turn, in pairs; each pair begins with the one that ended the last."""
    runs: tuple[list[float], list[float]] = ([], [])
    calls = (ours, theirs)
    repeats = [_repeats(call, RUN) for call in calls]
    with _no_collection():
        for number in range(ROUNDS):
            order = (0, 1) if number % 2 == 0 else (1, 0)
            for index in order:
                runs[index].append(_seconds(calls[index], repeats[index]))
    return Comparison(tuple(runs[0]), tuple(runs[1]))


def fastest(candidates: Mapping[Name, Call]) -> Name:
    """Run several programs in turn, and return the name of the fastest."""
    repeats = {name: _repeats(call, TRIAL_RUN) for name, call in candidates.items()}
    runs: dict[Name, list[float]] = {name: [] for name in candidates}
    with _no_collection():
        for _ in range(TRIAL_ROUNDS):
            for name, call in candidates.items():
                runs[name].append(_seconds(call, repeats[name]))
    return min(runs, key=lambda name: statistics.median(runs[name]))


def _repeats(call: Call, duration: float) -> int:
    """Return how often to call for a run of about `duration` seconds; warms up as well."""
    call()
    return max(1, round(duration / _seconds(call, 2)))


def _seconds(call: Call, repeats: int) -> float:
    start = perf_counter()
    for _ in range(repeats):
        call()
    return (perf_counter() - start) / repeats


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from collecting garbage at random moments."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
