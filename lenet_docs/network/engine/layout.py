"""How all parameters of a network lie in one flat array."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import DTypeLike

from lenet_docs.architecture import Architecture
from lenet_docs.network.engine.chain import shapes
from lenet_docs.network.steps import Array

__all__ = ["aligned_zeros", "array_shapes", "is_trained", "views"]

LINE = 64
"""Bytes in a line of the caches."""


def aligned_zeros(count: int, dtype: DTypeLike) -> Array:
    """Return zeros that begin with a line of the caches: a step through all of them is faster.

    Examples
    --------
    >>> zeros = aligned_zeros(60_000, "float32")
    >>> zeros.shape, zeros.ctypes.data % LINE
    ((60000,), 0)
    """
    size = np.dtype(dtype).itemsize
    room: Array = np.zeros(count + LINE // size, dtype)
    start = -room.ctypes.data % LINE // size
    return room[start : start + count]


def array_shapes(architecture: Architecture) -> dict[str, tuple[int, ...]]:
    """Return the shapes of all arrays by name: what is trained first, then what is fixed."""
    found = {
        f"{layer.name}.{name}": shape
        for layer in architecture
        for name, shape in shapes(layer).items()
    }
    return dict(sorted(found.items(), key=lambda item: not is_trained(architecture, item[0])))


def is_trained(architecture: Architecture, name: str) -> bool:
    """Return whether learning changes the array of this name."""
    layer = architecture[name.rpartition(".")[0]]
    return int(layer.trainable_parameters) > 0


def views(flat: Array, shapes: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, Array]]:
    """Yield each name with its part of a flat array, in its shape."""
    start = 0
    for name, shape in shapes.items():
        stop = start + math.prod(shape)
        yield name, flat[start:stop].reshape(shape)
        start = stop
