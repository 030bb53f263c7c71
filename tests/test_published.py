"""What is printed is compared, explained where it differs, and never believed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from lenet_docs import PublishedError, lenet5
from lenet_docs.architecture import Architecture
from lenet_docs.numerals import parse
from lenet_docs.published import (
    Figure,
    Verdict,
    compare,
    comparisons,
    figure,
    figures,
    read,
)
from lenet_docs.readings import READINGS, bias_per_kernel, surplus_biases, surplus_connections


@pytest.fixture(scope="module")
def net() -> Architecture:
    return lenet5()


def printed(edition: str, number: str, **fields: object) -> Figure:
    return replace(Figure("lenet5.units", edition, "II-A", 7, number), **fields)  # type: ignore[arg-type]


def test_the_two_editions_disagree_in_two_places_and_no_other(net: Architecture) -> None:
    """Only C3's connections and their total differ; all else that is printed agrees."""
    different = {c.key: c.verdict for c in comparisons(net) if c.verdict != Verdict.AGREES}
    assert different == {
        "lenet5.C3.connections": Verdict.ONLY_P,
        "lenet5.connections": Verdict.ONLY_P,
    }


def test_every_recorded_figure_of_lenet5_names_a_quantity(net: Architecture) -> None:
    """No figure of the record is left without something to compare it with."""
    recorded = {f.key for f in figures() if f.key.startswith("lenet5.")}
    assert {c.key for c in comparisons(net)} == recorded
    assert len(recorded) >= 30


def test_the_journal_counts_one_bias_a_kernel(net: Architecture) -> None:
    """156,000 is 60 kernels of 26 at 100 places: 44 biases too many at each."""
    assert bias_per_kernel(net) == 60 * 26 * 100 == 156_000
    assert surplus_biases(net) == 60 - 16 == 44
    assert surplus_connections(net) == 4_400 == 156_000 - 151_600 == 345_308 - 340_908


@pytest.mark.parametrize(
    ("figures_of_it", "verdict"),
    [
        ([], Verdict.NOT_PRINTED),
        ([printed("P", "8,094")], Verdict.AGREES),
        ([printed("P", "8,094"), printed("J", "8094")], Verdict.AGREES),
        ([printed("J", "8 095")], Verdict.DISAGREES),
        ([printed("P", "1"), printed("J", "2")], Verdict.DISAGREES),
        ([printed("P", "8,094"), printed("J", "2")], Verdict.ONLY_P),
        ([printed("P", "2"), printed("J", "8 094")], Verdict.ONLY_J),
    ],
)
def test_verdicts(net: Architecture, figures_of_it: list[Figure], verdict: Verdict) -> None:
    """A verdict says which of the editions that were read print the derived number."""
    assert compare(net, "units", figures_of_it).verdict == verdict


def test_an_unexplained_disagreement_is_a_fault(net: Architecture) -> None:
    """A printed figure that differs needs a reading."""
    (fault,) = compare(net, "units", [printed("P", "8,095")]).faults(net)
    assert "preprint, II-A, page 7 prints 8,095, derived is 8,094; no reading" in fault


def test_a_reading_must_give_the_printed_figure(net: Architecture) -> None:
    """Naming a reading is not enough: it is computed, and has to arrive there."""
    wrong = printed("J", "156 001", reading="bias_per_kernel")
    (fault,) = compare(net, "units", [wrong]).faults(net)
    assert "the reading 'bias_per_kernel' gives 156,000" in fault


def test_a_recorded_disagreement_that_agrees_is_a_fault(net: Architecture) -> None:
    """The record of disagreements cannot go stale."""
    settled = printed("J", "8 094", reading="bias_per_kernel")
    (fault,) = compare(net, "units", [settled]).faults(net)
    assert "recorded as a disagreement but agrees" in fault


def test_a_figure_that_is_about_right_agrees_within_its_rounding() -> None:
    """About 2600 covers 2,578 but not 2,540."""
    about = printed("J", "2600", about=True)
    assert about.matches(2578)
    assert not about.matches(2540)
    assert not replace(about, about=False).matches(2578)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("156 000", 156_000),
        ("345\u2009308", 345_308),
        ("1,516", 1_516),
        ("0.95%", Fraction(95, 10_000)),
        ("-0.1", Fraction(-1, 10)),
    ],
)
def test_printed_figures_are_read_as_numbers(text: str, number: Fraction) -> None:
    """Thousands stand with a comma, a space or a thin space."""
    assert parse(text) == number


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("[a.P]\nsection='I'\npage=1", "published.toml, [a.P]: 'printed' is missing"),
        ("[a.P]\nsection='I'\npage='1'\nprinted='2'", "'page' is '1', not int"),
        ("[a.P]\nsection='I'\npage=1\nprinted='many'", "'many' is not a number"),
        ("[a.P]\nsection='I'\npage=1\nprint='2'", "did you mean 'printed'?"),
        ("[a.P]\nsection='I'\npage=1\nprinted='2'\nreading='x'", "there is no reading 'x'"),
        ("[a]\nprinted='2'", "'a.printed' is no table"),
        ("[a.P", "published.toml: "),
    ],
)
def test_a_malformed_record_is_refused(record: str, message: str) -> None:
    """The error names the table and the field."""
    with pytest.raises(PublishedError) as caught:
        list(read(record))
    assert message in str(caught.value)


def test_an_unknown_figure_is_answered_with_what_there_is() -> None:
    """A misspelt key or edition gets a suggestion."""
    with pytest.raises(PublishedError, match=r"did you mean 'lenet5\.C3\.connections'"):
        figure("lenet5.C3.conections", "J")
    with pytest.raises(PublishedError, match="no edition 'Q'"):
        figure("lenet5.C3.connections", "Q")


def test_every_reading_is_used() -> None:
    """No explanation is kept for a disagreement that is not recorded."""
    assert {f.reading for f in figures() if f.reading} == set(READINGS)
