"""What the prose says of Table I: its marks, and the choices that it takes and leaves.

`lenet_docs.book.layers.marks` has the marks of single rows and columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import comb

from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import ConnectionTable, Convolution
from lenet_docs.quantity import Quantity, given

__all__ = [
    "choices",
    "choices_in_runs",
    "choices_taken",
    "group_count",
    "marks_by_rows",
    "marks_in_every_row",
    "parameters_by_rows",
    "places_for_marks",
    "runs_of_group",
]


def _table(layer: Convolution) -> ConnectionTable:
    if layer.table is None:
        raise ArchitectureError(
            f"{layer.name}: the layer has no connection table; name one that has, such as C3"
        )
    return layer.table


# ---- The marks of the table ------------------------------------------------------------------


def group_count(layer: Convolution) -> Quantity:
    """Return into how many groups the table sorts the maps.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(group_count(lenet5()["C3"]))
    4
    """
    return given(len(layer.groups), r"\text{groups}", "groups of maps", layer.name)


def marks_in_every_row(layer: Convolution) -> Quantity:
    """Return how many marks each row of the table has: how many maps use one source map.

    Raises
    ------
    ArchitectureError
        If the rows differ, because then there is no such number.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(marks_in_every_row(lenet5()["C3"]))
    10
    """
    counts = {len(row) for row in _table(layer).rows(int(layer.source.maps))}
    if len(counts) > 1:
        raise ArchitectureError(
            f"{layer.name}: the rows of the connection table have {sorted(counts)} marks; "
            "no one number holds for every row"
        )
    return given(counts.pop(), "t", "marks in a row", layer.name)


def marks_by_rows(layer: Convolution) -> Quantity:
    """Return the marks of the table, counted row by row.

    Source: Table I. The layer's `kernels` are the same marks, counted by columns.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(marks_by_rows(lenet5()["C3"]).text())
    marks_C3 = M_S2 × t_C3
             = 6 × 10
             = 60
    """
    return (layer.source.maps * marks_in_every_row(layer)).named("marks", owner=layer.name)


def places_for_marks(layer: Convolution) -> Quantity:
    """Return how many marks the table would have if every map looked at every source map.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(places_for_marks(lenet5()["C3"]))
    96
    """
    return (layer.source.maps * layer.maps).named("places for marks", owner=layer.name)


def parameters_by_rows(layer: Convolution) -> Quantity:
    """Return the parameters, the kernels counted by the rows of the table.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_by_rows(lenet5()["C3"]).text())
    parameters by rows_C3 = K × K × (M_S2 × t_C3) + M_C3
                          = 5 × 5 × (6 × 10) + 16
                          = 5 × 5 × 60 + 16
                          = 1,500 + 16
                          = 1,516
    """
    height, width = layer.kernel
    kernels = layer.source.maps * marks_in_every_row(layer)
    return (height * width * kernels + layer.maps).named("parameters by rows", owner=layer.name)


# ---- The choices that the table had ----------------------------------------------------------


def choices(layer: Convolution, inputs: int | Quantity) -> Quantity:
    """Return in how many ways a map can look at so many source maps.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(choices(lenet5()["C3"], 4))
    15
    """
    found = comb(int(layer.source.maps), int(inputs))
    return given(found, r"\text{choices}", f"choices of {int(inputs)} source maps", layer.name)


def choices_taken(layer: Convolution, inputs: int | Quantity) -> Quantity:
    """Return how many of these choices the table takes.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(choices_taken(lenet5()["C3"], 4))
    9
    """
    taken = {frozenset(column) for column in _table(layer).columns if len(column) == int(inputs)}
    return given(len(taken), r"\text{taken}", "choices taken", layer.name)


def runs_of_group(layer: Convolution, group: int) -> tuple[Quantity, ...]:
    """Return the lengths of the runs of neighbours in a group of the table, the shortest first.

    Neighbours are meant on a circle: the last source map stands beside the first.

    Parameters
    ----------
    layer
        The convolution.
    group
        Which group, counted from 0.

    Raises
    ------
    ArchitectureError
        If the maps of the group fall into different runs.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> [list(map(int, runs_of_group(lenet5()["C3"], group))) for group in range(4)]
    [[3], [4], [2, 2], [6]]
    """
    table, sources = _table(layer), int(layer.source.maps)
    columns = table.groups(sources)[group].columns
    lengths, *others = {_runs(frozenset(table.columns[column]), sources) for column in columns}
    if others:
        raise ArchitectureError(
            f"{layer.name}: the maps {columns} look at runs of {lengths} and of {others[0]} maps; "
            "no one answer holds for the group"
        )
    return tuple(given(length, "n", "maps in a run", layer.name) for length in lengths)


def choices_in_runs(layer: Convolution, runs: Iterable[int | Quantity]) -> Quantity:
    """Return in how many ways a map can look at runs of neighbours of these lengths.

    Parameters
    ----------
    layer
        The convolution.
    runs
        How many source maps stand together in each run, on a circle.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> c3 = lenet5()["C3"]
    >>> print(choices_in_runs(c3, [4]), choices_in_runs(c3, [2, 2]), choices_in_runs(c3, [3, 1]))
    6 3 6
    """
    lengths = tuple(sorted(int(run) for run in runs))
    sources = range(int(layer.source.maps))
    found = sum(
        _runs(frozenset(choice), len(sources)) == lengths
        for choice in combinations(sources, sum(lengths))
    )
    return given(found, r"\text{choices}", f"choices in runs of {lengths}", layer.name)


def _runs(chosen: frozenset[int], sources: int) -> tuple[int, ...]:
    """Return the lengths of the runs of neighbours on a circle, the shortest first."""
    if len(chosen) == sources:
        return (sources,)
    lengths = []
    for start in chosen:
        if (start - 1) % sources not in chosen:
            length = 1
            while (start + length) % sources in chosen:
                length += 1
            lengths.append(length)
    return tuple(sorted(lengths))
