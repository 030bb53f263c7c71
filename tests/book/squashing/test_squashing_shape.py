"""The shape of the squashing function, against SymPy."""

import pytest
import sympy

from lenet_docs.book.squashing import squashing_shape as shape
from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.squashing import gain, squash

a = sympy.symbols("a", positive=True)
A = sympy.Rational(AMPLITUDE.value)
S = sympy.Rational(SLOPE.value)
f = A * sympy.tanh(S * a)
first = sympy.diff(f, a)
second = sympy.diff(f, a, 2)
curvature = -second / (1 + first**2) ** sympy.Rational(3, 2)


def number(expression: sympy.Expr, at: float | int = 0) -> float:
    """Return the value of an expression to more digits than a float has."""
    return float(expression.subs(a, at).evalf(30))


@pytest.mark.parametrize("at", [0, 1, 2])
def test_derivatives_are_those_of_the_function(at: int) -> None:
    """Slope, bend and curvature equal what SymPy differentiates."""
    assert float(squash(at)) == pytest.approx(number(f, at), abs=1e-15)
    assert float(shape.slope_at(at)) == pytest.approx(number(first, at), rel=1e-14)
    assert float(shape.bend_at(at)) == pytest.approx(-number(second, at), abs=1e-14)
    assert float(shape.curvature_at(at)) == pytest.approx(number(curvature, at), abs=1e-14)


def test_the_gain_is_the_slope_at_the_origin() -> None:
    """A times S is the first derivative at 0, exactly."""
    assert sympy.Rational(gain().value) == first.subs(a, 0)


def test_the_largest_bend_is_where_the_third_derivative_vanishes() -> None:
    """SymPy finds the same place from the third derivative alone."""
    place = sympy.nsolve(sympy.diff(f, a, 3), a, 1, prec=30)
    assert float(shape.bend_place()) == pytest.approx(float(place), rel=1e-14)
    assert float(shape.bend_state()) == pytest.approx(number(f, place), rel=1e-14)
    surplus = second.subs(a, place) / second.subs(a, 1) - 1
    assert float(shape.bend_surplus()) == pytest.approx(float(surplus.evalf(30)), rel=1e-9)


def test_the_sharpest_turn_is_where_the_curvature_has_no_slope() -> None:
    """SymPy finds the same place by differentiating the curvature."""
    place = sympy.nsolve(sympy.diff(curvature, a), a, 1.5, prec=30)
    assert float(shape.curvature_place()) == pytest.approx(float(place), abs=1e-11)
    assert float(shape.curvature_state()) == pytest.approx(number(f, place), abs=1e-11)


def test_the_matched_constants_make_the_claims_of_the_appendix_true() -> None:
    """With them f(1) is 1 and the third derivative at 1 is zero."""
    slope, amplitude = sympy.atanh(1 / sympy.sqrt(3)), sympy.sqrt(3)
    assert float(shape.matched_slope()) == pytest.approx(float(slope), rel=1e-15)
    assert float(shape.matched_amplitude()) == pytest.approx(float(amplitude), rel=1e-15)
    matched = amplitude * sympy.tanh(slope * a)
    assert sympy.simplify(matched.subs(a, 1)) == 1
    assert sympy.simplify(sympy.diff(matched, a, 3).subs(a, 1)) == 0


def test_the_amplitude_for_a_state_of_one_is_the_printed_one_with_more_digits() -> None:
    """Rounded to the digits that the paper prints, it is the paper's amplitude."""
    exact = 1 / sympy.tanh(S)
    assert float(shape.amplitude_for_unit_state()) == pytest.approx(float(exact), rel=1e-15)
    assert round(float(exact), 4) == float(AMPLITUDE)


def test_the_shortfall_at_one_is_that_of_the_function() -> None:
    """It is 1 - f(1), and the mean slope from 0 to 1 is f(1) itself."""
    assert float(shape.unit_state_shortfall()) == pytest.approx(1 - number(f, 1), abs=1e-15)
    assert float(shape.secant()) == float(squash(1))
    assert shape.secant().formula().startswith(r"\text{mean slope} = \frac{f(1)}{a}")
