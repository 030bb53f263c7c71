"""A unit opened up: what is printed is what the network computes."""

from __future__ import annotations

import re

import numpy as np
import pytest

from lenet_docs import Architecture, Convolution, Input, lenet5, lenet5_dense
from lenet_docs.catalogue import TABLE_I
from lenet_docs.errors import ArchitectureError
from lenet_docs.figures import running
from lenet_docs.figures.digit.opened import opened
from lenet_docs.figures.digit.products import products
from lenet_docs.network import Network
from lenet_docs.network.trained_network.run import Run
from tests.figures.picture import Picture

IMAGE = np.random.default_rng(5).uniform(-0.1, 1.175, (32, 32))
PRODUCT = r"(−?\d+\.\d+) × (−?\d+\.\d+) = (−?\d+\.\d+)"


@pytest.fixture(scope="module")
def run() -> Run:
    """A random image in a random network."""
    return Run(Network(lenet5(), seed=3), IMAGE)


def _float(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.mark.parametrize("index", range(16))
def test_an_opened_unit_has_the_state_that_the_network_has(run: Run, index: int) -> None:
    """For every column of Table I, its own kernels are found."""
    place = (index, 3, 7)
    unit = opened(run, "C3", place)
    assert unit.window.maps == TABLE_I.columns[index]
    assert unit.state == pytest.approx(run.states["C3"][place], abs=1e-5)


@pytest.mark.parametrize("layer", ["C1", "C5"])
def test_other_convolutions_can_be_opened(run: Run, layer: str) -> None:
    """The first looks at the image, the last at everything."""
    place = run.strongest(layer)
    assert opened(run, layer, place).state == pytest.approx(run.states[layer][place], abs=1e-5)


def test_a_layer_without_a_table_can_be_opened() -> None:
    """There, each map looks at all maps."""
    dense = Run(Network(lenet5_dense(), seed=1), IMAGE)
    unit = opened(dense, "C3", (9, 2, 2))
    assert unit.products.size == 150
    assert unit.state == pytest.approx(dense.states["C3"][9, 2, 2], abs=1e-5)


@pytest.mark.parametrize("index", [0, 9, 15])
@pytest.mark.parametrize("layout", ["svg", "narrow"])
def test_every_product_is_drawn_and_said(run: Run, index: int, layout: str) -> None:
    """Each of the 75, 100 or 150 products stands in its cell and in the words."""
    drawing = products("test", run, "C3", (index, 3, 7))
    unit = opened(run, "C3", (index, 3, 7))
    said = [_float(product) for *_, product in re.findall(PRODUCT, drawing.alt)]
    assert said == pytest.approx(unit.products.ravel(), abs=0.0051)
    bold = Picture(getattr(drawing, layout)).all("text", font_weight="650")
    drawn = [_float(e.text or "") for e in bold if re.fullmatch(r"−?\d+\.\d\d", e.text or "")]
    assert drawn == said


def test_the_sums_are_those_of_the_network() -> None:
    """In the book's drawing, sums and bias add up to the sum, and the state is the network's."""
    drawing = running.DRAWINGS["digit-products"]()
    run, _ = running.shown()
    sums, bias, total, state = re.findall(
        r"sums of the maps, (.*), and the bias, (\S+), make a weighted sum of (\S+)\. Squashed "
        r"by .*, the state is (\S+)\.",
        drawing.alt,
    )[0]
    terms = [_float(each) for each in re.findall(r"−?\d+\.\d+", sums)]
    assert sum(terms) + _float(bias) == pytest.approx(_float(total), abs=0.0026)
    assert _float(state) == pytest.approx(run.states["C3"].max(), abs=6e-4)
    for layout in (drawing.svg, drawing.narrow):
        texts = Picture(layout).texts
        assert {total, state, bias} <= set(texts)


def test_a_border_of_padding_is_refused() -> None:
    """There, what a unit looks at is not all in the layer before."""
    padded = Architecture("padded", Input(8, 8), [Convolution("C1", maps=2, kernel=3, padding=1)])
    run = Run(Network(padded), IMAGE[:8, :8])
    with pytest.raises(ArchitectureError, match=r"^C1: a unit at the edge looks at padding"):
        products("test", run, "C1", (0, 0, 0))
