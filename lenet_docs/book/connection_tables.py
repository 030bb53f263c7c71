"""What Table I asks for, what it spares, and what other counts of C3 leave out.

The derivations of C3 itself belong to its layer. Here is what only the prose
needs: the marks of the table counted the other way, the network without the
table, the choices that the table had, and the counts in circulation that give
another number.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

from lenet_docs.catalogue import lenet5, lenet5_dense
from lenet_docs.errors import ArchitectureError, unknown
from lenet_docs.layers import ConnectionTable, Convolution
from lenet_docs.quantity import Quantity, given

__all__ = [
    "choices",
    "choices_in_runs",
    "connections_with_kernel_a_map",
    "group_count",
    "marks_by_rows",
    "marks_in_every_row",
    "marks_share",
    "parameters_by_rows",
    "parameters_with_bias_a_kernel",
    "parameters_with_kernel_a_map",
    "places_for_marks",
    "saved",
    "saved_share",
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


def marks_share(layer: Convolution) -> Quantity:
    """Return which share of its places the table marks.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(marks_share(lenet5()["C3"]).text())
    share of marks_C3 = kernels_C3 / places for marks_C3
                      = 60 / 96
                      = 0.625
    """
    return (layer.kernels / places_for_marks(layer)).named("share of marks", owner=layer.name)


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


def choices_in_runs(layer: Convolution, *runs: int | Quantity) -> Quantity:
    """Return how many of these choices fall into runs of neighbours of these lengths.

    Neighbours are meant on a circle: the last source map stands beside the first.

    Parameters
    ----------
    layer
        The convolution.
    runs
        How many source maps stand together in each run.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> c3 = lenet5()["C3"]
    >>> print(choices_in_runs(c3, 4), choices_in_runs(c3, 2, 2), choices_in_runs(c3, 3, 1))
    6 3 6
    """
    lengths = sorted(int(run) for run in runs)
    sources = int(layer.source.maps)
    found = sum(
        _runs(set(choice), sources) == lengths
        for choice in combinations(range(sources), sum(lengths))
    )
    return given(found, r"\text{choices}", f"choices in runs of {lengths}", layer.name)


def _runs(chosen: set[int], sources: int) -> list[int]:
    """Return the lengths of the runs of neighbours on a circle, the shortest first."""
    if len(chosen) == sources:
        return [sources]
    lengths = []
    for start in chosen:
        if (start - 1) % sources not in chosen:
            length = 1
            while (start + length) % sources in chosen:
                length += 1
            lengths.append(length)
    return sorted(lengths)


# ---- Without the table -----------------------------------------------------------------------


SAVED = ("parameters", "connections")


def _dense(count: str) -> Quantity:
    if count not in SAVED:
        raise ArchitectureError(unknown("saving", count, SAVED))
    dense: Quantity = getattr(lenet5_dense()["C3"], count)
    return dense.named(count, owner="dense C3")


def saved(count: str) -> Quantity:
    """Return how many parameters or connections Table I saves.

    Parameters
    ----------
    count
        ``"parameters"`` or ``"connections"``.

    Examples
    --------
    >>> print(saved("parameters").text())
    saved parameters = parameters_dense C3 − parameters_C3
                     = 2,416 − 1,516
                     = 900
    """
    dense = _dense(count)
    kept: Quantity = getattr(lenet5()["C3"], count)
    return (dense - kept).named(f"saved {count}")


def saved_share(count: str) -> Quantity:
    """Return which share of the dense layer's parameters or connections Table I saves.

    Examples
    --------
    >>> print(saved_share("connections").text())
    saved share of connections = saved connections / connections_dense C3
                               = 90,000 / 241,600
                               = 225/604
    """
    return (saved(count) / _dense(count)).named(f"saved share of {count}")


# ---- Other counts in circulation -------------------------------------------------------------


def parameters_with_kernel_a_map(layer: Convolution) -> Quantity:
    """Return the parameters, had every map one kernel for all the maps that it looks at.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_with_kernel_a_map(lenet5()["C3"]))
    416
    """
    height, width = layer.kernel
    counted = layer.maps * (height * width + 1)
    return counted.named("parameters with a kernel a map", owner=layer.name)


def connections_with_kernel_a_map(layer: Convolution) -> Quantity:
    """Return the connections, had every unit links to one source map only.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(connections_with_kernel_a_map(lenet5()["C3"]).text())
    connections with a kernel a map_C3 = units_C3 × (K × K + 1)
                                       = 1,600 × (5 × 5 + 1)
                                       = 1,600 × (25 + 1)
                                       = 1,600 × 26
                                       = 41,600
    """
    height, width = layer.kernel
    counted = layer.units * (height * width + 1)
    return counted.named("connections with a kernel a map", owner=layer.name)


def parameters_with_bias_a_kernel(layer: Convolution) -> Quantity:
    """Return the parameters, had every kernel a bias of its own.

    `lenet_docs.readings.bias_per_kernel` gives the connections counted so.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_with_bias_a_kernel(lenet5()["C3"]).text())
    parameters with a bias a kernel_C3 = kernels_C3 × (K × K + 1)
                                       = 60 × (5 × 5 + 1)
                                       = 60 × (25 + 1)
                                       = 60 × 26
                                       = 1,560
    """
    height, width = layer.kernel
    counted = layer.kernels * (height * width + 1)
    return counted.named("parameters with a bias a kernel", owner=layer.name)
