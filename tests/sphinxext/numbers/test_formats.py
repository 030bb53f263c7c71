from fractions import Fraction
from types import SimpleNamespace

import pytest

from lenet_docs import Input, given, lenet5
from lenet_docs.sphinxext.numbers.formats import FormatError, Shown, show, split

C1 = lenet5()["C1"]


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (151600, "", "151,600"),
        (-5, "", "−5"),
        (Fraction(-1, 10), "", "−0.1"),
        (Fraction(13, 2), "", "6.5"),
        (Fraction(1, 3), "", "1/3"),
        (Fraction(-10000, 3), "", "−10,000/3"),
        # A decimal of 15 places is written out, one of 16 is left as a fraction.
        (Fraction(-3, 10**15), "", "−0.000000000000003"),
        (Fraction(3, 10**16), "", "3/10,000,000,000,000,000"),
        (Fraction(-12345678, 1000), "", "−12,345.678"),
        (12345678.25, "", "12,345,678"),
        (1234567.26, "", "1,234,567.3"),
        (1234567.26, "plain", "1234567.3"),
        (0.00007, "", "7\u00a0×\u00a010⁻⁵"),
        (1.5, "", "1.5"),
        (given(32), "", "32"),
        ("8", "", "8"),
        (151600, "plain", "151600"),
        (6, "words", "six"),
        (6, "Words", "Six"),
        (-6, "words", "minus six"),
        (340908, "words", "three hundred and forty thousand, nine hundred and eight"),
        (Fraction(1, 2), "words", "half"),
        (Fraction(3, 4), "words", "three quarters"),
        (Fraction(1, 3), "words", "one third"),
        (3, "ordinal", "third"),
        (21, "ordinal", "twenty-first"),
        (2, "often", "twice"),
        (6, "often", "six times"),
        (Fraction(3, 8), "percent", "38\u00a0%"),
        (Fraction(3, 8), "percent 1", "37.5\u00a0%"),
        (Fraction(1, 2), "round 0", "1"),
        (Fraction(-1, 2), "round 0", "−1"),
        (0, "round 1", "0.0"),
        (Fraction(49, 100), "round 0", "0"),
        (1234.5678, "round 2", "1,234.57"),
        (2, "round 3", "2.000"),
        (Fraction(1, 3), "round 15", "0.333333333333333"),
        (Fraction(11, 10**16), "scientific 1", "1.1\u00a0×\u00a010⁻¹⁵"),
        (Fraction(1, 10**9), "scientific 0", "1\u00a0×\u00a010⁻⁹"),
        (-60000, "scientific 0", "−6\u00a0×\u00a010⁴"),
        (1176, "unit pixels", "1,176\u00a0pixels"),
        ((5, 3), "times", "5\u00a0×\u00a03"),
        ((0, 1, 2), "list", "0, 1 and 2"),
        (("6", "8"), "list", "6 and 8"),
        ((4,), "list", "4"),
        (Input(20, 18), "size", "20\u00a0×\u00a018"),
    ],
)
def test_a_value_is_shown_as_asked(value: object, spec: str, text: str) -> None:
    """Each format gives the characters that stand on the page."""
    assert show(value, spec) == Shown(text, is_formula=False)


@pytest.mark.parametrize(
    ("spec", "latex"),
    [
        ("formula", C1.connections.formula()),
        ("formula 1", C1.connections.formula(1)),
        ("arithmetic", C1.connections.arithmetic()),
        ("arithmetic 1", C1.connections.arithmetic(1)),
    ],
)
def test_a_derivation_is_shown_as_mathematics(spec: str, latex: str) -> None:
    """Formulas are LaTeX for the builder to set; the depth is the quantity's own."""
    assert C1.connections.formula() != C1.connections.formula(1)
    assert show(C1.connections, spec) == Shown(latex, is_formula=True)


@pytest.mark.parametrize(
    ("value", "spec", "message"),
    [
        (6, "word", "there is no format 'word'; did you mean 'words'?"),
        (6, "xyz", "there is no format 'xyz'; known are plain, words"),
        (6, "words 2", "'2' stands behind a format that takes nothing"),
        (6, "round", "'' is not a number of decimals"),
        (6, "scientific", "'' is not a number of decimals"),
        (6, "percent x", "'x' is not a number of decimals"),
        (6, "round 16", "'16' is too much; 15 is the most that is meant"),
        (6, "unit", "the unit is missing"),
        (6, "times", "this is a int, and not several numbers"),
        ("68", "times", "this is a str, and not several numbers"),
        (SimpleNamespace(height=3), "size", "has no height and width"),
        (SimpleNamespace(width=3), "size", "has no height and width"),
        (Fraction(3, 2), "words", "1.5 has no name in words"),
        (6, "formula", "this is a int, and has no formula"),
        (6, "size", "this is a int, and has no height and width"),
        (6.5, "words", "6.5 has no name in words"),
        (Fraction(-1, 2), "words", "−0.5 has no name in words"),
        (Fraction(7, 2), "words", "3.5 has no name in words"),
        (Fraction(1, 2), "ordinal", "0.5 is not a whole number"),
        ((1, 2), "", "these are 2 values (name one by its index, such as [0])"),
        (show, "", "this is a function (call it, as in name())"),
        (True, "", "this is a bool, and not a number"),
        (C1, "", "this is a Convolution, and not a number"),
    ],
)
def test_a_format_that_does_not_suit_is_refused(value: object, spec: str, message: str) -> None:
    """The error says what the value is, or what the format takes."""
    with pytest.raises(FormatError) as caught:
        show(value, spec)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("C1.maps", ("C1.maps", "")),
        ("C1.maps as unit as such", ("C1.maps as unit", "such")),
        ("code(' as ').ink as words", ("code(' as ').ink", "words")),
    ],
)
def test_the_last_as_parts_expression_and_format(text: str, parts: tuple[str, str]) -> None:
    """What stands behind the last keyword is the format."""
    assert split(text) == parts


def test_a_format_must_follow_as() -> None:
    """Nothing behind the keyword is an error, not the usual format."""
    with pytest.raises(FormatError, match="a format is missing behind 'as'"):
        split("C1.maps as ")
