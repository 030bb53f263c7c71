"""The formulas say no more than they need, and the kinds of layer have the defaults they state."""

from __future__ import annotations

import pytest

from lenet_docs import (
    Architecture,
    ArchitectureError,
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
    given,
    lenet5,
)
from lenet_docs.catalogue import TABLE_I


def alone(*layers: Convolution | Subsampling | FullConnection | EuclideanRBF) -> Architecture:
    return Architecture("n", Input(9, 6, 2), layers)


@pytest.mark.parametrize(
    ("path", "formula"),
    [
        ("C1.height", "H_input − K + 1"),
        ("C1.receptive_field", "r_input + (K − 1) × j_input"),
        ("C1.receptive_field_step", "j_input"),
        ("C1.receptive_field_centre", "c_input + ((K − 1) / 2) × j_input"),
        ("output.connections", "parameters_output × (H_output × W_output)"),
        ("output.trainable_parameters", "parameters_output − fixed parameters_output"),
        ("output.trainable_parameters.fixed parameters", "parameters_output"),
        ("C3.parameters.group2", "m_2 × (K × K × n_2 + 1)"),
    ],
)
def test_a_formula_holds_only_what_matters(path: str, formula: str) -> None:
    """A stride of one and no padding leave no trace in the formula that a reader sees."""
    quantity = lenet5().quantity(path)
    assert not isinstance(quantity, tuple)
    assert quantity.derivation().steps()[0] == formula


def test_strides_and_padding_stand_in_the_formula_where_they_act() -> None:
    """With both, the formula is the general one."""
    c1 = alone(Convolution("C1", maps=1, kernel=3, stride=2, padding=1))["C1"]
    assert c1.height.derivation().steps()[0] == "(H_input + 2 × p − K) / s + 1"
    assert c1.rows.centre.derivation().steps()[0] == "c_input + ((K − 1) / 2 − p) × j_input"
    assert c1.rows.step.derivation().steps()[0] == "j_input × s"


def test_axes_are_not_confused() -> None:
    """On an image that is no square, down is down and across is across."""
    net = alone(Convolution("C1", maps=3, kernel=(4, 1)), Subsampling("S2", window=(3, 2)))
    assert net["C1"].positions == 6 * 6
    assert net["S2"].positions == 2 * 3
    assert [net["S2"].rows.centre, net["S2"].columns.centre] == [2.5, 0.5]
    assert net["S2"].receptive_field_centre == (2.5, 0.5)
    assert net.input.positions == 54


def test_a_full_connection_sees_all_that_its_source_sees() -> None:
    """Behind a convolution of stride two, its field is the union of all fields."""
    net = Architecture(
        "n",
        Input(9, 9),
        [Convolution("C1", maps=1, kernel=3, stride=2), FullConnection("F", units=1)],
    )
    assert net["F"].receptive_field == 9
    assert net["F"].receptive_field_step == 2
    assert net["F"].receptive_field_centre == 4


def test_there_is_one_fan_in_a_map() -> None:
    """Every kind of layer lists as many fan-ins as it has maps."""
    for layer in lenet5(height=40, width=40):
        assert len(layer.fan_ins) == int(layer.maps), layer.name


def test_layers_are_what_they_are_by_default() -> None:
    """Subsampling is trainable; codes are fixed; nothing is replicated unless it is said."""
    net = alone(
        Subsampling("S", window=3), FullConnection("F", units=4), EuclideanRBF("R", units=3)
    )
    assert net["S"].parameters == 4
    assert net["F"].parameters == 4 * (2 * 3 * 2 + 1)
    assert [net["F"].height, net["R"].trainable_parameters] == [1, 0]
    assert alone(EuclideanRBF("R", units=3))["R"].positions == 1


def test_a_size_may_be_a_quantity_down_to_one() -> None:
    """A size keeps how it came about; nothing below one is a size."""
    one, none = given(3) - 2, given(3) - 3
    assert alone(FullConnection("F", units=one))["F"].maps.derivation().steps()[0] == "3 − 2"
    with pytest.raises(ArchitectureError, match="F: the number of units is 0; it must be at least"):
        FullConnection("F", units=none)


def test_table_i_has_four_groups() -> None:
    """Six of three neighbours, six of four, three of four that are no neighbours, one of all."""
    groups = [(group.columns, group.inputs, group.contiguous) for group in TABLE_I.groups(6)]
    assert groups == [
        ((0, 1, 2, 3, 4, 5), 3, True),
        ((6, 7, 8, 9, 10, 11), 4, True),
        ((12, 13, 14), 4, False),
        ((15,), 6, True),
    ]


@pytest.mark.parametrize(
    ("column", "contiguous"),
    [([0], True), ([0, 4], True), ([1, 2, 3], True), ([0, 2], False), ([0, 1, 3], False)],
)
def test_neighbours_are_meant_on_a_circle(column: list[int], contiguous: bool) -> None:
    """The last map is a neighbour of the first."""
    (group,) = ConnectionTable([column]).groups(5)
    assert group.contiguous is contiguous


def test_a_table_is_drawn_as_it_was_read() -> None:
    """Reading what was drawn gives the table again, a single row included."""
    drawn = ["X..X", ".XX.", "..XX"]
    table = ConnectionTable.from_rows(drawn)
    assert table.drawing(3) == tuple(drawn)
    assert table.marks == 6
    assert ConnectionTable.from_rows(["X.X"]).columns == ((0,), (), (0,))
    assert ConnectionTable.from_rows([]).columns == ()


def test_the_first_of_several_repeated_entries_is_named() -> None:
    """A column with two faults is told of the one that comes first."""
    table = ConnectionTable([[1, 0, 1, 0]])
    with pytest.raises(ArchitectureError, match="names map 1 of input more than once"):
        alone(Convolution("C1", maps=1, kernel=1, table=table))
