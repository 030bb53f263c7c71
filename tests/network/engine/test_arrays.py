"""The arrays of a network: as many numbers as are counted, in order, under their names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings

from lenet_docs import Architecture, Convolution, EuclideanRBF, FullConnection, Input, lenet5
from lenet_docs.catalogue import ARCHITECTURES
from lenet_docs.codes import DIGITS, code
from lenet_docs.enumeration import Enumeration
from lenet_docs.errors import NetworkError
from lenet_docs.network import Network
from tests.network_samples import lenet5_trained_throughout, random_images, runnable


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


def test_the_same_seed_gives_the_same_parameters() -> None:
    """And another seed gives others, codes left alone."""
    one, same, other = (Network(lenet5(), seed=seed) for seed in (5, 5, 6))
    assert np.array_equal(one.parameters, same.parameters)
    for name, array in one.arrays.items():
        random = name.endswith("weights")
        assert np.array_equal(array, other.arrays[name]) is not random
    other.initialise(5)
    assert np.array_equal(one.parameters, other.parameters)


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
