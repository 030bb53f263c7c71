"""Numbers that remember the expression they came from."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
import sympy
from hypothesis import given as fuzz
from hypothesis import strategies as st
from sympy.parsing.sympy_parser import parse_expr, rationalize, standard_transformations

from lenet_docs import Architecture, Convolution, Input, QuantityError, lenet5, lenet5_today
from lenet_docs.quantity import (
    Quantity,
    artanh,
    exp,
    floor,
    given,
    log,
    number_text,
    sqrt,
    tanh,
    total,
)

EXACT = (*standard_transformations, rationalize)


def parameters() -> Quantity:
    maps, kernel = given(6, "M", "maps"), given(5, "K", "kernel side")
    return (maps * (kernel * kernel + 1)).named("parameters", owner="C1")


def test_steps_run_from_symbols_over_numbers_and_reductions_to_the_value() -> None:
    """A derivation shows symbols, then numbers, then each reduction, then the value."""
    assert parameters().derivation().steps() == (
        "M × (K × K + 1)",
        "6 × (5 × 5 + 1)",
        "6 × (25 + 1)",
        "6 × 26",
        "156",
    )


def test_latex_is_aligned_at_the_relation_with_thousands_separated() -> None:
    """The typeset derivation has one aligned line a step."""
    connections = (parameters() * given(784, "P")).named("connections", owner="C1")
    assert connections.latex() == (
        "\\begin{aligned}\n"
        r"\text{connections}_{\text{C1}} &= \text{parameters}_{\text{C1}} \times P \\"
        "\n"
        r"&= 156 \times 784 \\"
        "\n"
        r"&= 122{,}304"
        "\n\\end{aligned}"
    )
    assert connections._repr_latex_() == f"$${connections.latex()}$$"


def test_formula_and_arithmetic_fit_on_one_line() -> None:
    """For running text there is one line with symbols and one with numbers."""
    assert parameters().formula() == (
        r"\text{parameters}_{\text{C1}} = M \times \left(K \times K + 1\right) = 156"
    )
    assert parameters().arithmetic() == r"6 \times \left(5 \times 5 + 1\right) = 156"


X, THIRD = given(5, "x", owner="g"), given(Fraction(-1, 3))
LAYERS = [given(2, "n", owner="1") * 3, given(4, "n", owner="2") * 3]


@pytest.mark.parametrize(
    ("quantity", "latex"),
    [
        (floor(X / 2), r"\left\lfloor \frac{x_{g}}{2} \right\rfloor = 2"),
        (sqrt(X), r"\sqrt{x_{g}} \approx 2.236068"),
        (tanh(X), r"\tanh\left(x_{g}\right) \approx 0.9999092"),
        (
            artanh(given(Decimal("0.5"), "u")),
            r"\operatorname{artanh}\left(u\right) \approx 0.54930614",
        ),
        (exp(given(-20, "k")), r"\exp\left(k\right) \approx 2.0611536 \times 10^{-9}"),
        (given(1, "a") * THIRD, r"a \times \left(-\tfrac{1}{3}\right) = -\tfrac{1}{3}"),
        (THIRD + X, r"\left(-\tfrac{1}{3}\right) + x_{g} = \tfrac{14}{3}"),
        (given(Fraction(1, 3), "t") ** 2, r"t^{2} = \tfrac{1}{9}"),
        (X * given(2, "z", owner="C1"), r"x_{g} \times z_{\text{C1}} = 10"),
        (total(LAYERS, index="ell"), r"\sum_{\ell} n_{\ell} \times 3 = 18"),
        (total(LAYERS, index="k"), r"\sum_{k} n_{k} \times 3 = 18"),
        (total([X, LAYERS[0]]), r"x_{g} + n_{1} \times 3 = 11"),
        (given(Fraction(-1, 8)) * 2, r"\left(-0.125\right) \times 2 = -0.25"),
    ],
)
def test_each_construct_has_its_latex(quantity: Quantity, latex: str) -> None:
    """As a mathematician would set it."""
    assert quantity.named("v", "v").formula() == f"v = {latex}"


def test_depth_writes_named_steps_out() -> None:
    """Asking for more depth replaces a named step by its own formula."""
    doubled = (parameters() * 2).named("doubled")
    assert doubled.derivation(0).steps()[0] == "parameters_C1 × 2"
    assert doubled.derivation(1).steps()[0] == "(M × (K × K + 1)) × 2"
    assert doubled.derivation(1).steps()[-1] == "312"


def test_each_depth_writes_one_more_step_out() -> None:
    """Of a step of a step of a step."""
    named = given(7, "x")
    for name in "yzw":
        named = (named + 1).named(name)
    assert [named.derivation(depth).steps()[0] for depth in range(4)] == [
        "z + 1",
        "(y + 1) + 1",
        "((x + 1) + 1) + 1",
        "((x + 1) + 1) + 1",
    ]
    for shown in (named.formula, named.arithmetic, named.text, named.latex):
        assert shown() == shown(0) != shown(1)


def test_what_is_given_is_told_from_what_is_derived() -> None:
    """A name makes no difference."""
    assert given(5).is_given
    assert given(5, "K", "kernel side").is_given
    assert not (given(5) + 1).named("sum").is_given


def test_a_sum_over_groups_has_one_general_term_and_every_group_in_numbers() -> None:
    """C3's parameters are one formula in symbols and four groups in numbers."""
    steps = lenet5()["C3"].parameters.derivation().steps()
    assert steps[0] == "Σ_g m_g × (K × K × n_g + 1)"
    assert steps[-2:] == ("456 + 606 + 303 + 151", "1,516")


def test_every_group_of_a_sum_can_be_asked_for() -> None:
    """The sub-steps of C3 are the four groups of the blog post."""
    groups = [lenet5()["C3"].parameters.part(f"group{g}") for g in (1, 2, 3, 4)]
    assert groups == [456, 606, 303, 151]


def test_groups_with_different_formulas_are_written_out() -> None:
    """No general term is claimed where the groups do not share one."""
    mixed = total([given(2, "a") * 3, given(4, "b") + 1])
    assert mixed.derivation().steps()[0] == "a × 3 + (b + 1)"


def test_an_unknown_step_names_those_that_exist() -> None:
    """A misspelt step is answered with a suggestion."""
    for quantity, of in ((parameters(), "parameters"), (parameters() * 2, "this quantity")):
        with pytest.raises(QuantityError, match=f"^there is no step in {of} 'M'.*known: "):
            quantity.part("M")


def test_a_step_of_another_layer_is_called_by_both_names() -> None:
    """So that it is not taken for the layer's own."""
    assert lenet5()["C1"].height.part("input.height") == 32


def test_a_second_name_is_a_step_of_its_own() -> None:
    """Naming a named quantity again says that the two are the same number."""
    assert parameters().named("learned", owner="C1").text() == (
        "learned_C1 = parameters_C1\n           = 156"
    )


def test_subtracting_a_sum_keeps_its_brackets() -> None:
    """10 - (2 + 3) is not written 10 - 2 + 3."""
    difference = given(10) - (given(2) + 3)
    assert difference.derivation().steps() == ("10 − (2 + 3)", "10 − 5", "5")


def test_a_subtracted_difference_keeps_its_brackets_and_its_value() -> None:
    """10 - (5 - 2) is 7, in value and on paper."""
    assert (given(10) - (given(5) - 2)).derivation().steps()[0] == "10 − (5 − 2)"


few = st.builds(Fraction, st.integers(-2, 2), st.integers(1, 2))


@pytest.mark.parametrize(
    "name", ["add", "sub", "mul", "truediv", "lt", "le", "gt", "ge", "eq", "ne"]
)
@fuzz(few, few)
def test_arithmetic_and_order_are_those_of_fractions(
    name: str, left: Fraction, right: Fraction
) -> None:
    """Whichever side is a quantity, or both."""
    operate = getattr(operator, name)
    if name == "truediv" and right == 0:
        return
    for one, other in ((given(left), given(right)), (given(left), right), (left, given(right))):
        result = operate(one, other)
        assert getattr(result, "value", result) == operate(left, right)


def test_a_rounded_number_stays_one() -> None:
    """Divided, or divided by, it is what floating-point numbers give."""
    two = given(2)
    root = sqrt(two)
    for found, expected in (
        (root / 3, math.sqrt(2) / 3),
        (3 / root, 3 / math.sqrt(2)),
        (sqrt(given(3)) / root, math.sqrt(3) / math.sqrt(2)),
    ):
        assert isinstance(found.value, float)
        assert found.value == expected


def test_a_quantity_is_equal_to_what_it_is_worth() -> None:
    """Whole numbers, fractions and decimals alike; equal numbers have one hash."""
    half = given(Decimal("0.5"))
    assert half == Decimal("0.5") == Fraction(1, 2)
    assert half != Decimal("0.25")
    assert half != "0.5"
    assert hash(half) == hash(Fraction(1, 2))
    assert repr(parameters()) == parameters().text()


def test_division_stays_exact() -> None:
    """A quotient is a fraction, shown as a decimal where that is exact."""
    assert (given(13) / 2).value == Fraction(13, 2)
    assert str(given(13) / 2) == "6.5"
    assert str(given(1) / 3) == "1/3"
    assert (given(6) / 2).value == 3


def test_the_floor_of_an_exact_number_is_exact() -> None:
    """Rounding down gives a whole number."""
    assert floor(given(-7) / 2).value == -4


def test_a_rounded_result_is_not_called_equal() -> None:
    """Behind a real-valued function the last relation is 'is about'."""
    assert tanh(given(1, "x")).text().splitlines()[-1].startswith("≈ 0.7615")
    assert r"\approx" in tanh(given(1, "x")).latex()


@pytest.mark.parametrize("number", [0.1, 2.0, True, "5", None])
def test_what_is_not_exact_is_refused(number: object) -> None:
    """A float, a truth value or a text is no exact number, neither alone nor beside one."""
    with pytest.raises(QuantityError, match="is not an exact number"):
        given(number)  # type: ignore[arg-type]
    with pytest.raises(QuantityError, match="is not an exact number"):
        given(1) + number  # type: ignore[operator]


def test_a_refused_float_says_how_to_write_it() -> None:
    """The message holds the decimal that would be right."""
    with pytest.raises(QuantityError, match=r"Decimal\('0.1'\)"):
        given(0.1)  # type: ignore[arg-type]


def test_division_by_zero_names_what_was_divided() -> None:
    """The error shows the numerator as it was written."""
    with pytest.raises(QuantityError, match="cannot divide K by zero"):
        given(5, "K") / 0


DEEP = Architecture(
    "deep", Input(70, 90), [Convolution(f"C{n}", maps=1, kernel=(2, 1)) for n in range(60)]
)

WITHOUT_VALUE: dict[str, tuple[Callable[[], object], str]] = {
    "zero to a negative power": (lambda: given(0) ** -1, "0^-1 has no value"),
    "a root as a power": (lambda: given(-8) ** Fraction(1, 3), "the exponent is 1/3; give a whole"),
    "an overflow": (lambda: exp(given(1000)), "exp(1,000) has no value"),
    "a product that overflows": (lambda: exp(given(700)) * exp(given(700)), "too large"),
    "a logarithm of zero": (lambda: log(given(0)), "log(0) has no value"),
    "a root of a negative number": (lambda: sqrt(given(-1)), "sqrt(-1) has no value"),
    "a number that Python does not write": (lambda: given(10**5000), "4,000 digits at most"),
    "a product that Python does not write": (
        lambda: given(10**3000) * 10**3000,
        "4,000 digits at most",
    ),
    "a power that never ends": (lambda: given(10) ** 10**9, "more than 4,000 digits"),
    "a negative depth": (lambda: given(5, "K").text(-5), "the depth is -5; give a whole number"),
    "a truth value as depth": (lambda: given(5, "K").latex(True), "the depth is True"),
    "a depth without end": (lambda: DEEP.connections.text(60), "depth 60 the formula has"),
}


@pytest.mark.parametrize(("build", "message"), WITHOUT_VALUE.values(), ids=WITHOUT_VALUE)
def test_what_has_no_value_or_cannot_be_written_is_refused_in_one_line(
    build: Callable[[], object], message: str
) -> None:
    """No error of Python's own comes out, and nothing runs on."""
    with pytest.raises(QuantityError) as caught:
        build()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_whole_number_to_a_negative_power_stays_exact() -> None:
    """A third is no rounded number."""
    assert (given(3) ** -1).value == Fraction(1, 3)
    assert isinstance((given(3) ** -1).value, Fraction)


def test_zero_is_false_and_every_other_number_is_true() -> None:
    """A quantity stands in a condition as its value does."""
    numbers: list[int | Fraction] = [0, 1, -1, Fraction(1, 2), Fraction(0)]
    assert [bool(given(number)) for number in numbers] == [bool(number) for number in numbers]
    assert not lenet5_today()["S2"].parameters


def test_an_empty_sum_is_refused() -> None:
    """There is no sum over no group."""
    with pytest.raises(QuantityError, match="nothing to add"):
        total([])


def test_a_fraction_is_no_whole_number() -> None:
    """A quantity that is not whole cannot serve as a size."""
    with pytest.raises(QuantityError, match=r"6\.5, not a whole number"):
        int((given(13) / 2).named("centre"))
    with pytest.raises(QuantityError, match=r"^this quantity is 6\.5, not a whole number$"):
        int(given(13) / 2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-1234, "-1,234"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(10001, 2), "5,000.5"),
        (Fraction(22, 7), "22/7"),
        (Fraction(-20000, 2187), "-20,000/2,187"),
        (Fraction(5000), "5,000"),
        (1234567.26, "1,234,567.3"),
        (Fraction(17159, 10000), "1.7159"),
    ],
)
def test_numbers_are_written_exactly(value: int | Fraction | float, text: str) -> None:
    """Digits are grouped, decimals are exact, what has none is a fraction; floats have 8 digits."""
    assert number_text(value) == text


def test_decimals_are_taken_exactly() -> None:
    """A decimal given in digits loses nothing."""
    assert given(Decimal("1.7159")).value == Fraction(17159, 10000)


numbers = st.integers(-50, 50)


@st.composite
def formulas(draw: st.DrawFn, depth: int = 3) -> Quantity:
    """Random formulas of sums, differences, products and quotients."""
    if depth == 0 or draw(st.booleans()):
        symbol = draw(st.sampled_from(["", "a", "b"]))
        return given(draw(numbers), symbol)
    left, right = draw(formulas(depth - 1)), draw(formulas(depth - 1))
    match draw(st.sampled_from("+-*/")):
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right != 0 else left * right


@fuzz(formulas())
def test_every_written_step_is_worth_the_value(formula: Quantity) -> None:
    """SymPy, reading the text of each step with numbers in it, finds the same value."""
    value = sympy.Rational(str(Fraction(formula.value)))
    with_numbers = [step for step in formula.derivation().steps() if not set(step) & {"a", "b"}]
    assert with_numbers
    for step in with_numbers:
        plain = step.replace("×", "*").replace("−", "-").replace(",", "")
        assert parse_expr(plain, transformations=EXACT) == value


def test_a_wide_sum_is_typeset_with_a_line_a_term() -> None:
    """C3's groups stand below each other, so that the line fits on a phone."""
    lines = lenet5()["C3"].parameters.latex().splitlines()
    assert lines[2:6] == [
        r"&= 6 \times \left(5 \times 5 \times 3 + 1\right) \\",
        r"&\quad + 6 \times \left(5 \times 5 \times 4 + 1\right) \\",
        r"&\quad + 3 \times \left(5 \times 5 \times 4 + 1\right) \\",
        r"&\quad + 1 \times \left(5 \times 5 \times 6 + 1\right) \\",
    ]
    assert r"&= 456 + 606 + 303 + 151 \\" in lines


def test_a_division_that_stays_a_fraction_is_written_once() -> None:
    """1,399 / 45 is not followed by 1,399/45, and its thousands are separated."""
    share = given(1399, "a") / given(45, "b")
    assert share.derivation().steps() == ("a / b", "1,399 / 45")
    assert (
        (share + 1)
        .latex()
        .endswith("&= \\frac{1{,}399}{45} + 1 \\\\\n&= \\tfrac{1{,}444}{45}\n\\end{aligned}")
    )


def test_short_terms_share_a_line() -> None:
    """The layers' connections stand on as few lines as a phone allows."""
    lines = lenet5().connections.latex().splitlines()
    assert lines[2:4] == [
        r"&= 122{,}304 + 5{,}880 + 151{,}600 + 2{,}000 \\",
        r"&\quad + 48{,}120 + 10{,}164 + 840 \\",
    ]
