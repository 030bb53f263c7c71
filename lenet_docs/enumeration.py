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
from fractions import Fraction
from functools import cached_property

from lenet_docs.architecture import Architecture
from lenet_docs.errors import ArchitectureError, shown, unknown
from lenet_docs.layers import Convolution, EuclideanRBF, Layer
from lenet_docs.walk import (
    Connection,
    Places,
    Shape,
    Unit,
    connections_into,
    links_into,
    outermost,
    places,
    shape,
    span,
)

__all__ = ["Connection", "Enumeration", "LayerEnumeration", "Unit"]


MOST = 10_000_000
"""How many connections are listed at the most, which takes some seconds."""


class Enumeration:
    """The connections of a network, layer by layer.

    Parameters
    ----------
    architecture
        The network. Only its givens are read: kinds, sizes of kernels and
        windows, connection tables. Sizes of maps are found by walking.

    Raises
    ------
    ArchitectureError
        If it has more than `MOST` connections.

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
        if architecture.connections > MOST:
            raise ArchitectureError(
                f"{architecture.name}: the network has {architecture.connections} connections, and "
                f"at most {MOST:,} can be listed one by one; take a smaller input or fewer maps"
            )
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
        self._fields: dict[tuple[int, int], tuple[range, range]] = {}

    # -- walking ----------------------------------------------------------------

    @cached_property
    def places(self) -> Places:
        """Where the kernel or window lies on the source: the first rows, the first columns."""
        return places(self.layer, self._before)

    @cached_property
    def shape(self) -> Shape:
        """Maps, rows and columns of the layer, found by laying down the kernel."""
        return shape(self.layer, self._before, self.places)

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
        """Yield the connections that end in `unit`, its bias first."""
        self._refuse_outside(unit.row, unit.column, unit.map)
        return connections_into(unit, self.layer, self._before, self.places)

    def _refuse_outside(self, row: int, column: int, index: int = 0) -> None:
        maps, height, width = self.shape
        for what, place, count in (
            ("map", index, maps),
            ("row", row, height),
            ("column", column, width),
        ):
            if type(place) is not int or not 0 <= place < count:
                raise ArchitectureError(
                    f"{self.layer.name}: there is no {what} {shown(place)}; "
                    f"give a whole number from 0 to {count - 1}"
                )

    # -- counting ---------------------------------------------------------------

    @cached_property
    def _counts(self) -> _Counts:
        connections = from_biases = 0
        uses: Counter[tuple[str | int, ...]] = Counter()
        links: Counter[int] = Counter()
        for unit in self.units:
            into = links_into(unit, self.layer, self._before, self.places)
            biases = [source for source, _ in into].count(None)
            connections += len(into)
            from_biases += biases
            uses.update([parameter for _, parameter in into if parameter])
            if unit.row == 0 and unit.column == 0:
                links[unit.map] += len(into) - biases
        return _Counts(connections, from_biases, uses, links)

    @property
    def connections(self) -> int:
        """Number of links, those from biases included."""
        return self._counts.connections

    @property
    def multiply_adds(self) -> int:
        """Number of links that do not come from a bias."""
        return self._counts.connections - self._counts.from_biases

    @cached_property
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

    @property
    def kernels(self) -> int:
        """Number of different pairs of a map and a source map that weights join."""
        return len({parameter[1:3] for parameter in self.parameters if parameter[0] == "weight"})

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
        self._refuse_outside(row, column)
        if (row, column) not in self._fields:
            self._fields[row, column] = self._field(row, column)
        return self._fields[row, column]

    def _field(self, row: int, column: int) -> tuple[range, range]:
        units = (Unit(self.layer.name, index, row, column) for index in range(self.shape.maps))
        sources = {
            source
            for unit in units
            for source, _ in links_into(unit, self.layer, self._before, self.places)
            if source is not None
        }
        looked_at = {
            (y, x)
            for _, y, x in sources
            if 0 <= y < self._before.height and 0 <= x < self._before.width
        }
        if self._source is None:
            return span(y for y, _ in looked_at), span(x for _, x in looked_at)
        fields = [self._source.field(y, x) for y, x in outermost(looked_at)]
        return (
            span(y for rows, _ in fields for y in (rows[0], rows[-1])),
            span(x for _, columns in fields for x in (columns[0], columns[-1])),
        )

    @property
    def padded(self) -> bool:
        """Whether this layer, or one before it, pads its source."""
        own = isinstance(self.layer, Convolution) and any(p > 0 for p in self.layer.padding)
        return own or (self._source is not None and self._source.padded)

    @property
    def receptive_field(self) -> tuple[int | None, int | None]:
        """Height and width of the first unit's field.

        ``None`` behind padding: the border hides a part of the field.
        """
        if self.padded:
            return None, None
        rows, columns = self.field(0, 0)
        return len(rows), len(columns)

    @property
    def receptive_field_step(self) -> tuple[int | None, int | None]:
        """How far the field moves from the first unit to the one below, and beside it.

        ``None`` where there is no other unit, and behind padding.
        """
        if self.padded:
            return None, None
        rows, columns = self.field(0, 0)
        down = self.field(1, 0)[0].start - rows.start if self.shape.height > 1 else None
        across = self.field(0, 1)[1].start - columns.start if self.shape.width > 1 else None
        return down, across

    @property
    def receptive_field_centre(self) -> tuple[Fraction | None, Fraction | None]:
        """Middle of the first unit's field; ``None`` behind padding."""
        if self.padded:
            return None, None
        rows, columns = self.field(0, 0)
        return Fraction(rows[0] + rows[-1], 2), Fraction(columns[0] + columns[-1], 2)
