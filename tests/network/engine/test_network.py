"""The network as a whole: its gradients, what batches are, and how many threads it takes."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from lenet_docs import Architecture, lenet5, lenet5_dense, lenet5_today
from lenet_docs.network import MaximumAPosteriori, Network
from lenet_docs.network.engine.threads import one_thread
from tests.network_samples import (
    both_losses,
    classifiers,
    close,
    lenet5_trained_throughout,
    random_images,
    random_labels,
    random_network,
)


def test_new_parameters_count_at_once() -> None:
    """Nothing that was prepared for older parameters is used again."""
    network, images = Network(lenet5(), "float64", seed=0), random_images(lenet5(), 3, seed=0)
    network.penalties(images)
    network.parameters[...] = Network(lenet5(), "float64", seed=1).parameters
    expected = Network(lenet5(), "float64", seed=1).penalties(images)
    assert np.array_equal(network.penalties(images), expected)


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


# ---- Threads ---------------------------------------------------------------------------------


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
