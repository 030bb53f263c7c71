"""What drawings ask of a network: a layer of a kind, a size in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from lenet_docs.architecture import Architecture
from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import Convolution, FeatureMaps, Layer, Subsampling
from lenet_docs.quantity import Quantity

__all__ = ["counted", "in_words", "layer_of", "listed", "operation", "shape", "size", "sources"]

Kind = TypeVar("Kind", bound=Layer)


def layer_of(net: Architecture, name: str, kind: type[Kind]) -> Kind:
    """Return the layer called `name`.

    Raises
    ------
    ArchitectureError
        If there is none, or it is of another kind than the drawing shows.
    """
    layer = net[name]
    if not isinstance(layer, kind):
        raise ArchitectureError(
            f"{name}: the layer is a {layer.kind.replace('_', ' ')}; "
            f"this drawing is of a {kind.kind.replace('_', ' ')}"
        )
    return layer


def size(maps: FeatureMaps) -> str:
    """Return the size of a map: ``28×28``."""
    return f"{maps.height}×{maps.width}"


def shape(maps: FeatureMaps) -> str:
    """Return number and size of maps as diagrams of the field write it: ``6@28×28``."""
    return f"{maps.maps}@{size(maps)}" if maps.positions > 1 else f"{maps.maps}"


def in_words(maps: FeatureMaps) -> str:
    """Return number and size of maps in words: ``6 maps of 28×28``, or the number of units."""
    if maps.positions == 1:
        return counted(maps.units, "unit")
    return f"{counted(maps.maps, 'map')} of {size(maps)}"


def operation(layer: Layer) -> tuple[str, ...]:
    """Return how a layer comes of the one before it, a few words to a line."""
    if isinstance(layer, Convolution):
        return f"{layer.kernel[0]}×{layer.kernel[1]}", "convolution"
    if isinstance(layer, Subsampling):
        return f"{layer.window[0]}×{layer.window[1]}", "subsampling"
    return ("Euclidean", "RBF") if layer.kind == "rbf" else ("full", "connection")


def sources(layer: Convolution, index: int) -> tuple[int, ...]:
    """Return the source maps that one map of a convolution looks at."""
    if layer.table is None:
        return tuple(range(int(layer.source.maps)))
    return layer.table.columns[index]


def counted(count: Quantity | int, word: str) -> str:
    """Return a count with its noun.

    Examples
    --------
    >>> counted(1, "map"), counted(6, "map")
    ('1 map', '6 maps')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def listed(words: Iterable[object]) -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listed([0, 1, 2]), listed(["one"])
    ('0, 1 and 2', 'one')
    """
    *first, last = map(str, words)
    return f"{', '.join(first)} and {last}" if first else last
