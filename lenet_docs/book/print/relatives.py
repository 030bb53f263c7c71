"""LeNet-5's relatives: LeNet-1, LeNet-4 and the recogniser of pen strokes.

Sources are sections III-C.7, III-C.8 and IX-B of the 1998 paper; for the layers
of LeNet-1, LeCun et al., "Handwritten Digit Recognition with a Back-Propagation
Network" (1990), as it is commonly quoted.
"""

from __future__ import annotations

from functools import cache

from lenet_docs.architecture import Architecture
from lenet_docs.book.layers.shares import units_and_pixels
from lenet_docs.catalogue import CLASSES, INPUT_SIDE
from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import (
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
)
from lenet_docs.quantity import Quantity, given, total

__all__ = [
    "LENET4_LEAST_KERNELS",
    "LENET4_MOST_KERNELS",
    "LENET4_SMALL_SIDE",
    "lenet1",
    "lenet1_nodes",
    "lenet4_back",
    "lenet4_connections",
    "lenet4_front",
    "lenet4_kernels_for",
    "lenet4_parameters",
    "online_net",
]


def dealt(maps: int, sources: int, kernels: int) -> ConnectionTable:
    """Return a table with `kernels` marks, dealt to the maps as evenly as they go.

    Counts depend only on how many marks there are, not on where they stand.
    """
    if not maps <= kernels <= maps * sources:
        raise ArchitectureError(
            f"{kernels} kernels cannot join {sources} maps to {maps}; "
            f"choose from {maps} to {maps * sources}"
        )
    columns: list[list[int]] = [[] for _ in range(maps)]
    for mark in range(kernels):
        turn, column = divmod(mark, maps)
        columns[column].append((column + turn) % sources)
    return ConnectionTable(columns)


def lenet1() -> Architecture:
    """Return LeNet-1 (section III-C.7; its layers: LeCun et al. 1990).

    Twenty kernels join H2 to H3. Which maps they join, the 1998 paper does not
    say, and no count depends on it.

    Examples
    --------
    >>> print(lenet1().trainable_parameters, lenet1().connections)
    2,578 98,442
    """
    return Architecture(
        "lenet1",
        Input(28, 28),
        [
            Convolution("H1", maps=4, kernel=5),
            Subsampling("H2", window=2),
            Convolution("H3", maps=12, kernel=5, table=dealt(maps=12, sources=4, kernels=20)),
            Subsampling("H4", window=2),
            FullConnection("output", units=CLASSES),
        ],
    )


def lenet1_nodes() -> Quantity:
    """Return LeNet-1's units as its own paper counts them: with the pixels and a bias unit.

    All biases come from one constant unit (LeCun et al. 1990, as quoted).

    Examples
    --------
    >>> print(lenet1_nodes().text())
    nodes_lenet1 = units and pixels_lenet1 + bias unit
                 = 4,634 + 1
                 = 4,635
    """
    net = lenet1()
    constant = given(1, r"\text{bias unit}", "bias unit")
    return (units_and_pixels(net) + constant).named("nodes", owner=net.name)


LENET4_MAPS = 16
"""Number of maps in LeNet-4's second convolution (section III-C.8)."""

LENET4_SOURCES = 8
"""Number of maps in LeNet-4's first subsampling layer (section III-C.8)."""

LENET4_LEAST_KERNELS = given(LENET4_MAPS, "n", "kernels of LeNet-4's second convolution")
"""The least that is possible: every map looks at one map."""

LENET4_MOST_KERNELS = (
    given(LENET4_SOURCES, "M", "maps", "S2") * given(LENET4_MAPS, "M", "maps", "C3")
).named("most kernels of LeNet-4's second convolution", "n")
"""The most that is possible: every map looks at all."""

LENET4_SMALL_SIDE = given(28, "H", "side of the smaller input")
"""Side of the input that the software-testing literature gives to a LeNet-4."""


def lenet4_front(side: int | Quantity = INPUT_SIDE) -> Architecture:
    """Return LeNet-4 up to its first convolution (section III-C.8).

    LeNet-4 is two networks here, because each map of its first convolution is
    subsampled into two maps.

    Parameters
    ----------
    side
        Side of the input in pixels. The text does not say it outright.

    Examples
    --------
    >>> print(lenet4_front().parameters)
    104
    """
    return Architecture(
        "front of lenet4", Input(int(side), int(side)), [Convolution("C1", maps=4, kernel=5)]
    )


def lenet4_back(kernels: int | Quantity, side: int | Quantity = INPUT_SIDE) -> Architecture:
    """Return LeNet-4 from its first subsampling on (section III-C.8).

    Parameters
    ----------
    kernels
        Number of kernels in the second convolution. The paper does not say it.
    side
        Side of the input in pixels.

    Examples
    --------
    >>> [layer.name for layer in lenet4_back(47)]
    ['S2', 'C3', 'S4', 'C5', 'output']
    """
    first = lenet4_front(side)["C1"]
    table = dealt(LENET4_MAPS, LENET4_SOURCES, int(kernels))
    return Architecture(
        "back of lenet4",
        Input(int(first.height), int(first.width), maps=LENET4_SOURCES),
        [
            Subsampling("S2", window=2),
            Convolution("C3", maps=LENET4_MAPS, kernel=5, table=table),
            Subsampling("S4", window=2),
            FullConnection("C5", units=120),
            FullConnection("output", units=CLASSES),
        ],
    )


def lenet4_parameters(kernels: int | Quantity, side: int | Quantity = INPUT_SIDE) -> Quantity:
    """Return the number of parameters of LeNet-4, as its layers are described.

    Parameters
    ----------
    kernels, side
        As for `lenet4_back`.

    Examples
    --------
    >>> print(lenet4_parameters(LENET4_LEAST_KERNELS), lenet4_parameters(LENET4_MOST_KERNELS))
    49,898 52,698
    """
    return _lenet4("parameters", kernels, side)


def lenet4_connections(kernels: int | Quantity, side: int | Quantity = INPUT_SIDE) -> Quantity:
    """Return the number of connections of LeNet-4, as its layers are described.

    Parameters
    ----------
    kernels, side
        As for `lenet4_back`.

    Examples
    --------
    >>> print(lenet4_connections(47))
    259,806
    """
    return _lenet4("connections", kernels, side)


def _lenet4(count: str, kernels: int | Quantity, side: int | Quantity) -> Quantity:
    layers = [*lenet4_front(side), *lenet4_back(kernels, side)]
    counted = total([getattr(layer, count) for layer in layers], index="ell")
    return counted.named(count, owner="lenet4")


def lenet4_kernels_for(connections: int | Quantity, side: int | Quantity = INPUT_SIDE) -> Quantity:
    """Return the number of kernels with which LeNet-4 comes nearest to so many connections.

    Examples
    --------
    >>> print(lenet4_kernels_for(260_000), lenet4_kernels_for(260_000, LENET4_SMALL_SIDE))
    47 100
    """
    nearest = _nearest_kernels(int(connections), int(side))
    return given(nearest, "n", "kernels of LeNet-4's second convolution")


@cache
def _nearest_kernels(connections: int, side: int) -> int:
    possible = range(int(LENET4_LEAST_KERNELS), int(LENET4_MOST_KERNELS) + 1)
    return min(possible, key=lambda n: abs(int(lenet4_connections(n, side)) - connections))


def online_net() -> Architecture:
    """Return the network that reads pen strokes (section IX-B).

    Its input is a stack of five planes. Its codes are learnt, where those of
    LeNet-5 are fixed.

    Examples
    --------
    >>> [f"{layer.height}x{layer.width}" for layer in online_net()]
    ['18x16', '9x8', '5x4', '2x1', '1x1', '1x1']
    """
    return Architecture(
        "online",
        Input(20, 18, maps=5),
        [
            Convolution("C1", maps=8, kernel=3),
            Subsampling("S2", window=2),
            Convolution("C3", maps=25, kernel=5),
            Convolution("C4", maps=84, kernel=4),
            Subsampling("S5", window=(2, 1)),
            EuclideanRBF("output", units=95, replicated=True, trainable=True),
        ],
    )
