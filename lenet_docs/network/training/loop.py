"""Training: a recipe carried out on a set of digits, block by block.

What is drawn at random for a block or a pass is drawn from the seed and its
number, and from nothing else. So a training that was interrupted and taken up
again ends with the same parameters as one that was not.
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import lenet5
from lenet_docs.errors import NetworkError
from lenet_docs.network.digits.data import Digits
from lenet_docs.network.digits.levels import levels
from lenet_docs.network.engine.network import Network
from lenet_docs.network.engine.threads import one_thread
from lenet_docs.network.engine.validation import checked_labels
from lenet_docs.network.steps import Array
from lenet_docs.network.training.recipes import Modern, Recipe

__all__ = ["Interrupted", "Pass", "Training", "asked_to_stop", "error_rate", "within"]

SAFE = 0.97
"""Share of the time that `within` plans for: a machine is not always as fast as for a moment."""

ORDER, DISTORTIONS, SAMPLES = range(3)
"""What a random generator is for: generators of different purposes share nothing."""


class Interrupted(Exception):  # noqa: N818  # nothing went wrong
    """The training was asked to stop, and has stopped between two blocks.

    Attributes
    ----------
    signal
        The number of the signal that asked for it; 0 if the caller of `Training.run` did.
    """

    def __init__(self, message: str, signal: int) -> None:
        super().__init__(message)
        self.signal = signal


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass came to.

    Attributes
    ----------
    loss
        Mean loss of the images, each as it was met.
    errors
        Wrong answers among the images that were watched, in percent, by their
        name; measured after the pass.
    seconds
        How long the pass took, without what was watched.
    """

    loss: float
    errors: dict[str, float]
    seconds: float


def error_rate(network: Network, digits: Digits) -> float:
    """Return how many digits of a hundred the network takes for others.

    Raises
    ------
    NetworkError
        If there are no digits.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.network import load_mnist
    >>> 80 < error_rate(Network(lenet5()), load_mnist("test")[:500]) < 100
    True
    """
    _check_any(digits)
    wrong = 0
    for start in range(0, len(digits), 1000):
        part = digits[start : start + 1000]
        found = network.classify(_levels(network.architecture, part.images, network.dtype))
        wrong += int((found != part.labels).sum())
    return 100 * wrong / len(digits)


class Training:
    """A recipe carried out on a set of digits.

    Parameters
    ----------
    recipe
        How to train.
    digits
        What to train with.
    seed
        Of everything that is random. With one NumPy on one machine, the same
        seed gives the same parameters.
    architecture
        What to train; LeNet-5 if left out.

    Raises
    ------
    NetworkError
        If there are no digits, or the architecture cannot tell ten digits apart.

    Attributes
    ----------
    network
        The network, trained as far as `done` says.
    done, blocks
        Blocks that were shown, and blocks of the whole training.
    history
        What each pass came to.

    Examples
    --------
    >>> from lenet_docs.network import load_mnist
    >>> from lenet_docs.network.training.recipes import MODERN
    >>> training = Training(replace(MODERN, steps=20), load_mnist("training")[:320])
    >>> training.run()
    >>> training.done, training.history[0].loss > training.history[1].loss
    (20, True)
    """

    def __init__(
        self,
        recipe: Recipe,
        digits: Digits,
        *,
        seed: int = 0,
        architecture: Architecture | None = None,
    ) -> None:
        _check_any(digits)
        self.recipe = recipe
        self.digits = digits
        self.seed = seed
        self.network = Network(architecture or lenet5())
        self.network.initialise(seed, recipe.initialisation)
        self.optimiser = recipe.optimiser(self.network, len(digits))
        self.blocks = recipe.blocks(len(digits))
        self.blocks_a_pass = recipe.blocks_a_pass(len(digits))
        self.done = 0
        self.history: list[Pass] = []
        self._labels = checked_labels(
            digits.labels, len(digits), int(self.network.architecture.layers[-1].maps)
        )
        self.loss_so_far, self.seconds_so_far = 0.0, 0.0
        # What does not fit together shows with one image, before any work is done.
        first = _levels(self.network.architecture, digits.images[:1], self.network.dtype)
        self.network.gradient(first, self._labels[:1], recipe.loss)

    def run(
        self,
        *,
        watched: dict[str, Digits] | None = None,
        checkpoint: Callable[[Training], None] | None = None,
        seconds: float | None = None,
        blocks: int | None = None,
        progress: bool = False,
    ) -> None:
        """Train from where the training is to its end.

        Parameters
        ----------
        watched
            Digits to classify after each pass, by name.
        checkpoint
            Called after each pass, and before the training stops early.
        seconds
            After how long to stop early.
        blocks
            After how many blocks to stop early, those of earlier runs included.
        progress
            Whether to show a bar on the terminal.

        Raises
        ------
        Interrupted
            If it stopped early: after `seconds` or `blocks`, or because the process was
            asked to stop (Ctrl-C, or a signal to terminate). `checkpoint` was called.
        NetworkError
            If the loss is no longer finite: the steps were too large.
        """
        until = math.inf if seconds is None else time.monotonic() + seconds
        last = self.blocks if blocks is None else min(blocks, self.blocks)
        bar = tqdm(
            total=self.blocks, initial=self.done, disable=not progress, unit="block", smoothing=0.1
        )
        # What overflows is not worth a warning: a loss that is not finite ends the training.
        quiet = np.errstate(over="ignore", invalid="ignore")
        with bar, one_thread(), quiet, asked_to_stop() as asked:
            order = self._order()
            while self.done < self.blocks:
                if asked() or self.done >= last or time.monotonic() >= until:
                    if checkpoint is not None:
                        checkpoint(self)
                    raise Interrupted(
                        f"stopped after {self.done:,} of {self.blocks:,} blocks of "
                        f"{self.recipe.block} images",
                        asked(),
                    )
                number, block = divmod(self.done, self.blocks_a_pass)
                started = time.perf_counter()
                if block == 0:
                    self._begin_pass(number)
                values = self._learn(order, block)
                self.loss_so_far += float(values.sum())
                self.seconds_so_far += time.perf_counter() - started
                self.done += 1
                bar.update()
                if block % 20 == 0:
                    bar.set_description(f"pass {number + 1}, loss {values.mean():.3f}", False)
                if self.done % self.blocks_a_pass == 0 or self.done == self.blocks:
                    self._end_pass(block, watched or {})
                    if checkpoint is not None:
                        checkpoint(self)

    def _learn(self, order: NDArray[np.intp], block: int) -> Array:
        recipe = self.recipe
        chosen = order[block * recipe.block : (block + 1) * recipe.block]
        images = self.digits.images[chosen]
        if recipe.distortion is not None:
            images = recipe.distortion(images, self._rng(DISTORTIONS, self.done))
        shown = _levels(self.network.architecture, images, self.network.dtype)
        values = self.optimiser.learn(self.done, shown, self._labels[chosen])
        if not np.isfinite(values).all():
            raise NetworkError(
                f"{recipe.name}: the loss is no longer finite in pass "
                f"{self.done // self.blocks_a_pass + 1}, block {block + 1}; the steps are too "
                "large: give a smaller rate, or larger first weights"
            )
        return values

    def _begin_pass(self, number: int) -> None:
        count = min(self.recipe.samples, len(self.digits))
        chosen = self._rng(SAMPLES, number).choice(len(self.digits), count, replace=False)
        images = _levels(self.network.architecture, self.digits.images[chosen], self.network.dtype)
        self.optimiser.begin_pass(number, images, self._labels[chosen])

    def _end_pass(self, block: int, watched: dict[str, Digits]) -> None:
        images = min((block + 1) * self.recipe.block, len(self.digits))
        errors = {name: error_rate(self.network, digits) for name, digits in watched.items()}
        self.history.append(Pass(self.loss_so_far / images, errors, self.seconds_so_far))
        self.loss_so_far, self.seconds_so_far = 0.0, 0.0

    def _order(self) -> NDArray[np.intp]:
        """Return a random order that is the same in every pass, as in Appendix C."""
        return self._rng(ORDER, 0).permutation(len(self.digits))

    def _rng(self, purpose: int, number: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, purpose, number])


def within(seconds: float, recipe: Modern, digits: Digits) -> Modern:
    """Return the recipe with as many steps as this machine does in so many seconds.

    The rate follows the number of steps, so it must be known before the first.
    A few steps are timed for it.

    Raises
    ------
    NetworkError
        If there is no time for a single step.
    """
    trial = Training(replace(recipe, steps=100), digits)
    started = time.perf_counter()
    trial.run()
    spent = time.perf_counter() - started
    steps = round(SAFE * (seconds - spent) / (spent / trial.blocks))
    if steps < 1:
        raise NetworkError(
            f"{recipe.name}: {seconds:g} seconds are not enough; give more than {2 * spent:.0f}"
        )
    return replace(recipe, steps=steps)


def _check_any(digits: Digits) -> None:
    if not len(digits):
        raise NetworkError("digits: there are none; give at least one")


def _levels(architecture: Architecture, images: NDArray[np.uint8], dtype: np.dtype[Any]) -> Array:
    return levels(images, int(architecture.input.height), int(architecture.input.width), dtype)


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], int]]:
    """Put off requests to stop, and say by which signal there was one: 0 is none.

    A step that is half done could not be taken up again, nor a file that is half
    written. Only the main thread may say what signals do; elsewhere they do what they
    did.
    """
    asked = 0
    if threading.current_thread() is not threading.main_thread():
        yield lambda: asked
        return

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = number

    before = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
