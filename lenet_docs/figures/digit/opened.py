"""A unit of a convolution, opened: what it looks at, through which kernels, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lenet_docs.errors import ArchitectureError
from lenet_docs.figures.digit.grey import Levels
from lenet_docs.figures.kit.layer import layer_of, sources
from lenet_docs.figures.kit.shapes import Box, label, outline
from lenet_docs.figures.kit.style import RESULT, RESULT_SOFT, STRONG
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import Convolution
from lenet_docs.network.trained_network.run import Run, UnitWindow
from lenet_docs.squashing import squash

__all__ = ["STRONGEST", "Opened", "draw_state", "opened", "signed", "strength"]

STRONGEST = 0.24
"""How much of a colour lies behind the product that is farthest from 0."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A unit, with all that its state is made of.

    Parameters
    ----------
    window
        Where it looks.
    states, kernels
        What it looks at, and through what: of shape (maps, rows, columns).
    bias
        The bias of its map.
    """

    window: UnitWindow
    states: Levels
    kernels: Levels
    bias: float

    @property
    def rows(self) -> str:
        """The rows that it looks at: ``rows 2 to 6``."""
        return f"rows {self.window.row} to {self.window.row + self.window.height - 1}"

    @property
    def columns(self) -> str:
        """The columns that it looks at: ``columns 4 to 8``."""
        return f"columns {self.window.column} to {self.window.column + self.window.width - 1}"

    @property
    def products(self) -> Levels:
        """Each state times its weight."""
        return self.states * self.kernels

    @property
    def sums(self) -> list[float]:
        """What each map adds."""
        return [float(each.sum()) for each in self.products]

    @property
    def total(self) -> float:
        """The weighted sum, bias included."""
        return sum(self.sums) + self.bias

    @property
    def state(self) -> float:
        """The state: the weighted sum, squashed."""
        return float(squash(Fraction(self.total)))


def opened(run: Run, name: str, place: tuple[int, int, int]) -> Opened:
    """Open a unit of a convolution.

    Parameters
    ----------
    run
        An image on its way through a network.
    name
        The layer.
    place
        The unit's map, row and column.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution, or has padding.
    """
    layer = layer_of(run.network.architecture, name, Convolution)
    if any(int(each) for each in layer.padding):
        raise ArchitectureError(
            f"{name}: a unit at the edge looks at padding; only layers without it can be opened"
        )
    window = run.window(name, place)
    before = run.states.get(layer.source.name, run.image[np.newaxis])
    first = sum(len(sources(layer, index)) for index in range(place[0]))
    # In double precision: what is printed here is added up again by readers.
    kernels = run.network.arrays[f"{name}.weights"].reshape(-1, window.height, window.width)
    return Opened(
        window,
        before[list(window.maps), *window.slices].astype(np.float64),
        kernels[first : first + len(window.maps)].astype(np.float64),
        float(run.network.arrays[f"{name}.biases"][place[0]]),
    )


def strength(product: float, most: float) -> float:
    """Return how strong the ground of a product is, if the one farthest from 0 is `most`."""
    return round(STRONGEST * abs(product) / (most or 1), 2)


def draw_state(canvas: Canvas, unit: Opened, x: float, y: float) -> Box:
    """Draw what comes of a unit, its state, and return the box around it."""
    box = Box(x, y, 76, 28)
    outline(canvas, box, RESULT, STRONG, fill=RESULT_SOFT)
    middle, baseline = box.middle[0], box.middle[1] + 5
    label(canvas, middle, baseline, signed(unit.state), anchor="middle", bold=True)
    return box


def signed(value: float, places: int = 3) -> str:
    """Return a number with the sign of minus that print has, and no sign before zero.

    Examples
    --------
    >>> signed(-0.5, 2), signed(-0.0001)
    ('−0.50', '0.000')
    """
    text = f"{value:.{places}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")
