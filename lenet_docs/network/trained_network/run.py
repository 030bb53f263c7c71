"""One image on its way through the network: what each layer made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import Convolution, Subsampling
from lenet_docs.network.digits.data import Digits
from lenet_docs.network.digits.levels import levels
from lenet_docs.network.engine.network import Network

__all__ = ["Run", "UnitWindow", "first_misread", "first_of"]

Levels = NDArray[np.floating[Any]]

CHUNK = 200
"""Images that are classified together in the search for one that is misread."""


@dataclass(frozen=True, slots=True)
class UnitWindow:
    """What a unit looks at in the layer before: the same rows and columns of some maps.

    Examples
    --------
    >>> window = UnitWindow((0, 2), row=2, column=4, height=5, width=5)
    >>> np.zeros((6, 14, 14))[list(window.maps), *window.slices].shape
    (2, 5, 5)
    """

    maps: tuple[int, ...]
    row: int
    column: int
    height: int
    width: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """The rows and the columns of a map."""
        rows = slice(self.row, self.row + self.height)
        return rows, slice(self.column, self.column + self.width)


class Run:
    """What every layer of a network makes of one image.

    Parameters
    ----------
    network
        The network.
    image
        Levels of the pixels, of shape (height, width).

    Attributes
    ----------
    image
        The levels.
    states
        The states of each layer by its name, and the penalties of the last, of
        shape (maps, height, width).

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> run = Run(Network(lenet5()), np.full((32, 32), 0.5))
    >>> run.states["S2"].shape, run.penalties.shape
    ((6, 14, 14), (10,))
    """

    def __init__(self, network: Network, image: ArrayLike) -> None:
        self.network = network
        self.image: Levels = np.asarray(image)
        trace = network.trace(self.image)
        self.states: Mapping[str, Levels] = {name: each.states[0] for name, each in trace.items()}

    @property
    def penalties(self) -> Levels:
        """What each class costs, of shape (classes,)."""
        *_, last = self.states.values()
        return last[:, 0, 0]

    @property
    def answer(self) -> int:
        """The class with the smallest penalty."""
        return int(self.penalties.argmin())

    def strongest(self, layer: str) -> tuple[int, int, int]:
        """Return map, row and column of the unit with the largest state of a layer.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> run = Run(Network(lenet5()), np.random.default_rng(0).uniform(0, 1, (32, 32)))
        >>> place = run.strongest("C3")
        >>> bool(run.states["C3"][place] == run.states["C3"].max())
        True
        """
        states = self.states[layer]
        place = np.unravel_index(int(states.argmax()), states.shape)
        index, row, column = (int(each) for each in place)
        return index, row, column

    def window(self, layer: str, place: tuple[int, int, int]) -> UnitWindow:
        """Return what a unit of a convolution or of subsampling looks at.

        Parameters
        ----------
        layer
            Its layer.
        place
            Its map, its row and its column.

        Raises
        ------
        ArchitectureError
            If the layer is of another kind: its units look at everything.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> run = Run(Network(lenet5()), np.full((32, 32), 0.5))
        >>> run.window("C3", (0, 2, 4))
        UnitWindow(maps=(0, 1, 2), row=2, column=4, height=5, width=5)
        >>> run.window("S2", (3, 2, 4))
        UnitWindow(maps=(3,), row=4, column=8, height=2, width=2)
        """
        found = self.network.architecture[layer]
        index, row, column = place
        if isinstance(found, Convolution):
            count = int(found.source.maps)
            maps = tuple(range(count)) if found.table is None else found.table.columns[index]
            (height, width), (down, across) = map(_sides, (found.kernel, found.stride))
        elif isinstance(found, Subsampling):
            maps = (index,)
            height, width = down, across = _sides(found.window)
        else:
            raise ArchitectureError(
                f"{layer}: the layer is a {found.kind.replace('_', ' ')}; "
                "only units of a convolution or of subsampling have a window"
            )
        return UnitWindow(maps, row * down, column * across, height, width)


def first_of(digits: Digits, digit: int) -> int:
    """Return the place of the first image of a digit.

    Examples
    --------
    >>> made = Digits(np.zeros((3, 28, 28), np.uint8), np.array([5, 0, 5], np.uint8))
    >>> first_of(made, 0)
    1
    """
    return int(np.flatnonzero(digits.labels == digit)[0])


def first_misread(network: Network, digits: Digits) -> int:
    """Return the place of the first image that the network takes for another digit.

    Raises
    ------
    LookupError
        If all are read right.
    """
    for start in range(0, len(digits), CHUNK):
        part = digits[start : start + CHUNK]
        wrong = np.flatnonzero(network.classify(levels(part.images)) != part.labels)
        if wrong.size:
            return start + int(wrong[0])
    raise LookupError(f"the network reads all {len(digits)} images right")


def _sides(pair: Any) -> tuple[int, int]:
    height, width = pair
    return int(height), int(width)
