"""How parameters change: the paper's second-order steps, and Adam.

A optimiser changes the parameters of one network in place. What it remembers from
step to step is in `memory`, so that it can be stored and taken up again.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lenet_docs.network.engine.layout import aligned_zeros
from lenet_docs.network.engine.losses import Loss
from lenet_docs.network.engine.network import Network
from lenet_docs.network.steps import Array

__all__ = ["Adam", "Optimiser", "StochasticDiagonal", "learning_rates"]


def learning_rates(curvature: Array, rate: float, damping: float) -> Array:
    """Return the step size of each parameter, eta / (mu + h) (Appendix C, eq. (21)).

    Parameters
    ----------
    curvature
        The diagonal h of second derivatives, never negative.
    rate
        The global learning rate eta.
    damping
        The constant mu, which bounds the steps where h is near 0.

    Examples
    --------
    >>> learning_rates(np.array([0.0, 0.48]), rate=0.0005, damping=0.02).round(6).tolist()
    [0.025, 0.001]
    """
    return np.asarray(rate / (damping + curvature), curvature.dtype)


class Optimiser(ABC):
    """What changes the parameters of a network.

    Parameters
    ----------
    network
        The network that learns.
    loss
        What is made small.

    Attributes
    ----------
    memory
        What is remembered from step to step, by name.
    """

    def __init__(self, network: Network, loss: Loss) -> None:
        self.network = network
        self.loss = loss
        self.memory: dict[str, Array] = {}

    @abstractmethod
    def begin_pass(self, number: int, images: Array, labels: NDArray[np.intp]) -> None:
        """Get ready for a pass, with some images to measure second derivatives on."""

    @abstractmethod
    def learn(self, step: int, images: Array, labels: NDArray[np.intp]) -> Array:
        """Change the parameters, and return the loss of each image as it was met."""


class StochasticDiagonal(Optimiser):
    """The stochastic diagonal Levenberg-Marquardt method (Appendix C): a step for each image.

    Parameters
    ----------
    network, loss
        As for `Optimiser`.
    rates
        The global learning rate of each pass.
    damping
        The constant mu of eq. (21).
    curvature
        The loss whose second derivatives set the steps; `loss` itself, if left out.
        Where a network is sure of its answers, eq. (9) is flat, and its second
        derivatives vanish; those of eq. (8) do not.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        *,
        rates: Sequence[float],
        damping: float,
        curvature: Loss | None = None,
    ) -> None:
        super().__init__(network, loss)
        self._curvature = curvature or loss
        self._rates = rates
        self._damping = damping
        self.memory["rates"] = aligned_zeros(network.trainable.size, network.dtype)

    def begin_pass(self, number: int, images: Array, labels: NDArray[np.intp]) -> None:
        """Measure the second derivatives, and set the step size of each parameter."""
        curvature = self.network.curvature(images, labels, self._curvature)
        self.memory["rates"][...] = learning_rates(curvature, self._rates[number], self._damping)

    def learn(self, step: int, images: Array, labels: NDArray[np.intp]) -> Array:
        """Take a step after each image: w <- w - eps dE/dw (eq. (18))."""
        network, loss, rates = self.network, self.loss, self.memory["rates"]
        values = np.empty(len(images), network.dtype)
        gradient = network.last_gradient  # the same array every time
        for index in range(len(images)):
            one = slice(index, index + 1)
            values[one] = network.backward(images[one], labels[one], loss)
            np.multiply(gradient, rates, out=gradient)
            np.subtract(network.trainable, gradient, out=network.trainable)
        return values


class Adam(Optimiser):
    """Adam, with a rate that rises at first and then falls as a cosine: a step for each batch.

    The rule is that of D. P. Kingma and J. Ba (2015), algorithm 1, with its constants.

    Parameters
    ----------
    network, loss
        As for `Optimiser`.
    rate
        The largest learning rate.
    warm_up
        Steps in which the rate rises to it.
    steps
        Steps in all; after the last one the rate is 0.
    """

    FIRST, SECOND, SMALL = 0.9, 0.999, 1e-8

    def __init__(
        self, network: Network, loss: Loss, *, rate: float, warm_up: int, steps: int
    ) -> None:
        super().__init__(network, loss)
        self._rate, self._warm_up, self._steps = rate, warm_up, steps
        self.memory["mean"] = np.zeros_like(network.trainable)
        self.memory["square"] = np.zeros_like(network.trainable)

    def begin_pass(self, number: int, images: Array, labels: NDArray[np.intp]) -> None:
        """Do nothing: the steps are set by the gradients themselves."""

    def rate(self, step: int) -> float:
        """Return the learning rate of a step, counted from 0."""
        rising = min(1.0, (step + 1) / max(1, self._warm_up))
        return rising * self._rate * (1 + math.cos(math.pi * min(1.0, step / self._steps))) / 2

    def learn(self, step: int, images: Array, labels: NDArray[np.intp]) -> Array:
        """Take one step, along the gradient of the mean loss of all images."""
        values = self.network.backward(images, labels, self.loss)
        gradient = self.network.last_gradient
        gradient /= len(images)
        mean, square = self.memory["mean"], self.memory["square"]
        mean += (1 - self.FIRST) * (gradient - mean)
        square += (1 - self.SECOND) * (gradient * gradient - square)
        # What starts at 0 is too small at first: the corrections are those of the algorithm.
        count = step + 1
        size = self.rate(step) / (1 - self.FIRST**count)
        spread = np.sqrt(square) / math.sqrt(1 - self.SECOND**count) + self.SMALL
        self.network.trainable[...] -= size * mean / spread
        return values
