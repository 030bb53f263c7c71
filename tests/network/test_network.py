"""The network: its arrays against the counts, its states against loops, and what batches are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import product, takewhile

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from lenet_docs import (
    Architecture,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
    lenet5,
    lenet5_dense,
    lenet5_today,
)
from lenet_docs.catalogue import AMPLITUDE, ARCHITECTURES, SLOPE
from lenet_docs.codes import DIGITS, code
from lenet_docs.enumeration import Enumeration
from lenet_docs.errors import NetworkError
from lenet_docs.layers import Layer
from lenet_docs.network import MaximumAPosteriori, Network
from lenet_docs.network._threads import one_thread
from tests.network_samples import (
    Array,
    both_losses,
    lenet5_trained_throughout,
    random_images,
    random_labels,
    random_network,
)
from tests.networks import architectures

A, S = float(AMPLITUDE), float(SLOPE)


@st.composite
def runnable(draw: st.DrawFn) -> Architecture:
    """Small networks of any layers; some end in codes, and some of these are trained."""
    drawn = draw(architectures())
    body: list[Layer] = list(takewhile(lambda each: not isinstance(each, EuclideanRBF), drawn))
    replicated = draw(st.booleans())
    if draw(st.booleans()) or not body:
        trainable = draw(st.booleans())
        body += [
            FullConnection("bitmap", units=len(code("0").components), replicated=replicated),
            EuclideanRBF("codes", units=len(DIGITS), replicated=True, trainable=trainable),
        ]
    return Architecture("random", drawn.input, body)


# ---- Arrays ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_the_arrays_of_the_catalogue_add_up_to_its_counts(name: str) -> None:
    """All arrays have as many numbers as there are parameters, for the network and each layer."""
    adds_up(ARCHITECTURES[name]())


def test_lenet5_has_60000_trainable_parameters_and_840_fixed_ones() -> None:
    """The count of the paper, added up from arrays."""
    network = Network(lenet5())
    sizes = {name: array.size for name, array in network.arrays.items()}
    assert sum(sizes.values()) == 60_840
    assert sum(size for name, size in sizes.items() if name != "output.codes") == 60_000


@settings(max_examples=50)
@fuzz(runnable())
def test_the_arrays_of_any_network_add_up_to_its_counts(architecture: Architecture) -> None:
    """Tables, borders, strides and replicated layers included; also if counted one by one."""
    adds_up(architecture)
    assert Network(architecture).trainable.size == Enumeration(architecture).trainable_parameters


def adds_up(architecture: Architecture) -> None:
    network = Network(architecture)
    assert network.parameters.size == int(architecture.parameters)
    assert network.trainable.size == int(architecture.trainable_parameters)
    assert sum(array.size for array in network.arrays.values()) == network.parameters.size
    for layer in architecture:
        own = [array for name, array in network.arrays.items() if name.split(".")[0] == layer.name]
        assert sum(array.size for array in own) == int(layer.parameters)
        trained = network.named(network.trainable)
        own = [array for name, array in trained.items() if name.split(".")[0] == layer.name]
        assert sum(array.size for array in own) == int(layer.trainable_parameters)


def test_arrays_are_views_that_leave_nothing_out_and_share_nothing() -> None:
    """Numbering all parameters through the views numbers each of them once."""
    network = Network(lenet5(), "float64")
    for number, array in enumerate(network.arrays.values()):
        array[...] = np.arange(array.size).reshape(array.shape) + number * 1e6
    assert len(np.unique(network.parameters)) == network.parameters.size
    assert np.array_equal(network.trainable, network.parameters[: network.trainable.size])


def test_the_codes_are_those_of_figure_3() -> None:
    """Row by row as the figure draws them, for fixed codes and for trained ones."""
    for architecture in (lenet5(), lenet5_trained_throughout()):
        codes = Network(architecture).arrays["output.codes"]
        assert codes.tolist() == [list(code(digit).components) for digit in DIGITS]


def test_the_order_of_c3s_kernels_is_that_of_table_i() -> None:
    """Changing one kernel changes its map and no other, through the source map that it looks at."""
    network = Network(lenet5(), "float64")
    image = random_images(lenet5(), 1, seed=0)
    before = network.trace(image)["C3"].sums
    assert before is not None
    pairs = [(m, s) for m, column in enumerate(_columns(lenet5())) for s in column]
    for kernel in (0, 2, 17, 18, 59):
        array = network.arrays["C3.weights"][kernel]
        array += 1
        after = network.trace(image)["C3"].sums
        assert after is not None
        array -= 1
        map_, source = pairs[kernel]
        field = network.trace(image)["S2"].states[0, source]
        window = sum(field[r : r + 10, c : c + 10] for r, c in product(range(5), repeat=2))
        assert (after - before)[0, map_] == pytest.approx(window)
        changed = np.abs(after - before)[0].max(axis=(1, 2)) > 1e-9
        assert np.flatnonzero(changed).tolist() == [map_]


def _columns(architecture: Architecture) -> Iterator[tuple[int, ...]]:
    layer = architecture["C3"]
    assert isinstance(layer, Convolution)
    assert layer.table is not None
    yield from layer.table.columns


# ---- States ----------------------------------------------------------------------------------


@settings(max_examples=80)
@fuzz(runnable(), st.integers(0, 100))
def test_states_are_those_of_loops(architecture: Architecture, seed: int) -> None:
    """Every sum and state of random networks, unit by unit; maps of outputs as well."""
    network = random_network(architecture, seed)
    images = random_images(architecture, 2, seed)
    trace = network.trace(images)
    for index, image in enumerate(images):
        states = image.reshape(-1, *image.shape[-2:])
        for layer in architecture:
            sums = looped(layer, states, network)
            squashed = not isinstance(layer, EuclideanRBF) and _is_squashed(layer, architecture)
            states = A * np.tanh(S * sums) if squashed else sums
            found = trace[layer.name]
            close(found.states[index], states)
            if found.sums is not None:
                close(found.sums[index], sums)
        codes = isinstance(architecture.layers[-1], EuclideanRBF)
        outputs = states if codes else -states
        expected = outputs[:, 0, 0] if outputs.shape[1:] == (1, 1) else outputs
        close(network.penalties(image), expected)


def close(found: Array, expected: Array) -> None:
    """Compare to the rounding of double precision; of large sums with small results, to theirs."""
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def _is_squashed(layer: Layer, architecture: Architecture) -> bool:
    if isinstance(layer, Subsampling) and not layer.trainable:
        return False
    return layer is not architecture.layers[-1]


def looped(layer: Layer, source: Array, network: Network) -> Array:
    """Return the sums of a layer, one unit after another, with nothing but loops."""
    shape = (int(layer.maps), int(layer.height), int(layer.width))
    sums = np.zeros(shape)
    own = {
        name.split(".")[1]: array
        for name, array in network.arrays.items()
        if name.split(".")[0] == layer.name
    }
    for m, row, column in product(*map(range, shape)):
        sums[m, row, column] = _unit(layer, own, source, m, row, column)
    return sums


def _unit(
    layer: Layer, own: dict[str, Array], source: Array, m: int, row: int, column: int
) -> float:
    if isinstance(layer, Convolution):
        down, across = map(int, layer.stride)
        top, left = (row * down - int(layer.padding[0]), column * across - int(layer.padding[1]))
        table = layer.table.columns if layer.table else [range(len(source))] * int(layer.maps)
        kernel = sum(len(each) for each in table[:m])
        total = float(own["biases"][m])
        for s in table[m]:
            for r, c in product(*(range(int(side)) for side in layer.kernel)):
                inside = 0 <= top + r < source.shape[1] and 0 <= left + c < source.shape[2]
                if inside:
                    total += own["weights"][kernel, r, c] * source[s, top + r, left + c]
            kernel += 1
        return total
    if isinstance(layer, Subsampling):
        tall, wide = map(int, layer.window)
        window = source[m, row * tall : (row + 1) * tall, column * wide : (column + 1) * wide]
        if layer.trainable:
            return float(own["coefficients"][m] * window.sum() + own["biases"][m])
        return float(window.mean())
    assert isinstance(layer, FullConnection | EuclideanRBF)
    seen = source[:, row, column] if layer.replicated else source.ravel()
    if isinstance(layer, FullConnection):
        return float(sum(own["weights"][m] * seen) + own["biases"][m])
    return float(sum((seen - own["codes"][m]) ** 2))


def test_a_larger_input_gives_at_each_place_what_its_window_gives() -> None:
    """LeNet-5 on 44 x 40 pixels is LeNet-5 on 32 x 32 at every fourth pixel (section VII)."""
    small = random_network(lenet5(), seed=1)
    large = Network(lenet5(height=44, width=40), "float64")
    large.parameters[...] = small.parameters
    images = random_images(large.architecture, 2, seed=2)
    found = large.penalties(images)
    assert found.shape == (2, 10, 4, 3)
    for row, column in product(range(4), range(3)):
        windows = images[:, 4 * row : 4 * row + 32, 4 * column : 4 * column + 32]
        assert found[:, :, row, column] == pytest.approx(small.penalties(windows), rel=1e-12)
    assert np.array_equal(large.classify(images), found.argmin(axis=1))


def test_new_parameters_count_at_once() -> None:
    """Nothing that was prepared for older parameters is used again."""
    network, images = Network(lenet5(), "float64", seed=0), random_images(lenet5(), 3, seed=0)
    network.penalties(images)
    network.parameters[...] = Network(lenet5(), "float64", seed=1).parameters
    expected = Network(lenet5(), "float64", seed=1).penalties(images)
    assert np.array_equal(network.penalties(images), expected)


def test_without_codes_a_penalty_is_minus_a_score() -> None:
    """The class with the highest score is the answer."""
    network = random_network(lenet5_today(), seed=0)
    images = random_images(lenet5_today(), 5, seed=0)
    scores = network.trace(images)["output"].states[:, :, 0, 0]
    assert np.array_equal(network.penalties(images), -scores)
    assert np.array_equal(network.classify(images), scores.argmax(axis=1))


@st.composite
def classifiers(draw: st.DrawFn) -> Architecture:
    """Small networks that say one thing of an image: they end in codes, or in five scores."""
    drawn = draw(architectures())
    body: list[Layer] = list(takewhile(lambda each: not isinstance(each, EuclideanRBF), drawn))
    if draw(st.booleans()):
        bitmap = FullConnection("bitmap", units=len(code("0").components))
        codes = EuclideanRBF("codes", units=len(DIGITS), trainable=draw(st.booleans()))
        return Architecture("random", drawn.input, [*body, bitmap, codes])
    return Architecture("random", drawn.input, [*body, FullConnection("scores", units=5)])


@settings(max_examples=60)
@fuzz(classifiers(), st.integers(0, 100))
def test_gradients_are_finite_differences(architecture: Architecture, seed: int) -> None:
    """In a random direction of all parameters, for both losses, in double precision."""
    network = random_network(architecture, seed)
    images = random_images(architecture, 2, seed)
    labels = random_labels(architecture, 2, seed)
    direction = np.random.default_rng(seed).normal(size=network.trainable.size)
    before = network.trainable.copy()
    for loss in both_losses(network, images):
        _, gradient = network.gradient(images, labels, loss)
        values = []
        for step in (1e-4, -1e-4):
            network.trainable[...] = before + step * direction
            values.append(float(loss.value(network.penalties(images), labels).mean()))
        network.trainable[...] = before
        slope = (values[0] - values[1]) / 2e-4
        # The error of the formula grows with the third derivative, and so with everything.
        scale = float(np.linalg.norm(gradient) * np.linalg.norm(direction)) + abs(values[0])
        assert np.vdot(gradient, direction) == pytest.approx(slope, abs=1e-5 * scale)


# ---- Batches ---------------------------------------------------------------------------------

COUNT = 19
"""Images of a batch: more than go through the layers together, and no multiple of these."""


@pytest.mark.parametrize("make", [lenet5, lenet5_dense, lenet5_today, lenet5_trained_throughout])
def test_a_batch_gives_what_its_images_give_one_by_one(make: type) -> None:
    """Penalties and answers image by image; loss, gradient and curvature as means."""
    architecture: Architecture = make()
    network = random_network(architecture, seed=1)
    images = random_images(architecture, COUNT, seed=2)
    labels = random_labels(architecture, COUNT, seed=3)
    singles = np.array([network.penalties(image) for image in images])
    assert network.penalties(images) == pytest.approx(singles, rel=1e-12)
    assert network.classify(images).tolist() == [int(network.classify(each)) for each in images]
    for loss in both_losses(network, images):
        each = [network.gradient(i, n, loss) for i, n in zip(images, labels, strict=True)]
        value, gradient = network.gradient(images, labels, loss)
        assert value == pytest.approx(np.mean([v for v, _ in each]), rel=1e-12)
        close(gradient, np.mean([g for _, g in each], axis=0))
        curvatures = [network.curvature(i, n, loss) for i, n in zip(images, labels, strict=True)]
        close(network.curvature(images, labels, loss), np.mean(curvatures, axis=0))


def test_one_image_has_no_axis_of_images() -> None:
    """Its penalties are ten numbers and its answer is one, and its label may be one too."""
    network, image = Network(lenet5()), random_images(lenet5(), 1, seed=0)[0]
    assert network.penalties(image).shape == (10,)
    assert network.classify(image).shape == ()
    loss = MaximumAPosteriori()
    one, other = (network.gradient(image, labels, loss) for labels in (3, [3]))
    assert one[0] == other[0]
    assert np.array_equal(one[1], other[1])


def test_a_gradient_is_the_callers_own() -> None:
    """What comes later does not change it, and it does not change what comes later."""
    network, images = Network(lenet5()), random_images(lenet5(), 2, seed=0)
    loss = MaximumAPosteriori()
    first = network.gradient(images, [1, 2], loss)[1]
    kept = first.copy()
    network.gradient(images[::-1], [5, 6], loss)
    assert np.array_equal(first, kept)
    first[...] = np.nan
    assert np.array_equal(network.gradient(images, [1, 2], loss)[1], kept)


@pytest.mark.parametrize("j", [0.5, 10, np.inf])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_curvature_is_never_negative(dtype: str, j: float) -> None:
    """Not for any single image either, and not for trained codes, near them and far from them."""
    architecture = lenet5_trained_throughout()
    network = random_network(architecture, seed=1, dtype=dtype)
    images = random_images(architecture, 40, seed=2, dtype=dtype)
    network.arrays["F6.weights"][...] *= 4  # far out, where large terms nearly cancel
    for image, label in zip(images, random_labels(architecture, 40, seed=3), strict=True):
        assert network.curvature(image, label, MaximumAPosteriori(j)).min() >= 0


# ---- What is around --------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_parameters() -> None:
    """And another seed gives others, codes left alone."""
    one, same, other = (Network(lenet5(), seed=seed) for seed in (5, 5, 6))
    assert np.array_equal(one.parameters, same.parameters)
    for name, array in one.arrays.items():
        random = name.endswith("weights")
        assert np.array_equal(array, other.arrays[name]) is not random
    other.initialise(5)
    assert np.array_equal(one.parameters, other.parameters)


def blas_threads() -> list[int]:
    """Return how many threads each BLAS would use."""
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]


def test_blas_has_its_threads_back() -> None:
    """Every method leaves the number of threads as it was, after an error too."""
    network, images = Network(lenet5()), random_images(lenet5(), 2, seed=0)
    with threadpool_limits(2, user_api="blas"):
        before = blas_threads()
        assert 2 in before
        network.penalties(images)
        network.trace(images)
        network.gradient(images, [1, 2], MaximumAPosteriori())
        network.curvature(images, [1, 2], MaximumAPosteriori())
        with pytest.raises(AttributeError):
            network.gradient(images, [1, 2], None)  # type: ignore[arg-type]
        assert blas_threads() == before


def test_blas_has_one_thread_meanwhile_whoever_asks() -> None:
    """Threads of Python that ask one after the other are all heard, and leave nothing behind."""
    found: list[list[int]] = []

    def ask() -> None:
        with one_thread():
            found.append(blas_threads())

    with threadpool_limits(2, user_api="blas"):
        before = blas_threads()
    for _ in range(3):
        ask()
        other = threading.Thread(target=ask)
        other.start()
        other.join()
    assert found == [[1] * len(before)] * 6


def test_named_gives_shapes_to_what_is_as_long_as_the_trainable_parameters() -> None:
    """Views of it; of nothing that is longer or shorter."""
    network = Network(lenet5())
    flat = np.zeros(60_000)
    named = network.named(flat)
    assert {name: array.shape for name, array in named.items()} == {
        name: array.shape for name, array in network.arrays.items() if name != "output.codes"
    }
    named["F6.biases"][...] = 1
    assert flat.sum() == 84
    with pytest.raises(
        NetworkError,
        match=r"^lenet5: an array of shape \(3,\) has no names; give one of shape \(60000,\), as "
        r"the trainable parameters have$",
    ):
        network.named(np.zeros(3))


@pytest.mark.parametrize("dtype", ["float16", "int32", "nonsense", "longdouble"])
def test_other_precisions_are_refused(dtype: str) -> None:
    """The message repeats what was asked for."""
    with pytest.raises(
        NetworkError, match=f"^the precision is {dtype}; choose float32 or float64$"
    ):
        Network(lenet5(), dtype)


def test_codes_that_figure_3_cannot_draw_are_refused() -> None:
    """Neither other classes nor other bitmaps have any."""
    wrong = Architecture("wrong", Input(3, 3), [EuclideanRBF("output", units=4)])
    with pytest.raises(
        NetworkError,
        match=r"^output: Fig\. 3 draws 10 digits with 84 pixels each, but the layer has 4 codes of "
        r"9 components; make it 10 units behind 84$",
    ):
        Network(wrong)


def test_codes_before_other_layers_are_refused() -> None:
    """They could be run, but not trained by second derivatives."""
    *body, codes = lenet5().layers
    wrong = Architecture("wrong", Input(32, 32), [*body, codes, FullConnection("F8", units=10)])
    with pytest.raises(
        NetworkError,
        match=r"^output: nothing can look at distances from codes; make it the last layer$",
    ):
        Network(wrong)
