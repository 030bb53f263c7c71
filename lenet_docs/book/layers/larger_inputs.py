"""What LeNet-5 becomes when its input grows and nothing else does.

Sources are section II-B, on why C5 is a convolution, and section VII, on
networks that are laid over larger images.
"""

from __future__ import annotations

from functools import cache

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import INPUT_SIDE, lenet5
from lenet_docs.quantity import Quantity

__all__ = ["grown", "network_by_network", "surplus_pixels"]


def surplus_pixels(steps: int | Quantity) -> Quantity:
    """Return by how many pixels the input must grow for so many more units of C5 in a row.

    Examples
    --------
    >>> print(surplus_pixels(8).text())
    surplus pixels = 8 × j_C5
                   = 8 × 4
                   = 32
    """
    step = lenet5()["C5"].columns.step
    return (steps * step).named("surplus pixels")


@cache
def grown(down: int, across: int) -> Architecture:
    """Return LeNet-5 on an input that is larger by whole steps of C5.

    Parameters
    ----------
    down, across
        How many units more a column and a row of C5 shall have.

    Examples
    --------
    >>> print(grown(0, 1).input.width, grown(0, 1)["C5"].width)
    36 2
    """
    return lenet5(*(int(INPUT_SIDE + surplus_pixels(steps)) for steps in (down, across)))


def network_by_network(larger: Architecture) -> Quantity:
    """Return the connections of a LeNet-5 of its own at every place of a larger one's output.

    Examples
    --------
    >>> print(network_by_network(grown(0, 8)).text())
    connections one by one_lenet5 = positions_output × connections_lenet5
                                  = 9 × 340,908
                                  = 3,068,172
    """
    single = lenet5()
    places = larger.layers[-1].positions
    return (places * single.connections).named("connections one by one", owner=single.name)
