"""The layers at work, each by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings
from hypothesis import strategies as st

from lenet_docs import Architecture, Convolution, EuclideanRBF, FullConnection, Input, Subsampling
from lenet_docs.catalogue import AMPLITUDE
from lenet_docs.layers import Layer
from lenet_docs.network.engine.chain import Chain, shapes
from lenet_docs.network.engine.losses import Loss, MaximumAPosteriori, MeanSquaredError
from lenet_docs.network.steps import (
    Array,
    ConvolutionStep,
    EuclideanRBFStep,
    FullConnectionStep,
    MeanStep,
    Step,
    SubsamplingStep,
    slopes_of,
)
from lenet_docs.network.steps.windows import windows
from lenet_docs.squashing import squash
from tests.networks import convolutions

A = float(AMPLITUDE)


def at_work(*layers: Layer, image: Input, images: int = 2, seed: int = 0) -> Chain:
    """Return layers at work with random parameters, in double precision."""
    architecture = Architecture("made", image, layers)
    rng = np.random.default_rng(seed)
    arrays = {
        f"{layer.name}.{name}": rng.normal(size=shape)
        for layer in architecture
        for name, shape in shapes(layer).items()
    }
    gradients = {name: np.zeros_like(array) for name, array in arrays.items()}
    return Chain(architecture, arrays, gradients, images, np.dtype("float64"))


def random(array: Array, seed: int = 1) -> Array:
    """Return random numbers in the shape of an array."""
    return np.random.default_rng(seed).normal(size=array.shape)


def test_each_kind_of_layer_has_its_step() -> None:
    """Subsampling has one with parameters, and one without."""
    chain = at_work(
        Convolution("C1", maps=2, kernel=3),
        Subsampling("S2", window=2),
        Subsampling("S3", window=2, trainable=False),
        FullConnection("F4", units=5),
        EuclideanRBF("output", units=3),
        image=Input(10, 10),
    )
    assert [type(step) for step in chain.steps.values()] == [
        ConvolutionStep,
        SubsamplingStep,
        MeanStep,
        FullConnectionStep,
        EuclideanRBFStep,
    ]


def test_slopes_are_the_derivative_of_the_squashing_function() -> None:
    """Known from the states alone; 0 where a unit is saturated."""
    sums = np.linspace(-3, 3, 25)
    states, step = A * np.tanh(2 / 3 * sums), 1e-6
    ahead, behind = (A * np.tanh(2 / 3 * (sums + shift)) for shift in (step, -step))
    slopes = np.empty_like(sums)
    slopes_of(states, out=slopes)
    assert slopes == pytest.approx((ahead - behind) / (2 * step), rel=1e-8)
    slopes_of(np.full(25, A), out=slopes)
    assert slopes == pytest.approx(0, abs=1e-15)
    assert states[12 + 4] == pytest.approx(float(squash(1)))


@settings(max_examples=100)
@fuzz(st.data(), st.integers(1, 9), st.integers(1, 9), st.integers(1, 3), st.integers(1, 3))
def test_the_way_back_through_a_convolution_is_its_transpose(
    data: st.DataObject, height: int, width: int, maps: int, images: int
) -> None:
    """Sum times derivative is state times derivative carried back, for any states and derivatives.

    A convolution is linear but for its biases, so this says that each derivative goes exactly to
    the units that it came from, whatever kernels, strides, borders and tables there are.
    """
    image = Input(height, width, maps)
    front = Convolution("C0", maps=maps, kernel=1)  # nothing is carried back to an input
    layer = data.draw(convolutions("C1", image, padded=True))
    chain = at_work(front, layer, image=image, images=images)
    source, step = chain.steps.values()
    # If it looks at its whole source, it is carried out as a full connection.
    assert isinstance(step, ConvolutionStep | FullConnectionStep)
    for seed in (1, 2):  # the second time nothing may be left of the first
        source.states[...], step.d_sums[...] = random(source.states, seed), random(step.sums, seed)
        step.forward_sums()
        linear = step.sums - step.biases.reshape(-1, 1, 1, 1)
        step.backward_sums(1)
        assert np.vdot(source.d_states, source.states) == pytest.approx(
            np.vdot(step.d_sums, linear), rel=1e-9, abs=1e-9
        )
        # And alike in its weights: it is linear in them as well.
        assert np.vdot(step.d_weights, step.weights) == pytest.approx(
            np.vdot(step.d_sums, linear), rel=1e-9, abs=1e-9
        )
        assert step.d_biases == pytest.approx(step.d_sums.sum((1, 2, 3)))


FIRST = Convolution("C1", maps=3, kernel=3)

KINDS: dict[str, list[Layer]] = {
    "convolution": [FIRST, Convolution("L", maps=2, kernel=(2, 3), stride=2, padding=1)],
    "subsampling": [FIRST, Subsampling("L", window=(2, 3))],
    "mean": [FIRST, Subsampling("L", window=(2, 3), trainable=False)],
    "full": [FIRST, FullConnection("L", units=4)],
    "replicated": [FIRST, FullConnection("L", units=4, replicated=True)],
}
"""Layers of each kind that weighs, behind another."""


@pytest.mark.parametrize("kind", KINDS)
def test_second_derivatives_go_back_with_every_factor_squared(kind: str) -> None:
    """With order 2 each link carries w^2 back, and each weight gets x^2 (eqs. (23) and (25)).

    So what is carried back is what a network carries back in order 1 whose weights, and whose
    states in front, are the squares.
    """
    image = Input(8, 14)
    one, squared = (at_work(*KINDS[kind], image=image) for _ in range(2))
    (front, step), (squared_front, squared_step) = (
        list(chain.steps.values()) for chain in (one, squared)
    )
    _square_parameters(squared_step)
    front.states[...] = random(front.states)
    squared_front.states[...] = front.states**2
    derivatives = random(step.states, seed=2) ** 2
    for each in (step, squared_step):
        each.forward()
        each.slopes[...] = 1
        each.d_states[...] = derivatives
    step.backward(order=2)
    squared_step.backward(order=1)
    # A mean has no parameters: its weight is the share, which stays what it is.
    share = 1 / 6 if kind == "mean" else 1
    assert front.d_states == pytest.approx(squared_front.d_states * share, rel=1e-12)
    for name in ("d_weights", "d_coefficients", "d_biases"):
        if hasattr(step, name):
            assert getattr(step, name) == pytest.approx(getattr(squared_step, name), rel=1e-12)


def _square_parameters(step: Step) -> None:
    for name in ("weights", "coefficients"):
        if hasattr(step, name):
            array = getattr(step, name)
            array[...] = array**2


def test_the_first_layer_carries_nothing_back() -> None:
    """Nothing learns in front of it: the pixels' derivatives stay as they were."""
    for first in (
        Convolution("C1", maps=2, kernel=3, padding=1),
        Subsampling("S1", window=2),
        Subsampling("S1", window=2, trainable=False),
        FullConnection("F1", units=4),
    ):
        chain = at_work(first, FullConnection("F9", units=2), image=Input(4, 4))
        step = next(iter(chain.steps.values()))
        step.source.states[...] = random(step.source.states)
        step.forward()
        step.slopes[...], step.d_states[...] = 1, 1
        step.backward()
        assert not step.source.d_states.any()


def test_penalties_are_squared_distances() -> None:
    """The state that is a code costs nothing there, and 4 for each component elsewhere."""
    chain = at_work(
        FullConnection("F1", units=6), EuclideanRBF("output", units=2), image=Input(1, 1), images=2
    )
    source, step = chain.steps.values()
    assert isinstance(step, EuclideanRBFStep)
    step.codes[...] = [[1, 1, 1, -1, -1, -1], [1, -1, 1, -1, 1, -1]]
    source.states[...] = step.codes.T.reshape(source.states.shape)
    step.forward()
    assert step.states.reshape(2, 2).tolist() == [[0, 8], [8, 0]]


@pytest.mark.parametrize("loss", [MaximumAPosteriori(3), MeanSquaredError()], ids=str)
def test_second_derivatives_by_trained_codes_are_those_of_the_loss(loss: Loss) -> None:
    """By finite differences; of a wrong class, without the slope of the loss, which is negative."""
    chain = at_work(
        FullConnection("F1", units=4),
        EuclideanRBF("output", units=3, trainable=True),
        image=Input(1, 1),
        images=1,
    )
    image, label, step = np.ones((1, 1, 1)), np.array([2]), chain.steps["output"]
    assert isinstance(step, EuclideanRBFStep)
    assert step.d_codes is not None
    chain.curvature(image, label, loss)
    found, codes, small = step.d_codes.copy(), step.codes.copy(), 1e-4

    def value(place: tuple[int, ...], change: float) -> float:
        step.codes[...] = codes
        step.codes[place] += change
        return float(chain.backward(image, label, loss)[0])

    for place in np.ndindex(codes.shape):
        around = value(place, small) + value(place, -small) - 2 * value(place, 0)
        slope = loss.gradient(chain.penalties.reshape(1, -1), label)[0, place[0]]
        assert found[place] == pytest.approx(around / small**2 - 2 * min(slope, 0), abs=1e-5)


def test_codes_carry_no_second_derivatives_by_order() -> None:
    """They need those of the loss; a caller who forgets is told."""
    chain = at_work(
        FullConnection("F1", units=6), EuclideanRBF("output", units=2), image=Input(1, 1)
    )
    *_, step = chain.steps.values()
    with pytest.raises(ValueError, match=r"by second_derivatives\(\)$"):
        step.backward(order=2)


@pytest.mark.parametrize("images", [1, 3, 40])
def test_windows_are_added_up_and_spread_over_however_many_images_there_are(images: int) -> None:
    """Short rows and long ones take different ways, to the same sums."""
    layer = Subsampling("S1", window=(2, 3))
    whole, parts = random(np.empty((2, 4, 6, images))), np.zeros((2, 2, 2, images))
    split = whole.reshape(2, 2, 2, 2, 3, images)
    wanted = split.sum((2, 4))
    both = windows(layer, whole, parts)
    both.add()
    assert parts == pytest.approx(wanted)
    both.spread()
    assert split == pytest.approx(np.broadcast_to(wanted[:, :, None, :, None], split.shape))
