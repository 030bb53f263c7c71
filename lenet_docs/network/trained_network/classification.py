"""What ``lenet-docs classify`` says of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tabulate import tabulate

from lenet_docs.codes import DIGITS
from lenet_docs.network.digits.levels import INK, levels
from lenet_docs.network.digits.pictures import Picture, Prepared, prepare
from lenet_docs.network.engine.losses import rejection_score
from lenet_docs.network.engine.network import Network

__all__ = ["Classification", "classified", "drawn"]

SHADES = " .:-=+*#%@"
"""From background to ink, in characters that every terminal has."""


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """A picture, and what a network takes it for.

    Attributes
    ----------
    prepared
        The picture as the network saw it, and what was done to it.
    penalties
        One a class, of shape (10,): the smallest is the answer.
    """

    prepared: Prepared
    penalties: NDArray[np.floating[Any]]

    @property
    def answer(self) -> str:
        """The digit with the smallest penalty."""
        return DIGITS[int(self.penalties.argmin())]

    @property
    def runner_up(self) -> str:
        """The digit with the second smallest penalty."""
        return DIGITS[int(self.penalties.argsort(stable=True)[1])]

    @property
    def rejection_score(self) -> float:
        """By how much the answer beats the second best (section III-D)."""
        return float(rejection_score(self.penalties[np.newaxis])[0])

    def text(self) -> str:
        """Return all of it for a terminal."""
        rows = [
            (digit, f"{penalty:.2f}") for digit, penalty in zip(DIGITS, self.penalties, strict=True)
        ]
        table = tabulate(
            rows, ("class", "penalty"), disable_numparse=True, colalign=("left", "right")
        )
        verdict = (
            f"Answer: {self.answer}.\n"
            f"Rejection score: {self.rejection_score:.2f}; "
            f"so much more is the penalty of {self.runner_up}, the second best."
        )
        parts = ("\n".join(self.prepared.steps), drawn(self.prepared.image), table, verdict)
        return "\n\n".join(parts)

    def record(self) -> dict[str, Any]:
        """Return all of it for JSON."""
        return {
            "steps": list(self.prepared.steps),
            "image": self.prepared.image.tolist(),
            "penalties": {
                digit: float(penalty) for digit, penalty in zip(DIGITS, self.penalties, strict=True)
            },
            "answer": self.answer,
            "second_best": self.runner_up,
            "rejection_score": self.rejection_score,
        }


def classified(picture: Picture, network: Network) -> Classification:
    """Return what a network takes a picture for.

    Parameters
    ----------
    picture
        A picture of one digit, as `prepare` takes it.
    network
        A network that looks at one image of MNIST and tells the ten digits apart.

    Raises
    ------
    DataError
        If the picture cannot be read, or shows nothing.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.network import load_mnist
    >>> found = classified(load_mnist("test").images[0], Network(lenet5()))
    >>> found.penalties.shape, found.rejection_score > 0
    ((10,), True)
    """
    prepared = prepare(picture)
    return Classification(prepared, network.penalties(levels(prepared.image)))


def drawn(image: NDArray[np.uint8]) -> str:
    """Return an image of (28, 28) bytes as text, a character for every two pixels.

    A character is about twice as high as it is wide. What is empty above, below
    and on the right is left out.

    Examples
    --------
    >>> image = np.zeros((28, 28), np.uint8)
    >>> image[10:14, 4:8] = image[12:22, 6:8] = 255
    >>> print(drawn(image))
        @@@@
        @@@@
          @@
          @@
          @@
          @@
    """
    height, width = image.shape
    ink = image.reshape(height // 2, 2, width).mean(axis=1)
    shades = np.rint(ink / INK * (len(SHADES) - 1)).astype(int)
    lines = ["".join(SHADES[shade] for shade in row).rstrip() for row in shades]
    return "\n".join(lines).strip("\n")
