"""Networks with parameters, images and losses, for tests that must hold for all of them."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import DTypeLike, NDArray

from lenet_docs import Architecture, EuclideanRBF, FullConnection, lenet5
from lenet_docs.catalogue import BACKGROUND, FOREGROUND
from lenet_docs.codes import DIGITS, code
from lenet_docs.layers import Layer
from lenet_docs.network import Loss, MaximumAPosteriori, MeanSquaredError, Network
from tests.networks import architectures

Array = NDArray[Any]


def close(found: Array, expected: Array) -> None:
    """Compare to the rounding of double precision; of large sums with small results, to theirs."""
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@st.composite
def runnable(draw: st.DrawFn) -> Architecture:
    """Small networks of any layers; some end in codes, and some of these are trained."""
    drawn = draw(architectures())
    body = before_codes(drawn)
    replicated = draw(st.booleans())
    if draw(st.booleans()) or not body:
        body += codes(replicated=replicated, trainable=draw(st.booleans()))
    return Architecture("random", drawn.input, body)


@st.composite
def classifiers(draw: st.DrawFn) -> Architecture:
    """Small networks that say one thing of an image: they end in codes, or in five scores."""
    drawn = draw(architectures())
    scores: list[Layer] = [FullConnection("scores", units=5)]
    ends = codes(trainable=draw(st.booleans())) if draw(st.booleans()) else scores
    return Architecture("random", drawn.input, [*before_codes(drawn), *ends])


def before_codes(architecture: Architecture) -> list[Layer]:
    """Return the layers of a network up to its first codes."""
    return list(takewhile(lambda each: not isinstance(each, EuclideanRBF), architecture))


def codes(*, trainable: bool, replicated: bool = False) -> list[Layer]:
    """Return the last layers of a network that ends in the codes of Fig. 3."""
    return [
        FullConnection("bitmap", units=len(code("0").components), replicated=replicated),
        EuclideanRBF("codes", units=len(DIGITS), replicated=replicated, trainable=trainable),
    ]


def with_trained_codes(architecture: Architecture) -> Architecture:
    """Return a network with codes, with codes that are trained."""
    *body, output = architecture.layers
    assert isinstance(output, EuclideanRBF)
    codes = EuclideanRBF(
        output.name, units=int(output.maps), replicated=output.replicated, trainable=True
    )
    return Architecture(f"{architecture.name}-trained-codes", architecture.input, [*body, codes])


def lenet5_trained_throughout() -> Architecture:
    """Return LeNet-5 with codes that are trained."""
    return with_trained_codes(lenet5())


def random_network(architecture: Architecture, seed: int, dtype: DTypeLike = "float64") -> Network:
    """Return a network with biases and coefficients that are random, like the weights."""
    network = Network(architecture, dtype)
    rng = np.random.default_rng(seed)
    for name, array in network.named(network.trainable).items():
        if not name.endswith("codes"):
            spread = 1 / np.sqrt(np.prod(array.shape[1:])) if array.ndim > 1 else 0.3
            array += rng.normal(0, spread, array.shape)
    return network


def random_images(
    architecture: Architecture, count: int, seed: int, dtype: DTypeLike = "float64"
) -> Array:
    """Return images of random levels."""
    image = architecture.input
    maps = [int(image.maps)] if int(image.maps) > 1 else []
    size = (count, *maps, int(image.height), int(image.width))
    rng = np.random.default_rng(seed)
    return rng.uniform(float(BACKGROUND), float(FOREGROUND), size).astype(dtype)


def random_labels(architecture: Architecture, count: int, seed: int) -> Array:
    """Return a class for each of some images."""
    return np.random.default_rng(seed).integers(int(architecture.layers[-1].maps), size=count)


def both_losses(network: Network, images: Array) -> list[Loss]:
    """Return both losses, eq. (9) with a j at which every class and rubbish have a share.

    Before anything is learned all penalties are far above the usual j, and rubbish would have it
    all.
    """
    least = float(network.penalties(images).min())
    return [MeanSquaredError(), MaximumAPosteriori(max(least, 0.5))]
