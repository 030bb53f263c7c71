"""The first values of the parameters."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from lenet_docs import EuclideanRBF, lenet5, lenet5_dense, lenet5_today
from lenet_docs.codes import DIGITS, code
from lenet_docs.network import PAPER, UNIT_VARIANCE, Initialisation, Network
from lenet_docs.network.digits.levels import levels
from tests.network_samples import Array, lenet5_trained_throughout


@cache
def started(rule: Initialisation, seed: int = 0) -> Network:
    """Return LeNet-5 with first values by a rule, in double precision; nobody changes them."""
    network = Network(lenet5(), "float64")
    network.initialise(seed, rule)
    return network


def weights_by_unit(network: Network, layer: str) -> list[Array]:
    """Return, for each map of a layer, the weights that lead to one of its units."""
    array = network.arrays[f"{layer}.weights"]
    fan_ins = [int(fan_in) for fan_in in network.architecture[layer].fan_ins]
    return np.split(array.ravel(), np.cumsum(fan_ins)[:-1])


@pytest.mark.parametrize("layer", ["C1", "C3", "C5", "F6"])
@pytest.mark.parametrize(
    ("rule", "bound"), [(PAPER, lambda f: 2.4 / f), (UNIT_VARIANCE, lambda f: (3 / f) ** 0.5)]
)
def test_weights_keep_the_bound_of_the_unit_they_lead_to(
    rule: Initialisation, bound: object, layer: str
) -> None:
    """It is taken from as many units as that unit looks at: in C3 the maps differ."""
    assert callable(bound)
    drawn = [weights_by_unit(started(rule, seed), layer) for seed in range(40)]
    for units in zip(*drawn, strict=True):
        found = np.concatenate(units)
        fan_in = len(units[0])
        assert np.abs(found).max() <= bound(fan_in)
        # They fill the range evenly: among so many one comes near each end, and a
        # uniform number has a third of its bound squared as its variance.
        assert found.min() < -0.97 * bound(fan_in)
        assert found.max() > 0.97 * bound(fan_in)
        assert found.var() == pytest.approx(bound(fan_in) ** 2 / 3, rel=0.15)


def test_the_kinds_of_units_in_c3_have_three_bounds() -> None:
    """Its units look at 75, 100 or 150 units."""
    sizes = [len(unit) for unit in weights_by_unit(started(PAPER), "C3")]
    assert sizes == [75] * 6 + [100] * 9 + [150]


@pytest.mark.parametrize("rule", [PAPER, UNIT_VARIANCE])
def test_biases_start_at_0_and_coefficients_with_the_mean(rule: Initialisation) -> None:
    """A coefficient of 1/4 makes of the sum of four units their mean."""
    network = started(rule)
    for name, array in network.arrays.items():
        if name.endswith("biases"):
            assert not array.any()
        if name.endswith("coefficients"):
            assert (array == 0.25).all()


def test_the_first_coefficient_can_be_another() -> None:
    """It is the given one, divided by the units of a window."""
    network = started(Initialisation("other", 1.0, root=False, coefficient=2.0))
    assert (network.arrays["S2.coefficients"] == 0.5).all()


def test_codes_are_left_alone() -> None:
    """Those that are trained as well."""
    network = Network(lenet5_trained_throughout())
    network.initialise(7, UNIT_VARIANCE)
    expected = [list(code(digit).components) for digit in DIGITS]
    assert network.arrays["output.codes"].tolist() == expected


@pytest.mark.parametrize("make", [lenet5, lenet5_dense, lenet5_today])
def test_both_precisions_start_alike(make: type) -> None:
    """What is drawn is the same, rounded."""
    single, double = (Network(make(), dtype, seed=3) for dtype in ("float32", "float64"))
    assert np.array_equal(single.parameters, double.parameters.astype(np.float32))


def test_unit_variance_keeps_the_variance_of_independent_inputs() -> None:
    """Of inputs of mean 0 and variance 1, the sums of F6 have variance 1, and of 2.4/F far less."""
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(120, 2000))
    for rule, expected in ((UNIT_VARIANCE, 1.0), (PAPER, 2.4**2 / 3 / 120)):
        sums = started(rule).arrays["F6.weights"] @ inputs
        assert sums.var() == pytest.approx(expected, rel=0.1)


def test_a_first_penalty_is_near_that_of_a_blank_f6() -> None:
    """With the paper's rule F6 starts near 0, and all codes are about 84 away."""
    image = levels(np.zeros((28, 28), np.uint8))
    penalties = Network(lenet5()).penalties(image)
    codes = lenet5().layers[-1]
    assert isinstance(codes, EuclideanRBF)
    assert penalties == pytest.approx(84, abs=1)
