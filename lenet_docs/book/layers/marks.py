"""The marks of a connection table, row by row and column by column."""

from __future__ import annotations

from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import Convolution
from lenet_docs.quantity import Quantity, given

__all__ = ["marks_in_column", "marks_in_row"]


def _columns(layer: Convolution) -> tuple[tuple[int, ...], ...]:
    if layer.table is None:
        raise ArchitectureError(
            f"{layer.name}: the layer has no connection table; name one that has, such as C3"
        )
    return layer.table.columns


def marks_in_column(layer: Convolution, index: int) -> Quantity:
    """Return how many source maps one map of the layer looks at.

    Raises
    ------
    ArchitectureError
        If the layer has no connection table, or no such map.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(marks_in_column(lenet5()["C3"], 15))
    6
    """
    columns = _columns(layer)
    if not 0 <= index < len(columns):
        raise ArchitectureError(
            f"{layer.name}: there is no map {index}; name 0 to {layer.maps - 1}"
        )
    return given(len(columns[index]), name=f"source maps of map {index}", owner=layer.name)


def marks_in_row(layer: Convolution, source: int) -> Quantity:
    """Return how many maps of the layer look at one source map.

    Raises
    ------
    ArchitectureError
        If the layer has no connection table, or there is no such source map.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(marks_in_row(lenet5()["C3"], 0))
    10
    """
    columns, sources = _columns(layer), layer.source.maps
    if not 0 <= source < sources:
        raise ArchitectureError(
            f"{layer.source.name}: there is no map {source}; name 0 to {sources - 1}"
        )
    count = sum(source in column for column in columns)
    return given(count, name=f"maps that look at map {source}", owner=layer.name)
