"""Networks: layers one behind the other, by name, with their totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from lenet_docs.errors import ArchitectureError, QuantityError, shown, unknown
from lenet_docs.layers import FeatureMaps, Input, Layer
from lenet_docs.layers._validation import line
from lenet_docs.quantity import Quantity, total

__all__ = ["COUNTS", "GEOMETRY", "MOST_LAYERS", "Architecture"]

COUNTS = ("units", "parameters", "trainable_parameters", "connections", "multiply_adds")
"""What every layer has and a network has the sum of."""

GEOMETRY = (
    "maps",
    "height",
    "width",
    "positions",
    "fan_in",
    "kernels",
    "weights",
    "receptive_field",
    "receptive_field_step",
    "receptive_field_centre",
)
"""What a layer has and a network has no sum of."""


MOST_LAYERS = 100
"""How many layers a network may have: beyond that derivations that are written out have no end."""


class Architecture:
    """A network: an input and layers, each looking at the one before it.

    Parameters
    ----------
    name
        How the network is called.
    input
        The pixels that the first layer looks at.
    layers
        The layers in order. They are joined here: take them back from the
        architecture, where they have sizes.

    Raises
    ------
    ArchitectureError
        If the name is no line of text, there is no layer, two have one name, or one
        does not fit behind the one before it.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> net = lenet5()
    >>> print(net["C3"].connections)
    151,600
    >>> print(net.trainable_parameters, net.connections, net.units)
    60,000 340,908 8,094
    """

    def __init__(self, name: str, input: Input, layers: Iterable[Layer]) -> None:  # noqa: A002
        self.name = line(name)
        if not isinstance(input, Input):
            raise ArchitectureError(f"{name}: the input is {shown(input)}; give an Input")
        self.input = input
        joined: dict[str, Layer] = {}
        source: FeatureMaps = input
        for layer in layers:
            if not isinstance(layer, Layer):
                raise ArchitectureError(f"{name}: {shown(layer)} is no layer; give a Layer")
            if len(joined) == MOST_LAYERS:
                raise ArchitectureError(
                    f"{name}: the network has more than {MOST_LAYERS} layers; give at most that"
                )
            if name in (layer.name, input.name):
                raise ArchitectureError(
                    f"{name}: a network and its layers have names of their own; "
                    "call the network another name"
                )
            if layer.name in joined or layer.name == input.name:
                raise ArchitectureError(
                    f"{layer.name}: two layers have this name; give each a name of its own"
                )
            joined[layer.name] = source = layer.joined(source)
        if not joined:
            raise ArchitectureError(f"{name}: the network has no layer; give it at least one")
        self._layers: Mapping[str, Layer] = joined

    def __repr__(self) -> str:
        return f"<Architecture {self.name}: {', '.join([self.input.name, *self._layers])}>"

    @property
    def layers(self) -> Sequence[Layer]:
        """The layers in order, without the input."""
        return tuple(self._layers.values())

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self._layers)

    def __getitem__(self, name: str) -> Layer:
        if name not in self._layers:
            raise ArchitectureError(f"{self.name}: {unknown('layer', name, self._layers)}")
        return self._layers[name]

    def upto(self, name: str) -> Architecture:
        """Return the network that ends with the layer called `name`.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> print(lenet5().upto("F6").connections)
        340,068
        """
        last = self.layers.index(self[name])
        return Architecture(f"{self.name} up to {name}", self.input, self.layers[: last + 1])

    @cached_property
    def units(self) -> Quantity:
        """Number of units in all layers; the input's pixels are not counted."""
        return self._total("units")

    @cached_property
    def parameters(self) -> Quantity:
        """Number of parameters, trainable or not."""
        return self._total("parameters")

    @cached_property
    def trainable_parameters(self) -> Quantity:
        """Number of parameters that learning changes."""
        return self._total("trainable_parameters")

    @cached_property
    def connections(self) -> Quantity:
        """Number of links that end in a unit, links from biases included."""
        return self._total("connections")

    @cached_property
    def multiply_adds(self) -> Quantity:
        """Number of links that end in a unit, links from biases left out."""
        return self._total("multiply_adds")

    @cached_property
    def structure(self) -> tuple[object, ...]:
        """What makes two networks the same: the input, and the layers with their settings.

        The name of the network is no part of it. Where there is one place only, a
        replicated layer is the same as one that is not.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> lenet5().structure == lenet5(36, 32).structure
        False
        """
        image = self.input
        return (image.name, image.maps, image.height, image.width, *map(_structure, self))

    def _total(self, count: str) -> Quantity:
        terms = [getattr(layer, count) for layer in self]
        words = count.replace("multiply_adds", "multiply-adds").replace("_", " ")
        return total(terms, index="ell").named(words, owner=self.name)

    def quantity(self, path: str) -> Quantity | tuple[Quantity, ...]:
        """Return the quantity at `path`: a count, ``LAYER.QUANTITY``, or a step of one.

        Parameters
        ----------
        path
            Names joined by dots, such as ``"connections"``,
            ``"C3.connections"`` or ``"C3.parameters.group2"``.

        Returns
        -------
        Quantity or tuple of Quantity
            A tuple where the layer has one value a map, or one an axis.

        Raises
        ------
        ArchitectureError
            If there is no such layer or quantity; the message suggests one.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> lenet5().quantity("C3.parameters.group2")
        m_2 × (K × K × n_2 + 1)
        = 6 × (5 × 5 × 4 + 1)
        = 6 × (100 + 1)
        = 6 × 101
        = 606
        """
        first, *rest = path.split(".")
        # A layer may be called as a total is: then the path goes on with one of its quantities.
        is_layer = self._names(first) and rest[:1] != [] and rest[0] in (*COUNTS, *GEOMETRY)
        if first in COUNTS and not is_layer:
            found = self._count(first)
        elif self._names(first):
            if not rest:
                raise ArchitectureError(
                    f"{self.name}: '{path}' names a layer; name one of its quantities too, "
                    f"such as '{path}.units'"
                )
            maps = self.input if first == self.input.name else self[first]
            found = _quantity_of(maps, rest.pop(0))
        else:
            known = [*COUNTS, self.input.name, *self._layers]
            raise ArchitectureError(f"{self.name}: {unknown('layer or total', first, known)}")
        while rest:
            # A step of another layer has a dot in its name: "S2.height".
            found = _step_of(
                found, _two(rest) if self._is_of_layer(found, rest) else rest.pop(0), path
            )
        return found

    def _is_of_layer(self, found: Quantity | tuple[Quantity, ...], names: list[str]) -> bool:
        return (
            len(names) > 1
            and self._names(names[0])
            and not (isinstance(found, Quantity) and names[0] in found.parts)
        )

    def _count(self, name: str) -> Quantity | tuple[Quantity, ...]:
        count: Quantity = getattr(self, name)
        return count

    def _names(self, name: str) -> bool:
        return name == self.input.name or name in self._layers


def _structure(layer: Layer) -> tuple[object, ...]:
    settings = layer.settings
    if layer.source.height == layer.source.width == 1:
        settings.pop("replicated", None)
    return (layer.kind, *settings.items())


def _quantity_of(maps: FeatureMaps, name: str) -> Quantity | tuple[Quantity, ...]:
    known = [quantity for quantity in (*COUNTS, *GEOMETRY) if hasattr(type(maps), quantity)]
    if name not in known:
        raise ArchitectureError(f"{maps.name}: {unknown('quantity', name, known)}")
    found: Quantity | tuple[Quantity, ...] = getattr(maps, name)
    return found


def _two(names: list[str]) -> str:
    return f"{names.pop(0)}.{names.pop(0)}"


def _step_of(quantity: Quantity | tuple[Quantity, ...], name: str, path: str) -> Quantity:
    if isinstance(quantity, tuple):
        choices = {str(index): item for index, item in enumerate(quantity)}
        if name not in choices:
            raise ArchitectureError(f"{path}: {unknown('map', name, choices)}")
        return choices[name]
    try:
        return quantity.part(name)
    except QuantityError as error:
        raise ArchitectureError(f"{path}: {error}") from None
