"""The table of a network: a row a layer, and the totals."""

from __future__ import annotations

from typing import TypeAlias

from lenet_docs.architecture import COUNTS, Architecture
from lenet_docs.layers import Layer
from lenet_docs.quantity import Quantity

__all__ = ["as_record", "as_rows"]

Number: TypeAlias = int | float
Cell: TypeAlias = str | Number | list[Number]

COLUMNS = (
    "maps",
    "height",
    "width",
    *COUNTS,
    "fan_in",
    "receptive_field",
    "receptive_field_step",
)
"""What the table says of a layer, after its name and its kind."""


def as_record(architecture: Architecture) -> dict[str, object]:
    """Return the table as data for JSON.

    Returns
    -------
    dict
        ``architecture`` (its name), ``layers`` (a dict a layer with ``name``,
        ``kind`` and `COLUMNS`) and ``totals``. A fan-in is a list, one number a
        map, where it differs between maps; a receptive field is a list, height
        and width, where it is no square.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> as_record(lenet5())["totals"]["connections"]
    340908
    """
    return {
        "architecture": architecture.name,
        "layers": [_record(layer) for layer in architecture],
        "totals": {count: int(getattr(architecture, count)) for count in COUNTS},
    }


def _record(layer: Layer) -> dict[str, Cell]:
    named: dict[str, Cell] = {"name": layer.name, "kind": layer.kind}
    return named | {column: _number(getattr(layer, column)) for column in COLUMNS}


def _number(quantity: Quantity | tuple[Quantity, ...]) -> Cell:
    if isinstance(quantity, tuple):
        return [int(each) for each in quantity]
    return int(quantity)


def as_rows(architecture: Architecture) -> tuple[list[str], list[list[str]]]:
    """Return the table as text: the header, and a row a layer with the totals last.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> header, rows = as_rows(lenet5())
    >>> rows[2][:3]
    ['C3', 'convolution', '16@10×10']
    """
    header = ["layer", "kind", "size", *(c.replace("_", " ") for c in (*COUNTS, *COLUMNS[-3:]))]
    rows = [
        [
            layer.name,
            layer.kind.replace("_", " "),
            f"{layer.maps}@{layer.height}×{layer.width}",
            *(_text(getattr(layer, column)) for column in (*COUNTS, *COLUMNS[-3:])),
        ]
        for layer in architecture
    ]
    totals = [str(getattr(architecture, count)) for count in COUNTS]
    return header, [*rows, ["total", "", "", *totals, *[""] * 3]]


def _text(quantity: Quantity | tuple[Quantity, ...]) -> str:
    if isinstance(quantity, Quantity):
        return str(quantity)
    return "/".join(dict.fromkeys(str(each) for each in quantity))
