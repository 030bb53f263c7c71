"""C3 with Table I, without it, and as others count it."""

import pytest

from lenet_docs import ArchitectureError, ConnectionTable, lenet5, lenet5_dense
from lenet_docs.book.layers.partial_connection import (
    connections_with_kernel_a_map,
    parameters_with_bias_a_kernel,
    parameters_with_kernel_a_map,
    saved,
)
from lenet_docs.enumeration import Enumeration
from lenet_docs.layers import Convolution
from lenet_docs.readings import bias_per_kernel


def third_layer() -> Convolution:
    """C3, known to be a convolution."""
    layer = lenet5()["C3"]
    assert isinstance(layer, Convolution)
    return layer


C3 = third_layer()


def test_savings_are_the_difference_of_two_enumerations() -> None:
    """Links counted with and without the table differ by what the table saves."""
    with_table, without = (Enumeration(net)["C3"] for net in (lenet5(), lenet5_dense()))
    assert saved("kernels") == without.kernels - with_table.kernels
    assert saved("connections") == without.connections - with_table.connections
    assert saved("parameters") == len(without.parameters) - len(with_table.parameters)


def test_only_counts_that_the_table_changes_are_saved() -> None:
    """Table I saves no units, and asking for them names what can be asked for."""
    with pytest.raises(ArchitectureError, match="no saving 'units'; known: kernels, param"):
        saved("units")


def test_one_kernel_a_map_is_a_table_with_one_mark_a_column() -> None:
    """Counting one kernel a map is right for a table with a single mark in each column."""
    for kernel in ((5, 5), (2, 3)):
        layer, single = (
            Convolution("C3", maps=C3.maps, kernel=kernel, table=table).joined(C3.source)
            for table in (C3.table, ConnectionTable([[0]] * int(C3.maps)))
        )
        assert parameters_with_kernel_a_map(layer) == single.parameters
        assert connections_with_kernel_a_map(layer) == single.connections
        assert parameters_with_bias_a_kernel(layer) == layer.weights + layer.kernels


def test_one_bias_a_kernel_gives_the_connections_that_the_journal_prints() -> None:
    """Each of those parameters, used at each place, is the reading of the journal's figure."""
    assert parameters_with_bias_a_kernel(C3) * C3.positions == bias_per_kernel(lenet5())
