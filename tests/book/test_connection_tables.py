"""What the prose says of Table I, counted again from the table itself."""

from collections import Counter
from itertools import combinations

import pytest

from lenet_docs import ArchitectureError, ConnectionTable, lenet5, lenet5_dense
from lenet_docs.book.connection_tables import (
    choices,
    choices_in_runs,
    connections_with_kernel_a_map,
    group_count,
    marks_by_rows,
    marks_in_every_row,
    marks_share,
    parameters_by_rows,
    parameters_with_bias_a_kernel,
    parameters_with_kernel_a_map,
    places_for_marks,
    saved,
    saved_share,
)
from lenet_docs.catalogue import TABLE_I
from lenet_docs.enumeration import Enumeration
from lenet_docs.layers import Convolution
from lenet_docs.readings import bias_per_kernel


def convolution(name: str) -> Convolution:
    """One of LeNet-5's convolutions."""
    layer = lenet5()[name]
    assert isinstance(layer, Convolution)
    return layer


C3 = convolution("C3")
SOURCES = range(int(C3.source.maps))
PRINTED = "".join(TABLE_I.drawing(len(SOURCES)))


def test_marks_are_the_same_by_rows_and_by_columns() -> None:
    """Rows and columns give the marks that are there when the table is read as text."""
    assert marks_by_rows(C3) == C3.kernels == PRINTED.count("X")


def test_rows_with_different_marks_have_no_common_number() -> None:
    """Where one row has more marks than another, nothing is said of every row."""
    uneven = Convolution("C1", maps=2, kernel=1, table=ConnectionTable([[0, 1], [0]])).joined(
        C3.source
    )
    with pytest.raises(ArchitectureError, match=r"C1: .* have \[0, 1, 2\] marks"):
        marks_in_every_row(uneven)


def test_a_layer_without_a_table_has_no_marks() -> None:
    """C1 looks at all there is, so it has no table to count."""
    with pytest.raises(ArchitectureError, match="C1: the layer has no connection table"):
        marks_in_every_row(convolution("C1"))


def test_share_of_marks() -> None:
    """The share is that of the marks among all signs of the printed table."""
    assert places_for_marks(C3) == len(PRINTED)
    assert marks_share(C3) == PRINTED.count("X") / len(PRINTED)


def test_parameters_counted_by_rows_are_the_parameters() -> None:
    """Counting the kernels by rows changes the way and not the result."""
    assert parameters_by_rows(C3) == C3.parameters


def test_groups_are_counted() -> None:
    """There are as many groups as the parameters have groups to add."""
    assert group_count(C3) == len(
        [name for name in C3.parameters.parts if name.startswith("group")]
    )


def runs(choice: tuple[int, ...]) -> tuple[int, ...]:
    """The lengths of the runs in a choice, read off a strip that begins with a gap."""
    strip = "".join("X" if source in choice else "." for source in SOURCES)
    gap = strip.find(".")
    turned = strip[gap:] + strip[:gap] if gap >= 0 else strip
    return tuple(sorted(map(len, turned.replace(".", " ").split())))


@pytest.mark.parametrize("inputs", SOURCES)
def test_choices_are_sorted_by_their_runs(inputs: int) -> None:
    """Each kind of runs has as many choices as there are strips that look like it."""
    listed = Counter(runs(choice) for choice in combinations(SOURCES, inputs))
    assert {kind: choices_in_runs(C3, *kind) for kind in listed} == listed
    assert choices(C3, inputs) == listed.total()


def test_table_takes_every_choice_of_its_kinds() -> None:
    """Table I takes all runs of three, all runs of four, all double pairs, and all six maps."""
    taken = [len(group.columns) for group in TABLE_I.groups(len(SOURCES))]
    assert taken == [
        choices_in_runs(C3, 3),
        choices_in_runs(C3, 4),
        choices_in_runs(C3, 2, 2),
        choices_in_runs(C3, 6),
    ]
    assert len(set(TABLE_I.columns)) == len(TABLE_I.columns)


def test_savings_are_the_difference_of_two_enumerations() -> None:
    """Links counted with and without the table differ by what the table saves."""
    with_table, without = (Enumeration(net)["C3"] for net in (lenet5(), lenet5_dense()))
    assert saved("connections") == without.connections - with_table.connections
    assert saved("parameters") == len(without.parameters) - len(with_table.parameters)
    assert saved_share("connections") == saved_share("parameters")


def test_only_counts_that_the_table_changes_are_saved() -> None:
    """Table I saves no units, and asking for them names what can be asked for."""
    with pytest.raises(ArchitectureError, match="no saving 'units'; known: parameters, conn"):
        saved("units")


def test_one_kernel_a_map_is_a_table_with_one_mark_a_column() -> None:
    """Counting one kernel a map is right for a table with a single mark in each column."""
    single = Convolution(
        "C3", maps=C3.maps, kernel=int(C3.kernel[0]), table=ConnectionTable([[0]] * int(C3.maps))
    ).joined(C3.source)
    assert parameters_with_kernel_a_map(C3) == single.parameters
    assert connections_with_kernel_a_map(C3) == single.connections


def test_one_bias_a_kernel_gives_the_connections_that_the_journal_prints() -> None:
    """Each of those parameters, used at each place, is the reading of the journal's figure."""
    assert parameters_with_bias_a_kernel(C3) * C3.positions == bias_per_kernel(lenet5())
