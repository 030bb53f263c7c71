"""What the input and every layer have in common: feature maps of one size."""

from __future__ import annotations

import copy
import inspect
from abc import ABC, abstractmethod
from functools import cache, cached_property
from typing import ClassVar, Self

from lenet_docs.errors import ArchitectureError
from lenet_docs.layers._validation import identifier, size, whole
from lenet_docs.layers.axis import Axis
from lenet_docs.quantity import Quantity

__all__ = ["FeatureMaps", "Input", "Layer", "OneOrBoth"]

OneOrBoth = Quantity | tuple[Quantity, Quantity]
"""A quantity that is the same along both axes, or (vertical, horizontal)."""


class FeatureMaps(ABC):
    """Feature maps of one size.

    Parameters
    ----------
    name
        How the layer is called, such as ``"C1"``.
    """

    kind: ClassVar[str]

    def __init__(self, name: str) -> None:
        self.name = identifier(name)

    @property
    @abstractmethod
    def maps(self) -> Quantity:
        """Number of feature maps."""

    @property
    @abstractmethod
    def rows(self) -> Axis:
        """The vertical axis of a map."""

    @property
    @abstractmethod
    def columns(self) -> Axis:
        """The horizontal axis of a map."""

    @property
    def height(self) -> Quantity:
        """Height of a map in units."""
        return self.rows.size

    @property
    def width(self) -> Quantity:
        """Width of a map in units."""
        return self.columns.size

    @cached_property
    def positions(self) -> Quantity:
        """Number of places in a map: its height times its width."""
        return self._named(self.height * self.width, "positions")

    @cached_property
    def units(self) -> Quantity:
        """Number of units in all maps together."""
        return self._named(self.maps * (self.height * self.width), "units")

    @property
    def receptive_field(self) -> OneOrBoth:
        """Side of the square of input pixels that can reach a unit."""
        return _one_or_both(self.rows.field, self.columns.field)

    @property
    def receptive_field_step(self) -> OneOrBoth:
        """How many input pixels the receptive field moves from a unit to its neighbour."""
        return _one_or_both(self.rows.step, self.columns.step)

    @property
    def receptive_field_centre(self) -> OneOrBoth:
        """Centre of the first unit's receptive field; the first pixel's centre is 0."""
        return _one_or_both(self.rows.centre, self.columns.centre)

    def _named(self, quantity: Quantity, name: str, symbol: str = "") -> Quantity:
        return quantity.named(name, symbol, owner=self.name)


def _one_or_both(vertical: Quantity, horizontal: Quantity) -> OneOrBoth:
    return vertical if vertical == horizontal else (vertical, horizontal)


class Input(FeatureMaps):
    """The pixels that a network looks at.

    Parameters
    ----------
    height, width
        Size of the image in pixels.
    maps
        Number of planes: 1 for a grey image.
    name
        How the input is called.

    Raises
    ------
    ArchitectureError
        If a size is not a whole number of at least 1.

    Examples
    --------
    >>> Input(32, 32).units
    units_input = M_input × (H_input × W_input)
                = 1 × (32 × 32)
                = 1 × 1,024
                = 1,024
    """

    kind: ClassVar[str] = "input"

    def __init__(self, height: int, width: int, maps: int = 1, name: str = "input") -> None:
        super().__init__(name)
        self._rows = Axis.of_input(whole(name, "height", height, 1), "H", "height", name)
        self._columns = Axis.of_input(whole(name, "width", width, 1), "W", "width", name)
        self._maps = size(name, "maps", maps)

    @property
    def maps(self) -> Quantity:
        """Number of planes."""
        return self._maps

    @property
    def rows(self) -> Axis:
        """The vertical axis of the image."""
        return self._rows

    @property
    def columns(self) -> Axis:
        """The horizontal axis of the image."""
        return self._columns


class Layer(FeatureMaps):
    """A layer that looks at the one before it.

    The kinds of layer are in `lenet_docs.layers`. A layer that was just made
    stands alone; `Architecture` joins it to the layer before it, and only then
    does it have a size and counts.
    """

    _source: FeatureMaps | None = None

    @property
    def source(self) -> FeatureMaps:
        """The layer, or the input, that this one looks at.

        Raises
        ------
        ArchitectureError
            If the layer is not part of an `Architecture`.
        """
        if self._source is None:
            raise ArchitectureError(
                f"{self.name}: the layer stands alone and has no size yet; "
                "put it into an Architecture and take it from there"
            )
        return self._source

    def joined(self, source: FeatureMaps) -> Self:
        """Return the same layer behind `source`.

        Raises
        ------
        ArchitectureError
            If it does not fit there.
        """
        layer = copy.copy(self)
        layer._source = source
        # What was worked out behind another source is not carried over.
        for name in _worked_out(type(layer)):
            vars(layer).pop(name, None)
        layer.check_fit()
        return layer

    @property
    def settings(self) -> dict[str, object]:
        """What the layer was made with, by the arguments of its class.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> list(lenet5()["F6"].settings)
        ['name', 'units', 'replicated']
        """
        names = inspect.signature(type(self)).parameters
        return {name: self.maps if name == "units" else getattr(self, name) for name in names}

    @abstractmethod
    def check_fit(self) -> None:
        """Raise an `ArchitectureError` if the layer cannot follow its source."""

    @property
    @abstractmethod
    def fan_in(self) -> Quantity | tuple[Quantity, ...]:
        """Number of units that a unit looks at, its bias left out; one a map where maps differ."""

    @property
    def fan_ins(self) -> tuple[Quantity, ...]:
        """The fan-in of each map, whether they differ or not."""
        return self.fan_in if isinstance(self.fan_in, tuple) else (self.fan_in,) * int(self.maps)

    @property
    @abstractmethod
    def parameters(self) -> Quantity:
        """Number of parameters, trainable or not."""

    @cached_property
    def trainable_parameters(self) -> Quantity:
        """Number of parameters that learning changes."""
        return self._named(self.parameters, "trainable parameters")

    @property
    @abstractmethod
    def connections(self) -> Quantity:
        """Number of links that end in the layer's units, links from biases included."""

    @property
    @abstractmethod
    def multiply_adds(self) -> Quantity:
        """Number of links that end in the layer's units, links from biases left out."""


@cache
def _worked_out(kind: type[Layer]) -> tuple[str, ...]:
    """Return what layers of a kind work out once, by its names."""
    return tuple(
        name
        for each in kind.__mro__
        for name, attribute in vars(each).items()
        if isinstance(attribute, cached_property)
    )
