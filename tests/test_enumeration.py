"""The formulas and the enumeration, which share no formula, must agree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given as fuzz
from hypothesis import settings

from lenet_docs import (
    Architecture,
    ArchitectureError,
    Convolution,
    Input,
    lenet5,
    lenet5_dense,
    lenet5_today,
)
from lenet_docs.check import check
from lenet_docs.enumeration import Enumeration
from tests.networks import architectures


@pytest.mark.parametrize(
    "network",
    [lenet5(), lenet5_dense(), lenet5_today(), lenet5(height=40, width=36)],
    ids=["lenet5", "dense", "today", "larger input"],
)
def test_the_witnesses_agree_on_every_quantity_of_the_catalogue(network: Architecture) -> None:
    """No formula differs from what is counted link by link."""
    checks = check(network).checks
    assert [each.path for each in checks if not each.witnesses_agree] == []
    assert sum(each.counted is not None for each in checks) > 80


@settings(max_examples=100)
@fuzz(architectures())
def test_the_witnesses_agree_on_random_networks(network: Architecture) -> None:
    """Any kernel, stride, padding, table and kind of layer is counted as it is derived."""
    for each in check(network).checks:
        assert each.witnesses_agree, each


@settings(max_examples=80)
@fuzz(architectures())
def test_no_unit_sees_beyond_its_receptive_field(network: Architecture) -> None:
    """Behind padding too, the pixels that a unit sees lie inside the derived field."""
    counted = Enumeration(network)
    for layer in network:
        height, width = counted[layer.name].shape[1:]
        for row, column in {(0, 0), (height - 1, width - 1), (height // 2, width // 2)}:
            try:
                seen = counted[layer.name].field(row, column)
            except ValueError:  # only padding under the window: it sees no pixel at all
                continue
            for pixels, axis, unit in zip(
                seen, (layer.rows, layer.columns), (row, column), strict=True
            ):
                half = Fraction(axis.field.value - 1) / 2
                assert axis.centre_of(unit) - half <= pixels[0]
                assert pixels[-1] <= axis.centre_of(unit) + half


def test_table_i_has_sixty_marks_counted_either_way() -> None:
    """The marks of Table I, added up by columns and by rows, are the kernels listed."""
    c3 = lenet5()["C3"]
    assert isinstance(c3, Convolution)
    assert c3.table is not None
    by_columns = [len(column) for column in c3.table.columns]
    by_rows = [len(row) for row in c3.table.rows(6)]
    assert by_columns == [3] * 6 + [4] * 9 + [6]
    assert by_rows == [10] * 6
    assert sum(by_columns) == sum(by_rows) == Enumeration(lenet5())["C3"].kernels == 60


def test_a_kernel_is_shared_by_every_place_of_its_map() -> None:
    """Each parameter of C1 is used by as many links as a map has places."""
    sharing = Enumeration(lenet5())["C1"].sharing
    assert set(sharing.values()) == {28 * 28}
    assert len(sharing) == 156


def test_a_coefficient_is_shared_by_the_whole_window_and_map() -> None:
    """In S2 the coefficient has four links a unit, the bias one."""
    sharing = Enumeration(lenet5())["S2"].sharing
    assert sharing["coefficient", 0] == 4 * 14 * 14
    assert sharing["bias", 0] == 14 * 14


def test_a_unit_of_c3_looks_at_the_same_place_of_its_maps() -> None:
    """The links of C3's first unit cover one 5x5 place in each of three maps."""
    counted = Enumeration(lenet5())["C3"]
    sources = [link.source for link in counted.into(counted.units[0]) if link.source]
    assert {unit.map for unit in sources} == {0, 1, 2}
    assert {(unit.row, unit.column) for unit in sources} == {
        (row, column) for row in range(5) for column in range(5)
    }


def test_one_bias_a_map_enters_each_unit_once() -> None:
    """A unit of C3 has a single link from a bias, however many maps it looks at."""
    counted = Enumeration(lenet5())["C3"]
    for unit in counted.units[::100]:
        assert sum(link.source is None for link in counted.into(unit)) == 1


def test_padding_is_looked_at_but_is_no_unit() -> None:
    """Links from the border are listed; the units are those of the map."""
    net = Architecture("p", Input(3, 3), [Convolution("C1", maps=1, kernel=3, padding=1)])
    counted = Enumeration(net)["C1"]
    assert len(counted.units) == 9
    assert counted.connections == 9 * 10
    assert counted.receptive_field == (None, None)


def test_an_unknown_layer_is_named() -> None:
    """A misspelt layer is answered with a suggestion."""
    with pytest.raises(ArchitectureError, match="did you mean 'C1'"):
        Enumeration(lenet5())["c1"]


def test_fields_far_apart_are_spanned_and_not_listed() -> None:
    """A huge input with few connections is enumerated at once."""
    network = Architecture(
        "far",
        Input(10**10, 8),
        [
            Convolution("C1", maps=1, kernel=1, stride=(10**9, 1)),
            Convolution("C2", maps=1, kernel=(3, 2)),
            Convolution("C3", maps=1, kernel=(2, 3)),
        ],
    )
    assert Enumeration(network)["C3"].field(1, 0) == (range(10**9, 4 * 10**9 + 1), range(4))
