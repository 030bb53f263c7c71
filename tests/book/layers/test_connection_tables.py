"""What the prose says of Table I, counted again from the table itself."""

import re
from collections import Counter
from itertools import combinations

import pytest

from lenet_docs import ArchitectureError, ConnectionTable, lenet5
from lenet_docs.book.layers.connection_tables import (
    choices,
    choices_in_runs,
    choices_taken,
    group_count,
    marks_by_rows,
    marks_in_every_row,
    parameters_by_rows,
    places_for_marks,
    runs_of_group,
)
from lenet_docs.book.layers.marks import marks_in_column, marks_in_row
from lenet_docs.catalogue import TABLE_I
from lenet_docs.layers import Convolution


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
    for column, marks in (([0], "[0, 1, 2]"), ([2, 3, 4, 5], "[1]"), ([0, 2, 3, 4, 5], "[1, 2]")):
        table = ConnectionTable([[0, 1], column])
        layer = Convolution("C1", maps=2, kernel=(2, 3), table=table).joined(C3.source)
        if marks == "[1]":
            assert marks_in_every_row(layer) == 1
            assert parameters_by_rows(layer) == layer.parameters == 2 * 3 * 6 + 2
            continue
        with pytest.raises(ArchitectureError, match=f"C1: .* have {re.escape(marks)} marks"):
            marks_in_every_row(layer)


@pytest.mark.parametrize("index", [-1, 16])
def test_a_column_that_is_not_there_is_refused(index: int) -> None:
    """The message says which there are."""
    with pytest.raises(ArchitectureError, match=f"^C3: there is no map {index}; name 0 to 15$"):
        marks_in_column(C3, index)


@pytest.mark.parametrize("source", [-1, 6])
def test_a_row_that_is_not_there_is_refused(source: int) -> None:
    """The message says which there are."""
    with pytest.raises(ArchitectureError, match=f"^S2: there is no map {source}; name 0 to 5$"):
        marks_in_row(C3, source)


def test_a_layer_without_a_table_has_no_marks() -> None:
    """C1 looks at all there is, so it has no table to count."""
    with pytest.raises(ArchitectureError, match="C1: the layer has no connection table"):
        marks_in_every_row(convolution("C1"))


def test_places_for_marks_are_those_of_the_printed_table() -> None:
    """A full table would have a mark wherever the printed one has a sign."""
    assert places_for_marks(C3) == len(PRINTED)


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
    assert {kind: choices_in_runs(C3, kind) for kind in listed} == listed
    assert choices(C3, inputs) == listed.total()


def test_table_takes_all_that_looks_like_what_it_takes() -> None:
    """Table I takes all runs of three, all runs of four, all double pairs, and all six maps."""
    kinds = [(3,), (4,), (2, 2), (6,)]
    groups = range(len(kinds))
    assert [tuple(map(int, runs_of_group(C3, group))) for group in groups] == kinds
    sizes = [len(group.columns) for group in TABLE_I.groups(len(SOURCES))]
    assert sizes == [choices_in_runs(C3, kind) for kind in kinds]


def test_choices_taken_are_counted_without_repetition() -> None:
    """Of each size, the table takes as many choices as it has columns: none repeats another."""
    for inputs in (3, 4, 6):
        assert choices_taken(C3, inputs) == sum(len(column) == inputs for column in TABLE_I.columns)
    repeated = Convolution("C3", maps=2, kernel=1, table=ConnectionTable([[0, 1], [1, 0]])).joined(
        C3.source
    )
    assert choices_taken(repeated, 2) == 1


def test_groups_of_different_runs_have_no_common_answer() -> None:
    """Where maps of a group are scattered in different ways, nothing is said of all of them."""
    mixed = Convolution(
        "C3", maps=2, kernel=1, table=ConnectionTable([[0, 1, 3, 4], [0, 1, 2, 4]])
    ).joined(C3.source)
    with pytest.raises(ArchitectureError, match=r"the maps \(0, 1\) look at runs"):
        runs_of_group(mixed, 0)
