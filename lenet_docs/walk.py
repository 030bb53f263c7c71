"""Walking over a layer: where its kernel lies, and which links end in each of its units.

Only the givens of a layer are read here: kinds, kernels, windows, strides,
padding and connection tables. Nothing is computed that can be walked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lenet_docs.layers import Convolution, EuclideanRBF, FullConnection, Layer, Subsampling

__all__ = [
    "Connection",
    "Shape",
    "Unit",
    "connections_into",
    "links_into",
    "outermost",
    "places",
    "shape",
    "span",
]


class Unit(NamedTuple):
    """A unit: its layer, its map, and its place in the map, counted from 0.

    A place outside the map is a constant unit of its padding.
    """

    layer: str
    map: int
    row: int
    column: int


class Connection(NamedTuple):
    """One link: into `target`, from `source`, weighted by `parameter`.

    `source` is ``None`` for a bias. Two links with the same `parameter` share it.
    """

    target: Unit
    source: Unit | None
    parameter: tuple[str | int, ...]


Link = tuple[tuple[int, int, int] | None, tuple[str | int, ...]]
"""A link into a unit that is known: map, row and column of its source, and its parameter."""


class Shape(NamedTuple):
    """What was found by walking: maps, rows and columns of a layer."""

    maps: int
    height: int
    width: int


Places = tuple[tuple[int, ...], tuple[int, ...]]
"""The first rows and the first columns of the places where a window lies."""


def places(layer: Layer, before: Shape) -> Places:
    """Return where the kernel or window of `layer` can lie on maps of shape `before`."""
    height, width = before.height, before.width
    match layer:
        case Convolution(kernel=kernel, stride=stride, padding=padding):
            return (
                _lay(height, int(kernel[0]), int(stride[0]), int(padding[0])),
                _lay(width, int(kernel[1]), int(stride[1]), int(padding[1])),
            )
        case Subsampling(window=window):
            rows, columns = int(window[0]), int(window[1])
            return _lay(height, rows, rows, 0), _lay(width, columns, columns, 0)
        case FullConnection(replicated=True) | EuclideanRBF(replicated=True):
            return tuple(range(height)), tuple(range(width))
        case _:
            return (0,), (0,)


def _lay(length: int, size: int, stride: int, padding: int) -> tuple[int, ...]:
    """Lay a window of `size` along `length` units until it sticks out, and say where it lay."""
    found = []
    start = -padding
    while start + size <= length + padding:
        found.append(start)
        start += stride
    return tuple(found)


def shape(layer: Layer, before: Shape, lies: Places) -> Shape:
    """Return the shape of the maps of `layer`: one unit for each place."""
    maps = before.maps if isinstance(layer, Subsampling) else int(layer.maps)
    return Shape(maps, len(lies[0]), len(lies[1]))


def connections_into(unit: Unit, layer: Layer, before: Shape, lies: Places) -> Iterator[Connection]:
    """Yield the links that end in `unit` of `layer`, its bias first."""
    source = layer.source.name
    for place, parameter in links_into(unit, layer, before, lies):
        yield Connection(unit, None if place is None else Unit(source, *place), parameter)


def links_into(unit: Unit, layer: Layer, before: Shape, lies: Places) -> list[Link]:
    """Return the same links without names, for who has many to count: a list is made faster."""
    top, left = lies[0][unit.row], lies[1][unit.column]
    match layer:
        case Convolution():
            return _into_convolution(unit.map, layer, before, top, left)
        case Subsampling():
            return _into_subsampling(unit.map, layer, top, left)
        case FullConnection() | EuclideanRBF():
            return _into_dense(unit.map, layer, before, top, left)
        case _:
            raise TypeError(f"{layer.name}: no way to walk over a layer of kind {layer.kind!r}")


def _into_convolution(
    into: int, layer: Convolution, before: Shape, top: int, left: int
) -> list[Link]:
    rows, columns = range(int(layer.kernel[0])), range(int(layer.kernel[1]))
    seen = range(before.maps) if layer.table is None else layer.table.columns[into]
    return [
        (None, ("bias", into)),
        *[
            ((each, top + row, left + column), ("weight", into, each, row, column))
            for each in seen
            for row in rows
            for column in columns
        ],
    ]


def _into_subsampling(into: int, layer: Subsampling, top: int, left: int) -> list[Link]:
    bias: list[Link] = [(None, ("bias", into))] if layer.trainable else []
    coefficient = ("coefficient", into) if layer.trainable else ()
    rows, columns = range(int(layer.window[0])), range(int(layer.window[1]))
    return bias + [
        ((into, top + row, left + column), coefficient) for row in rows for column in columns
    ]


def _into_dense(
    into: int, layer: FullConnection | EuclideanRBF, before: Shape, top: int, left: int
) -> list[Link]:
    bias: list[Link] = [(None, ("bias", into))] if isinstance(layer, FullConnection) else []
    maps = range(before.maps)
    if layer.replicated:
        # It uses one set of parameters wherever it lies.
        return bias + [((seen, top, left), ("weight", into, seen)) for seen in maps]
    return bias + [
        ((seen, row, column), ("weight", into, seen, row, column))
        for row in range(before.height)
        for column in range(before.width)
        for seen in maps
    ]


def span(indices: Iterable[int]) -> range:
    """Return the stretch from the least to the greatest of `indices`."""
    listed = set(indices)
    return range(min(listed), max(listed) + 1)


def outermost(looked_at: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the corners of a rectangle of places: what lies between sees nothing further out."""
    listed = list(looked_at)
    rows, columns = {y for y, _ in listed}, {x for _, x in listed}
    return [(y, x) for y in {min(rows), max(rows)} for x in {min(columns), max(columns)}]
