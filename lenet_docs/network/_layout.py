"""How all parameters of a network lie in one flat array."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from lenet_docs.architecture import Architecture
from lenet_docs.network.chain import shapes
from lenet_docs.network.steps import Array

__all__ = ["array_shapes", "is_trained", "views"]


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
