"""Two ways to train LeNet-5: the paper's, and one of today.

Each setting is one that the paper prints, or one that it leaves open and that
was chosen here. What was chosen was chosen on a validation part of the training
set; the test set had no say in it.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Any

from lenet_docs.errors import NetworkError, unknown
from lenet_docs.network.digits.distortions import Distortion
from lenet_docs.network.engine.initial import PAPER, UNIT_VARIANCE, Initialisation
from lenet_docs.network.engine.losses import Loss, MaximumAPosteriori, MeanSquaredError
from lenet_docs.network.engine.network import Network
from lenet_docs.network.training.optimisers import Adam, Optimiser, StochasticDiagonal
from lenet_docs.session import DAMPING, HESSIAN_SAMPLES, LAST_RATE, PASSES, RATE_FACTOR, RATES

__all__ = [
    "AS_PRINTED",
    "MODERN",
    "PAPER_RECIPE",
    "RECIPES",
    "Modern",
    "Paper",
    "Recipe",
    "printed_rates",
    "recipe",
]


@dataclass(frozen=True, kw_only=True)
class Recipe(ABC):
    """How a network is trained.

    Parameters
    ----------
    name
        How the recipe is called.
    loss
        What is made small.
    initialisation
        The first values of the parameters.
    distortion
        What is done to each image before it is shown, anew every time; nothing if left out.
    block
        Images that are taken from the set, distorted and turned into levels together.
    """

    name: str
    loss: Loss
    initialisation: Initialisation
    distortion: Distortion | None = None
    block: int

    @abstractmethod
    def blocks(self, images: int) -> int:
        """Return how many blocks a whole training has, with a set of so many images."""

    @abstractmethod
    def optimiser(self, network: Network, images: int) -> Optimiser:
        """Return what changes the parameters, for a set of so many images."""

    @property
    def samples(self) -> int:
        """Images on which second derivatives are measured before each pass."""
        return 0

    def blocks_a_pass(self, images: int) -> int:
        """Return how many blocks show every image once."""
        return math.ceil(images / self.block)

    def distorting(self, distortion: Distortion) -> Recipe:
        """Return the same recipe with distortions, under a name that says so."""
        return replace(self, name=f"{self.name}, distortions", distortion=distortion)

    def settings(self) -> dict[str, Any]:
        """Return every setting in words, to be written beside what came of them."""
        return {name: str(value) for name, value in vars(self).items()}


def printed_rates() -> tuple[float, ...]:
    """Return the global learning rate of each pass (section III-B).

    Examples
    --------
    >>> rates = printed_rates()
    >>> len(rates), rates[0], rates[-1]
    (20, 0.0005, 1e-05)
    """
    first = [float(rate) for rate, passes in RATES for _ in range(int(passes))]
    return (*first, *[float(LAST_RATE)] * (int(PASSES) - len(first)))


@dataclass(frozen=True, kw_only=True)
class Paper(Recipe):
    """The training of section III-B: a step after each image, by second derivatives.

    Parameters
    ----------
    rates
        The global learning rate of each pass.
    damping
        The constant mu.
    curvature
        The loss whose second derivatives set the steps.
    hessian_samples
        Images on which second derivatives are measured before each pass.
    """

    block: int = 500
    rates: tuple[float, ...]
    damping: float = float(DAMPING)
    curvature: Loss = MeanSquaredError()  # noqa: RUF009  # it holds nothing that could change
    hessian_samples: int = int(HESSIAN_SAMPLES)

    def blocks(self, images: int) -> int:
        """Return how many blocks all passes have."""
        return len(self.rates) * self.blocks_a_pass(images)

    def optimiser(self, network: Network, images: int) -> StochasticDiagonal:
        """Return the stochastic diagonal Levenberg-Marquardt method."""
        return StochasticDiagonal(
            network,
            self.loss,
            rates=self.rates,
            damping=self.damping,
            curvature=self.curvature,
        )

    @property
    def samples(self) -> int:
        """Images on which second derivatives are measured before each pass."""
        return self.hessian_samples

    def scaled(self, factor: float) -> Paper:
        """Return the same recipe with every global learning rate multiplied."""
        return replace(self, rates=tuple(factor * rate for rate in self.rates))


@dataclass(frozen=True, kw_only=True)
class Modern(Recipe):
    """A training of today: mini-batches and Adam.

    Parameters
    ----------
    steps
        How many batches are shown.
    rate
        The largest learning rate.
    warm_up
        Steps in which the rate rises to it.
    """

    block: int = 32
    steps: int
    rate: float
    warm_up: int = 400

    def blocks(self, images: int) -> int:
        """Return the number of steps."""
        return self.steps

    def optimiser(self, network: Network, images: int) -> Adam:
        """Return Adam."""
        return Adam(network, self.loss, rate=self.rate, warm_up=self.warm_up, steps=self.steps)


AS_PRINTED = Paper(
    name="as-printed", loss=MaximumAPosteriori(), initialisation=PAPER, rates=printed_rates()
)
"""The paper's training (section III-B and Appendix A) to the letter. It does not learn.

The first weights are so small that hardly anything reaches F6, so the second
derivatives are small as well, and the steps as large as the damping lets them.
"""

PAPER_RECIPE = replace(AS_PRINTED, name="paper", initialisation=UNIT_VARIANCE).scaled(
    float(RATE_FACTOR)
)
"""The paper's training with larger first weights, and with rates half as large as printed."""

MODERN = Modern(
    name="modern", loss=MaximumAPosteriori(), initialisation=UNIT_VARIANCE, steps=12_000, rate=0.004
)
"""Adam, a rate that rises and falls, eq. (9)."""

RECIPES: dict[str, Recipe] = {each.name: each for each in (PAPER_RECIPE, MODERN, AS_PRINTED)}
"""The recipes that can be asked for by name."""


def recipe(name: str) -> Recipe:
    """Return the recipe called `name`.

    Raises
    ------
    NetworkError
        If there is none; the message suggests one.

    Examples
    --------
    >>> recipe("paper").blocks(60_000)
    2400
    """
    if name not in RECIPES:
        raise NetworkError(unknown("recipe", name, RECIPES))
    return RECIPES[name]
