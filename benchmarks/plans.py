"""What ``make reproduce`` trains: the recipes of the book, and what their choices are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lenet_docs.network import Distortion, MaximumAPosteriori, MeanSquaredError
from lenet_docs.network.training.recipes import AS_PRINTED, MODERN, PAPER_RECIPE, Paper, Recipe
from lenet_docs.session import COMPARED_PASSES, HELD_OUT, RATE_FACTOR

__all__ = ["PLANS", "SECTIONS", "Plan"]

SECTIONS = ("training", "ablations")
"""The parts of the results: whole trainings, and short ones that compare settings."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A recipe and how often it is carried out.

    Parameters
    ----------
    recipe
        How to train.
    seeds
        How many runs there are; their seeds are 0, 1 and so on.
    seconds
        How long a run may train. The number of steps follows from it.
    trained
        File of the parameters that are kept: those of the run whose test error is the median.
    held_out
        How many training images are set aside and classified in place of the test
        images, so that settings can be compared without a look at those.
    """

    recipe: Recipe
    seeds: int = 1
    seconds: float | None = None
    trained: str | None = None
    held_out: int = 0

    @property
    def section(self) -> str:
        """The part of the results that it belongs to."""
        whole, comparing = SECTIONS
        return comparing if self.held_out else whole


def _compared(recipe: Paper) -> Plan:
    """Return a short training: the first passes of a recipe, judged by held-out images."""
    return Plan(replace(recipe, rates=recipe.rates[: int(COMPARED_PASSES)]), held_out=int(HELD_OUT))


PLANS: Mapping[str, Plan] = {
    "paper": Plan(PAPER_RECIPE, seeds=3, trained="lenet5-paper.npz"),
    "paper_distortions": Plan(PAPER_RECIPE.distorting(Distortion())),
    "modern_60": Plan(MODERN.distorting(Distortion()), seconds=60),
    "modern_600": Plan(MODERN.distorting(Distortion()), seconds=600, trained="lenet5.npz"),
    "as_printed": _compared(AS_PRINTED),
    "as_printed_halved": _compared(AS_PRINTED.scaled(float(RATE_FACTOR))),
    "own_curvature": _compared(replace(PAPER_RECIPE, curvature=MaximumAPosteriori())),
    "printed_rates": _compared(replace(PAPER_RECIPE, rates=AS_PRINTED.rates)),
    "loss_8": _compared(replace(PAPER_RECIPE, loss=MeanSquaredError())),
    "chosen": _compared(PAPER_RECIPE),
}
"""What is trained, by the name that the results have."""
