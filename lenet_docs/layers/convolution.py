"""Convolution."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from lenet_docs.errors import ArchitectureError, shown
from lenet_docs.layers._validation import Pair, pair, size
from lenet_docs.layers.axis import Axis, Window, sides
from lenet_docs.layers.connection_table import ConnectionTable
from lenet_docs.layers.maps import Layer
from lenet_docs.quantity import Quantity, given, total


class Convolution(Layer):
    """A convolution: all units of a map share the map's kernels and its one bias.

    Parameters
    ----------
    name
        How the layer is called.
    maps
        Number of feature maps.
    kernel
        Side of a kernel in units, or (height, width).
    stride
        How far the kernel moves, or (down, across). Units that a last,
        incomplete move would need are left out.
    padding
        Width of the border of constant units around each source map, or
        (above and below, left and right).
    table
        Which source maps each map looks at; every one, if there is no table.

    Raises
    ------
    ArchitectureError
        For a size that is no whole number or too small; once it is in an
        architecture, for a kernel larger than its input or a table that does
        not fit.

    Examples
    --------
    >>> from lenet_docs import Architecture, Input
    >>> net = Architecture("tiny", Input(8, 8), [Convolution("C1", maps=2, kernel=3)])
    >>> net["C1"].parameters
    parameters_C1 = M_C1 × (K × K × M_input + 1)
                  = 2 × (3 × 3 × 1 + 1)
                  = 2 × (9 + 1)
                  = 2 × 10
                  = 20
    """

    kind: ClassVar[str] = "convolution"

    def __init__(
        self,
        name: str,
        *,
        maps: int | Quantity,
        kernel: Pair,
        stride: Pair = 1,
        padding: Pair = 0,
        table: ConnectionTable | None = None,
    ) -> None:
        super().__init__(name)
        self._maps = size(name, "maps", maps)
        self.kernel = sides("K", "kernel", pair(name, "kernel", kernel, 1), name)
        self.stride = sides("s", "stride", pair(name, "stride", stride, 1), name)
        self.padding = sides("p", "padding", pair(name, "padding", padding, 0), name)
        if table is not None and not isinstance(table, ConnectionTable):
            raise ArchitectureError(
                f"{name}: the connection table is {shown(table)}; give a ConnectionTable",
                layer=name,
                setting="table",
            )
        self.table = table

    def check_fit(self) -> None:
        """Check that the kernel fits into the source and that the table fits both."""
        sizes = (self.source.height, self.source.width)
        for kernel, padding, extent, side, named in zip(
            self.kernel, self.padding, sizes, ("high", "wide"), ("height", "width"), strict=True
        ):
            room = extent + 2 * padding
            if kernel > room:
                border = f" ({room} with its padding)" if padding > 0 else ""
                raise ArchitectureError(
                    f"{self.name}: the kernel is {kernel} {side}, but {self.source.name} is only "
                    f"{extent} {side}{border}; choose a kernel {named} of at most {room}",
                    layer=self.name,
                    setting="kernel",
                )
        if self.table is not None:
            self.table.validate(self.name, int(self.maps), self.source.name, int(self.source.maps))

    @property
    def maps(self) -> Quantity:
        """Number of feature maps."""
        return self._maps

    @cached_property
    def rows(self) -> Axis:
        """The vertical axis of a map."""
        window = Window(self.kernel[0], self.stride[0], self.padding[0])
        return self.source.rows.slide(window, "H", "height", self.name)

    @cached_property
    def columns(self) -> Axis:
        """The horizontal axis of a map."""
        window = Window(self.kernel[1], self.stride[1], self.padding[1])
        return self.source.columns.slide(window, "W", "width", self.name)

    @cached_property
    def groups(self) -> tuple[tuple[Quantity, Quantity], ...]:
        """Maps that are counted alike: (how many maps, how many source maps each looks at)."""
        if self.table is None:
            return ((self.maps, self.source.maps),)
        found = enumerate(self.table.groups(int(self.source.maps)), start=1)
        return tuple(
            (
                self._of_group(number, len(group.columns), "m", f"maps in group {number}"),
                self._of_group(number, group.inputs, "n", f"source maps in group {number}"),
            )
            for number, group in found
        )

    def _of_group(self, number: int, count: int, symbol: str, name: str) -> Quantity:
        return given(count, symbol, name, self.name, group=str(number), local=True)

    @cached_property
    def kernels(self) -> Quantity:
        """Number of kernels: one for each pair of a map and a source map that it looks at."""
        terms = [maps * inputs for maps, inputs in self.groups]
        return self._named(self._over_groups(terms), "kernels")

    @cached_property
    def fan_in(self) -> Quantity | tuple[Quantity, ...]:
        """Number of units that a unit looks at, its bias left out; one a map where maps differ."""
        if self.table is None:
            return self._fan_in(self.source.maps)
        counts = [len(column) for column in self.table.columns]
        found = tuple(
            self._fan_in(given(each, "n", "source maps", self.name, local=True)) for each in counts
        )
        return found[0] if len(set(counts)) == 1 else found

    def _fan_in(self, inputs: Quantity) -> Quantity:
        height, width = self.kernel
        return self._named(height * width * inputs, "fan-in")

    @cached_property
    def weights(self) -> Quantity:
        """Number of kernel coefficients in the layer."""
        height, width = self.kernel
        terms = [maps * (height * width * inputs) for maps, inputs in self.groups]
        return self._named(self._over_groups(terms), "weights")

    @cached_property
    def parameters(self) -> Quantity:
        """Number of parameters: the coefficients of each map's kernels and its bias."""
        height, width = self.kernel
        terms = [maps * (height * width * inputs + 1) for maps, inputs in self.groups]
        return self._named(self._over_groups(terms), "parameters")

    @cached_property
    def connections(self) -> Quantity:
        """Number of connections: every parameter is used once at each place of the map."""
        return self._named(self.parameters * (self.height * self.width), "connections")

    @cached_property
    def multiply_adds(self) -> Quantity:
        """Number of multiply-adds: every coefficient is used once at each place of the map."""
        return self._named(self.weights * (self.height * self.width), "multiply-adds")

    @staticmethod
    def _over_groups(terms: list[Quantity]) -> Quantity:
        if len(terms) == 1:
            return terms[0]
        return total(term.labelled(f"group{number}") for number, term in enumerate(terms, start=1))
