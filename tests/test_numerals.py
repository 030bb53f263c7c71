"""Numbers as they are printed."""

from fractions import Fraction

import pytest

from lenet_docs.errors import PublishedError
from lenet_docs.numerals import parse, rounding
from lenet_docs.published import Figure, read


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("340,908", 340_908),
        ("345 308", 345_308),
        ("5880", 5880),
        ("345\u2009308", 345_308),
        ("-0.1", Fraction(-1, 10)),
        ("−0.1", Fraction(-1, 10)),
        ("+1", 1),
        ("2/3", Fraction(2, 3)),
        ("24.4%", Fraction(244, 1000)),
        ("14 million", 14_000_000),
        ("24 MB", 24_000_000),
        ("24M", 24_000_000),
        ("twelve", 12),
        ("7 × 10⁻⁵", Fraction(7, 100_000)),
    ],
)
def test_parse_reads_what_the_editions_print(printed: str, number: Fraction) -> None:
    """Separators, signs, fractions, words, units and powers of ten are understood."""
    assert parse(printed) == number


@pytest.mark.parametrize("printed", ["", "several", "1/0", "12 dozen", "1.2.3"])
def test_parse_refuses_what_is_no_number(printed: str) -> None:
    """The message repeats what was found and shows what would be right."""
    with pytest.raises(PublishedError, match="is not a number; write it as printed"):
        parse(printed)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("260 000", 10_000),
        ("0.95%", Fraction(1, 10_000)),
        ("7 × 10⁻⁵", Fraction(1, 100_000)),
        ("14 million", 1_000_000),
        ("2.50%", Fraction(1, 10_000)),
    ],
)
def test_rounding_is_the_unit_of_the_last_digit_that_counts(printed: str, unit: Fraction) -> None:
    """Zeros behind the point count as digits, zeros at the end of a whole number do not."""
    assert rounding(printed) == unit


def test_a_unit_scales_both_the_value_and_its_rounding() -> None:
    """A bar that counts thousands stands for thousands, give or take half of one."""
    bar = Figure("fig12.lenet5", "J", "Fig. 12", 2292, "60", about=True, unit="thousands")
    assert bar.value == 60_000
    assert bar.rounding == 10_000


def test_an_unknown_unit_is_refused_with_those_that_are_known() -> None:
    """The message names the table in the record and suggests a unit."""
    text = 'x.J = {section = "Fig. 12", page = 1, printed = "60", unit = "thousand"}'
    with pytest.raises(PublishedError, match=r"\[x\.J\]: there is no unit 'thousand'; did you"):
        list(read(text))


def test_a_range_of_pages_is_said_as_one() -> None:
    """Where the exact page is not on record, the place names the range."""
    bar = Figure("fig12.lenet5", "J", "Fig. 12", 2292, "60", last_page=2293)
    assert bar.place == "journal, Fig. 12, pages 2292 to 2293"
