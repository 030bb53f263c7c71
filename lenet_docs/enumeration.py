"""The second witness: every connection of a network, listed one by one.

Nothing here is computed that can be walked. Kernels are laid down place by
place until they no longer fit, every unit names the units that it looks at, and
counts are counts of what was listed. No formula is shared with
`lenet_docs.layers`, so that agreement between the two means something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lenet_docs.architecture import Architecture
from lenet_docs.errors import ArchitectureError, unknown
from lenet_docs.layers import Convolution, EuclideanRBF, FullConnection, Layer, Subsampling

__all__ = ["Connection", "Enumeration", "LayerEnumeration", "Unit"]


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


class Shape(NamedTuple):
    """What was found by walking: maps, rows and columns of a layer."""

    maps: int
    height: int
    width: int


class Enumeration:
    """The connections of a network, layer by layer.

    Parameters
    ----------
    architecture
        The network. Only its givens are read: kinds, sizes of kernels and
        windows, connection tables. Sizes of maps are found by walking.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> counted = Enumeration(lenet5())
    >>> counted["C3"].connections
    151600
    >>> len(counted["C3"].parameters)
    1516
    """

    def __init__(self, architecture: Architecture) -> None:
        image = architecture.input
        shape = Shape(int(image.maps), int(image.height), int(image.width))
        self._layers: dict[str, LayerEnumeration] = {}
        before: LayerEnumeration | None = None
        for layer in architecture:
            before = LayerEnumeration(layer, shape, before)
            shape = before.shape
            self._layers[layer.name] = before

    def __getitem__(self, name: str) -> LayerEnumeration:
        if name not in self._layers:
            raise ArchitectureError(unknown("layer", name, self._layers))
        return self._layers[name]

    def __iter__(self) -> Iterator[LayerEnumeration]:
        return iter(self._layers.values())

    @property
    def units(self) -> int:
        """Number of units in all layers."""
        return sum(len(layer.units) for layer in self)

    @property
    def connections(self) -> int:
        """Number of links in all layers."""
        return sum(layer.connections for layer in self)

    @property
    def trainable_parameters(self) -> int:
        """Number of parameters that learning changes, in all layers."""
        return sum(layer.trainable_parameters for layer in self)

    @property
    def multiply_adds(self) -> int:
        """Number of links that do not come from a bias, in all layers."""
        return sum(layer.multiply_adds for layer in self)


@dataclass(frozen=True)
class _Counts:
    """What one walk over a layer's connections counts."""

    connections: int
    from_biases: int
    uses: Counter[tuple[str | int, ...]]
    links: Counter[int]  # map -> links into its first unit, biases left out


class LayerEnumeration:
    """The connections that end in one layer.

    Parameters
    ----------
    layer
        The layer, for its givens.
    before
        Shape of the maps that the layer looks at.
    source
        The enumeration of the layer before, ``None`` for the first layer.
    """

    def __init__(self, layer: Layer, before: Shape, source: LayerEnumeration | None) -> None:
        self.layer = layer
        self._before = before
        self._source = source

    # -- walking ----------------------------------------------------------------

    @cached_property
    def places(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where a kernel or window can lie on the source: the first rows, the first columns."""
        height, width = self._before.height, self._before.width
        match self.layer:
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

    @cached_property
    def shape(self) -> Shape:
        """Maps, rows and columns of the layer, found by laying down the kernel."""
        maps = self._before.maps if isinstance(self.layer, Subsampling) else int(self.layer.maps)
        rows, columns = self.places
        return Shape(maps, len(rows), len(columns))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit of the layer."""
        maps, height, width = self.shape
        name = self.layer.name
        return tuple(
            Unit(name, m, y, x) for m in range(maps) for y in range(height) for x in range(width)
        )

    def __iter__(self) -> Iterator[Connection]:
        """Yield every connection of the layer, unit by unit."""
        for unit in self.units:
            yield from self.into(unit)

    def into(self, unit: Unit) -> Iterator[Connection]:
        """Yield the connections that end in `unit`."""
        layer, source = self.layer, self.layer.source.name
        top, left = self.places[0][unit.row], self.places[1][unit.column]
        match layer:
            case Convolution():
                yield Connection(unit, None, ("bias", unit.map))
                for seen in self._sources_of(unit.map):
                    for row in range(int(layer.kernel[0])):
                        for column in range(int(layer.kernel[1])):
                            yield Connection(
                                unit,
                                Unit(source, seen, top + row, left + column),
                                ("weight", unit.map, seen, row, column),
                            )
            case Subsampling():
                if layer.trainable:
                    yield Connection(unit, None, ("bias", unit.map))
                for row in range(int(layer.window[0])):
                    for column in range(int(layer.window[1])):
                        yield Connection(
                            unit,
                            Unit(source, unit.map, top + row, left + column),
                            ("coefficient", unit.map) if layer.trainable else (),
                        )
            case FullConnection() | EuclideanRBF():
                if isinstance(layer, FullConnection):
                    yield Connection(unit, None, ("bias", unit.map))
                for row, column in self._looked_at(top, left):
                    # A replicated layer uses one set of parameters wherever it lies.
                    place = () if layer.replicated else (row, column)
                    for seen in range(self._before.maps):
                        yield Connection(
                            unit,
                            Unit(source, seen, row, column),
                            ("weight", unit.map, seen, *place),
                        )

    def _sources_of(self, index: int) -> tuple[int, ...]:
        table = self.layer.table if isinstance(self.layer, Convolution) else None
        return tuple(range(self._before.maps)) if table is None else table.columns[index]

    def _looked_at(self, top: int, left: int) -> list[tuple[int, int]]:
        if getattr(self.layer, "replicated", False):
            return [(top, left)]
        return [(y, x) for y in range(self._before.height) for x in range(self._before.width)]

    # -- counting ---------------------------------------------------------------

    @cached_property
    def _counts(self) -> _Counts:
        connections = from_biases = 0
        uses: Counter[tuple[str | int, ...]] = Counter()
        links: Counter[int] = Counter()
        for target, source, parameter in self:
            connections += 1
            if parameter:
                uses[parameter] += 1
            if source is None:
                from_biases += 1
            elif target.row == 0 and target.column == 0:
                links[target.map] += 1
        return _Counts(connections, from_biases, uses, links)

    @property
    def connections(self) -> int:
        """Number of links, those from biases included."""
        return self._counts.connections

    @property
    def multiply_adds(self) -> int:
        """Number of links that do not come from a bias."""
        return self._counts.connections - self._counts.from_biases

    @property
    def parameters(self) -> frozenset[tuple[str | int, ...]]:
        """The different parameters that the links use."""
        return frozenset(self._counts.uses)

    @property
    def trainable_parameters(self) -> int:
        """Number of different parameters that learning changes."""
        fixed = isinstance(self.layer, EuclideanRBF) and not self.layer.trainable
        return 0 if fixed else len(self.parameters)

    @property
    def sharing(self) -> dict[tuple[str | int, ...], int]:
        """For each parameter, the number of links that share it."""
        return dict(self._counts.uses)

    @property
    def fan_ins(self) -> tuple[int, ...]:
        """For each map, the number of units that its first unit looks at."""
        return tuple(self._counts.links[index] for index in range(self.shape.maps))

    # -- looking down to the pixels ---------------------------------------------

    def field(self, row: int, column: int) -> tuple[range, range]:
        """Return the rows and columns of input pixels that can reach the units at a place.

        The links are followed down to the input; padding leads nowhere.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> Enumeration(lenet5())["C3"].field(0, 1)
        (range(0, 14), range(2, 16))
        """
        places = {
            (source.row, source.column)
            for index in range(self.shape.maps)
            for _, source, _ in self.into(Unit(self.layer.name, index, row, column))
            if source is not None
            and 0 <= source.row < self._before.height
            and 0 <= source.column < self._before.width
        }
        if self._source is None:
            return _span(y for y, _ in places), _span(x for _, x in places)
        fields = [self._source.field(y, x) for y, x in _corners(places)]
        return (
            _span(y for rows, _ in fields for y in rows),
            _span(x for _, columns in fields for x in columns),
        )


def _lay(length: int, size: int, stride: int, padding: int) -> tuple[int, ...]:
    """Lay a window of `size` along `length` units until it sticks out, and say where it lay."""
    places = []
    start = -padding
    while start + size <= length + padding:
        places.append(start)
        start += stride
    return tuple(places)


def _span(indices: Iterator[int]) -> range:
    listed = set(indices)
    return range(min(listed), max(listed) + 1)


def _corners(places: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the outermost places: what lies between them sees nothing further out."""
    rows, columns = [y for y, _ in places], [x for _, x in places]
    ends = {min(rows), max(rows)}, {min(columns), max(columns)}
    return [(y, x) for y in ends[0] for x in ends[1]]
