"""Measuring two programs side by side on a machine that others use too.

What is measured is the processor's time, of all threads of this process: a program that waits for
its turn is not slower for it. Others still slow it, by what they push out of the caches. That
changes from second to second, and slows both programs alike. So they take turns, and what counts is
the ratio of neighbouring runs: its median, and how far it spreads.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from typing import Generic, TypeVar

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
    """How many times as fast as another program one was, round by round."""

    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median."""
        return statistics.median(self.ratios)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Between these lies the middle half."""
        lower, _, upper = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return lower, upper


@dataclass(frozen=True, slots=True)
class Rounds(Generic[Name]):
    """How long each of several programs took, in seconds a call, round by round."""

    seconds: Mapping[Name, Sequence[float]]

    def median(self, name: Name) -> float:
        """Return how long a program took in the median round."""
        return statistics.median(self.seconds[name])

    def against(self, one: Name, other: Name) -> Comparison:
        """Compare two programs."""
        pairs = zip(self.seconds[one], self.seconds[other], strict=True)
        return Comparison(tuple(b / a for a, b in pairs))


def in_turns(
    calls: Mapping[Name, Call], rounds: int = ROUNDS, duration: float = RUN
) -> Rounds[Name]:
    """Run several programs in turn, there and back, each about as long in a round."""
    repeats = {name: _repeats(call, duration) for name, call in calls.items()}
    seconds: dict[Name, list[float]] = {name: [] for name in calls}
    order = list(calls)
    with _no_collection():
        for _ in range(rounds):
            for name in order:
                seconds[name].append(_seconds(calls[name], repeats[name]))
            order.reverse()
    return Rounds(seconds)


def fastest(candidates: Mapping[Name, Call]) -> Name:
    """Return the name of the fastest of several programs."""
    rounds = in_turns(candidates, TRIAL_ROUNDS, TRIAL_RUN)
    return min(candidates, key=rounds.median)


def _repeats(call: Call, duration: float) -> int:
    """Return how often to call for a run of about `duration` seconds; warms up as well."""
    call()
    return max(1, round(duration / _seconds(call, 2)))


def _seconds(call: Call, repeats: int) -> float:
    start = process_time()
    for _ in range(repeats):
        call()
    return (process_time() - start) / repeats


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from collecting garbage at random moments."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
