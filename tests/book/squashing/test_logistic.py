"""The logistic function beside the squashing function, against SymPy."""

import pytest
import sympy

from lenet_docs.book.squashing import logistic
from lenet_docs.book.witness import NET
from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.enumeration import Enumeration

a = sympy.symbols("a", real=True)
LOGISTIC = 1 / (1 + sympy.exp(-a))


def test_its_gain_is_the_slope_at_the_origin() -> None:
    """SymPy differentiates it; the slope is largest there."""
    slope = sympy.diff(LOGISTIC, a)
    assert sympy.Rational(logistic.logistic_gain().value) == slope.subs(a, 0)
    assert slope.diff(a).subs(a, 0) == 0
    assert slope.diff(a, 2).subs(a, 0) < 0


def test_how_many_times_steeper() -> None:
    """Four times A times S."""
    assert logistic.times_steeper() == 4 * AMPLITUDE.value * SLOPE.value


def test_all_layers_but_the_output_squash() -> None:
    """C1 to F6."""
    names = [layer.name for layer in NET]
    assert logistic.squashing_layers(NET) == names.index("F6") + 1


def test_gains_multiply_layer_by_layer() -> None:
    """The chain rule has a factor for each layer that squashes."""
    ours, theirs = 1.0, 1.0
    for _ in names_of_squashing_layers():
        ours *= float(AMPLITUDE) * float(SLOPE)
        theirs /= 4
    assert float(logistic.gain_through(NET)) == pytest.approx(ours)
    assert float(logistic.logistic_gain_through(NET)) == theirs


def names_of_squashing_layers() -> list[str]:
    """Return the layers up to F6."""
    return [layer.name for layer in NET if layer.name != "output"]


@pytest.mark.parametrize(("name", "map"), [("C1", 0), ("C3", 0), ("C3", 15), ("F6", 83)])
def test_a_sum_of_resting_states_is_half_the_counted_links(name: str, map: int) -> None:  # noqa: A002
    """Each link adds the logistic function of 0."""
    half = LOGISTIC.subs(a, 0)
    assert sympy.Rational(logistic.resting_sum(NET[name], map).value) == (
        Enumeration(NET)[name].fan_ins[map] * half
    )
