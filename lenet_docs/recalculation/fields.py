"""The fields of the form: what of LeNet-5 a reader can change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lenet_docs.catalogue import lenet5
from lenet_docs.layers import Convolution, EuclideanRBF, FullConnection, Layer, Subsampling

__all__ = ["FIELDS", "INPUT", "TABLE", "TEMPLATE", "Field", "fields_of"]

TEMPLATE = lenet5()
"""The network whose layers have the fields; its numbers are those that the form begins with."""

INPUT = TEMPLATE.input.name
"""How the input is called."""

SETTINGS: Mapping[str, tuple[str, ...]] = {
    Convolution.kind: ("maps", "kernel", "stride"),
    Subsampling.kind: ("window",),
    FullConnection.kind: ("units",),
    EuclideanRBF.kind: ("units",),
}
"""The numbers that a kind of layer is made with. A field stands for both axes."""

WORDS = {"maps": "number of maps", "units": "number of units"}
"""What messages call a setting, if not by its name."""


@dataclass(frozen=True, slots=True)
class Field:
    """A number that the reader can change.

    Parameters
    ----------
    layer
        The layer, or the input.
    setting
        The argument of its class.
    """

    layer: str
    setting: str

    @property
    def name(self) -> str:
        """How forms and messages call it: ``"C1.kernel"``."""
        return f"{self.layer}.{self.setting}"

    @property
    def words(self) -> str:
        """What it is, as messages say it: ``"number of maps"``."""
        return WORDS.get(self.setting, self.setting)


def _fields(layer: Layer) -> tuple[Field, ...]:
    return tuple(Field(layer.name, setting) for setting in SETTINGS[layer.kind])


FIELDS: tuple[Field, ...] = (
    Field(INPUT, "height"),
    Field(INPUT, "width"),
    *(field for layer in TEMPLATE for field in _fields(layer)),
)
"""All fields, in the order of the network. Shared texts keep this order."""

TABLE = Field(
    next(each.name for each in TEMPLATE if isinstance(each, Convolution) and each.table), "table"
)
"""The connection table, which is no number."""


def fields_of(layer: str) -> tuple[Field, ...]:
    """Return the fields of one layer, or of the input.

    Examples
    --------
    >>> [field.name for field in fields_of("C1")]
    ['C1.maps', 'C1.kernel', 'C1.stride']
    """
    return tuple(field for field in FIELDS if field.layer == layer)
