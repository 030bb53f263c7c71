"""The squashing function read backwards, and its slope from the state, against SymPy."""

from decimal import Decimal
from fractions import Fraction

import pytest
import sympy

from lenet_docs.book.squashing import saturation
from lenet_docs.book.squashing.squashing_shape import slope_at
from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.errors import QuantityError
from lenet_docs.squashing import squash

a = sympy.symbols("a", positive=True)
A = sympy.Rational(AMPLITUDE.value)
S = sympy.Rational(SLOPE.value)
f = A * sympy.tanh(S * a)


@pytest.mark.parametrize("state", ["-1.5", "0", "0.25", "1", "1.7"])
def test_the_sum_for_a_state_gives_that_state(state: str) -> None:
    """Squashing it leads back."""
    needed = saturation.sum_for_state(Decimal(state))
    assert float(squash(Fraction(float(needed)))) == pytest.approx(float(state), abs=1e-14)


@pytest.mark.parametrize("share", [1, -1, 2, -2])
def test_no_sum_gives_the_amplitude_or_more(share: int) -> None:
    """The asymptotes are not reached."""
    with pytest.raises(QuantityError, match=r"states lie within ±1\.7159"):
        saturation.sum_for_state(share * AMPLITUDE)
    with pytest.raises(QuantityError, match="it stays below 1"):
        saturation.sum_for_share(Fraction(share))


def test_a_negative_share_needs_the_opposite_sum() -> None:
    """The function is odd."""
    half = Fraction(1, 2)
    assert float(saturation.sum_for_share(-half)) == -float(saturation.sum_for_share(half))


@pytest.mark.parametrize("share", ["0.5", "0.9", "0.999"])
def test_a_share_of_the_amplitude(share: str) -> None:
    """SymPy solves for the sum, and differentiates there."""
    place = sympy.nsolve(f - sympy.Rational(share) * A, a, 1, prec=30)
    assert float(saturation.sum_for_share(Decimal(share))) == pytest.approx(float(place), rel=1e-12)
    slope = sympy.diff(f, a).subs(a, place)
    assert float(saturation.slope_at_share(Decimal(share))) == pytest.approx(float(slope), rel=1e-9)


@pytest.mark.parametrize("at", [0, 1, 3])
def test_the_state_tells_the_slope(at: int) -> None:
    """The slope from the state is the slope at the sum that the state came from."""
    state = Fraction(float(squash(at)))
    assert float(saturation.slope_from_state(state)) == pytest.approx(float(slope_at(at)))


def test_a_tenth_of_the_rest() -> None:
    """That much further out, what is missing to A is a tenth, in the limit."""
    missing = A - f
    far = 20
    further = sympy.Rational(float(saturation.tenth_of_the_rest()))
    ratio = missing.subs(a, far + further).evalf(40) / missing.subs(a, far).evalf(40)
    assert float(ratio) == pytest.approx(0.1, rel=1e-9)


def test_where_the_slope_is_one() -> None:
    """SymPy finds the same place."""
    place = sympy.nsolve(sympy.diff(f, a) - 1, a, 0.5, prec=30)
    assert float(saturation.unit_gain_place()) == pytest.approx(float(place), rel=1e-12)
