"""Settings give the network that they describe, or say why there is none."""

from __future__ import annotations

from typing import Any

import pytest

from lenet_docs import Architecture, ArchitectureError, lenet5, lenet5_dense
from lenet_docs.architecture import COUNTS
from lenet_docs.book.print.relatives import online_net
from lenet_docs.check import check
from lenet_docs.enumeration import Enumeration
from lenet_docs.recalculation.fields import FIELDS, TABLE
from lenet_docs.recalculation.settings import CELLS, MOST, PRESETS, Outcome, Problem, Settings
from lenet_docs.recalculation.source import to_python
from lenet_docs.recalculation.steps import derived
from tests.recalculation.samples import samples

USUAL = PRESETS["lenet5"].settings
KNOWN = {field.name for field in (*FIELDS, TABLE)}


def problems(**changes: str) -> list[Problem]:
    texts = {name.replace("_", "."): text for name, text in changes.items()}
    return list(USUAL.changed(texts).outcome().problems)


def test_the_usual_settings_are_lenet5_with_the_derivations_of_the_book() -> None:
    """The page begins with the network of the book, down to 84 = 7 × 12."""
    net = USUAL.outcome().net
    assert net is not None
    for ours, theirs in zip(net, lenet5(), strict=True):
        for (_, mine), (_, other) in zip(derived(ours), derived(theirs), strict=True):
            assert mine.text(depth=2) == other.text(depth=2)
    assert net.connections.text() == lenet5().connections.text()


@pytest.mark.parametrize("net", [lenet5(), lenet5(44, 36), lenet5_dense()], ids=str)
def test_settings_of_a_network_give_it_again(net: Architecture) -> None:
    """Nothing that the fields can say of a network is lost."""
    again = Settings.of(net).outcome().net
    assert again is not None
    assert again.name == net.name
    assert [getattr(again, count) for count in COUNTS] == [getattr(net, count) for count in COUNTS]
    assert [(each.height, each.width) for each in (again.input, *again)] == [
        (each.height, each.width) for each in (net.input, *net)
    ]


def test_a_side_that_is_not_the_other_is_derived_by_itself() -> None:
    """The field of a unit as well, against the enumeration."""
    net = online_net()
    sides = {words: str(number) for words, number in derived(net["C4"])}
    assert (sides["Height"], sides["Width"]) == ("2", "1")
    field = [str(number) for words, number in derived(net["S5"]) if words.startswith("Receptive")]
    assert field == [str(side) for side in Enumeration(net)["S5"].receptive_field]


def test_a_program_says_which_side_is_which() -> None:
    """Run, it makes the network again."""
    made: dict[str, Any] = {}
    exec(to_python(lenet5(44, 36)), made)
    assert [(int(each.height), int(each.width)) for each in made["net"]] == [
        (int(each.height), int(each.width)) for each in lenet5(44, 36)
    ]


def test_another_network_has_no_name_of_the_catalogue() -> None:
    """A total of a changed network is not said to be LeNet-5's."""
    net = USUAL.changed({"C5.maps": "121"}).outcome().net
    assert net is not None
    assert net.name == "changed"


def test_a_larger_input_makes_the_output_a_map() -> None:
    """Of the presets, one shows C5, F6 and the output grow."""
    net = PRESETS["larger"].settings.outcome().net
    assert net is not None
    assert [(int(net[name].height), int(net[name].width)) for name in ("C5", "F6", "output")] == [
        (4, 4)
    ] * 3


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("C1.kernel", "", "C1: the kernel is ''; give a whole number of at least 1"),
        ("C1.kernel", "2.5", "C1: the kernel is '2.5'; give a whole number of at least 1"),
        ("C1.maps", "0", "C1: the number of maps is 0; it must be at least 1"),
        ("C5.stride", "-1", "C5: the stride is -1; it must be at least 1"),
        ("F6.units", "x", "F6: the number of units is 'x'; give a whole number of at least 1"),
        ("output.units", "0", "output: the number of units is 0; it must be at least 1"),
        ("input.height", "0", "input: the height is 0; it must be at least 1"),
        ("input.width", "1001", "input: the width is 1,001; here it can be at most 1,000"),
        ("C5.maps", "1001", "C5: the number of maps is 1,001; here it can be at most 1,000"),
        (
            "S4.window",
            "3",
            "S4: the window is 3 high, which does not divide C3, 10 high; "
            "choose one of 1, 2, 5, 10",
        ),
        (
            "C5.kernel",
            "9",
            "C5: the kernel is 9 high, but S4 is only 5 high; choose a kernel height of at most 5",
        ),
    ],
)
def test_a_number_that_cannot_be_is_refused_at_its_field(
    field: str, text: str, message: str
) -> None:
    """The message is the package's own, and says which field it is about."""
    assert USUAL.changed({field: text}).outcome().problems == (Problem(field, message),)


def test_every_field_that_cannot_be_read_has_its_message() -> None:
    """Two empty fields are two messages, and what does not fit comes first in the network."""
    found = [problem.field for problem in problems(S2_window="3", C5_maps="", F6_units="")]
    assert found == ["S2.window", "C5.maps", "F6.units"]


def test_the_layers_before_a_problem_are_still_there() -> None:
    """What is in front of a misfit can be derived."""
    net = USUAL.changed({"S4.window": "3"}).outcome().net
    assert net is not None
    assert [layer.name for layer in net] == ["C1", "S2", "C3"]


def test_an_input_that_cannot_be_leaves_nothing() -> None:
    """Without an input no layer has a size."""
    outcome = USUAL.changed({"input.height": ""}).outcome()
    assert outcome.net is None
    assert [problem.field for problem in outcome.problems] == ["input.height"]


def test_a_layer_of_its_own_does_not_ask_what_follows() -> None:
    """A chapter's box is not refused for a layer that it does not show."""
    settings = USUAL.changed({"C3.kernel": "6"})
    assert [problem.field for problem in settings.outcome().problems] == ["S4.window"]
    assert settings.outcome("C3").problems == ()


def test_the_table_grows_and_shrinks_with_the_maps() -> None:
    """Marks of maps that are gone come back with them; a new map looks at everything."""
    smaller = USUAL.changed({"C3.maps": "2", "C1.maps": "3"})
    assert smaller.table is not None
    assert smaller.table.columns == ((0, 1, 2), (1, 2))
    assert smaller.kept_columns == USUAL.columns
    larger = USUAL.changed({"C3.maps": "17"})
    assert larger.table is not None
    assert larger.table.columns[16] == (0, 1, 2, 3, 4, 5)
    assert larger.kept_columns == larger.table.columns


def test_an_empty_column_is_refused_at_the_table() -> None:
    """A map that looks at nothing cannot be."""
    columns = [list(column) for column in USUAL.columns or ()]
    columns[4] = []
    assert USUAL.partly(columns).outcome().problems == (
        Problem(
            "C3.table",
            "C3: column 4 of the connection table is empty; name at least one map of S2",
        ),
    )


def test_a_table_larger_than_a_page_can_show_is_refused() -> None:
    """It says so, and what to do; without a table the same maps are no problem."""
    settings = USUAL.changed({"C3.maps": str(CELLS)})
    assert [problem.field for problem in settings.outcome().problems] == ["C3.table"]
    assert settings.partly(None).outcome().problems == ()


def test_a_form_cannot_name_fields_that_there_are_not() -> None:
    """What is not a field changes nothing."""
    assert USUAL.changed({"C3.padding": "1"}) == USUAL


def outcome_of(settings: Settings) -> Outcome:
    outcome = settings.outcome()
    assert {problem.field for problem in outcome.problems} <= KNOWN
    return outcome


def test_every_outcome_is_a_network_or_a_message_at_a_field() -> None:
    """Whatever is typed, no other error comes, and each message has its field."""
    outcomes = [outcome_of(settings) for settings in samples(300)]
    assert sum(bool(outcome.problems) for outcome in outcomes) > 60
    assert sum(not outcome.problems for outcome in outcomes) > 60


def test_the_enumeration_counts_what_is_derived() -> None:
    """A second witness: small networks of the form, counted one connection at a time."""
    small = {"C5.maps": "3", "F6.units": "5", "output.units": "2", "C1.maps": "2"}
    changes: list[dict[str, str]] = [
        {},
        {"C1.stride": "2", "C1.kernel": "4", "C3.kernel": "3", "S4.window": "1", "C5.kernel": "3"},
        {"input.height": "36", "input.width": "40"},
        {"C3.maps": "18"},
    ]
    for change in changes:
        net = USUAL.changed({**small, **change}).outcome().net
        assert net is not None
        assert all(each.witnesses_agree for each in check(net).checks)


def test_most_is_what_the_page_takes() -> None:
    """The largest number that a field takes is no problem by itself."""
    values = {"output.units": str(MOST), "F6.units": str(MOST), "C5.maps": str(MOST)}
    assert USUAL.changed(values).outcome().problems == ()


def test_errors_of_layers_say_what_is_to_blame() -> None:
    """An error has its layer and setting, so that nobody need read its message for them."""
    with pytest.raises(ArchitectureError) as caught:
        lenet5(height=33)
    assert (caught.value.layer, caught.value.setting) == ("S2", "window")
