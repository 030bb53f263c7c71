"""What units see of an image, from layer to layer."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from lenet_docs import lenet5
from lenet_docs.errors import ArchitectureError
from lenet_docs.figures.digit.seen import fields_on_image, way_down
from lenet_docs.network import Network
from lenet_docs.network.trained_network.run import Run
from tests.figures.picture import Picture

IMAGE = np.random.default_rng(7).uniform(-0.1, 1.175, (32, 32))


@pytest.fixture(scope="module")
def run() -> Run:
    """A random image in a random network."""
    return Run(Network(lenet5(), seed=4), IMAGE)


def test_each_field_lies_in_the_next(run: Run) -> None:
    """A unit sees what the units that it looks at see, and more."""
    seen = way_down(run, "C5")
    assert [each.layer for each in seen] == ["C1", "S2", "C3", "S4", "C5"]
    for inner, outer in itertools.pairwise(seen):
        assert outer.row <= inner.row
        assert inner.row + inner.height <= outer.row + outer.height
        assert outer.column <= inner.column
        assert inner.column + inner.width <= outer.column + outer.width


def test_the_fields_are_those_of_the_architecture(run: Run) -> None:
    """They have its sizes, and their shares are those of pixels and of ink."""
    ink = np.clip(IMAGE + 0.1, 0, None)
    for each in way_down(run, "C5"):
        layer = lenet5()[each.layer]
        field = int(layer.rows.field), int(layer.columns.field)
        assert (each.height, each.width) == field
        part = ink[each.row :, each.column :][: each.height, : each.width]
        assert each.ink == pytest.approx(part.sum() / ink.sum())
        assert each.pixels == part.size / ink.size


@pytest.mark.parametrize("layer", ["C1", "S2", "C3", "S4", "C5"])
def test_a_unit_depends_on_its_field_and_on_nothing_else(layer: str) -> None:
    """Another image outside the field leaves its state alone; inside, it does not."""
    network = Network(lenet5(), "float64", seed=4)
    (*_, seen) = way_down(Run(network, IMAGE), layer)
    inside = np.zeros(IMAGE.shape, bool)
    inside[seen.row : seen.row + seen.height, seen.column : seen.column + seen.width] = True
    other = np.random.default_rng(8).uniform(-0.1, 1.175, IMAGE.shape)
    before = Run(network, IMAGE).states[layer][seen.place]
    around = Run(network, np.where(inside, IMAGE, other)).states[layer][seen.place]
    within = Run(network, np.where(inside, other, IMAGE)).states[layer][seen.place]
    assert around == pytest.approx(before)
    assert abs(within - before) > 1e-6


def test_the_frames_are_to_scale(run: Run) -> None:
    """Each field is framed where its words say."""
    drawing = fields_on_image("test", run, 3, "C5")
    said = re.findall(r"(\d+)×(\d+) pixels from row (\d+), column (\d+)", drawing.alt)
    frames = Picture(drawing.svg).all("rect", stroke_width="2", fill="none")
    found = {
        tuple(round(float(frame.attrib[a]) / 7, 2) for a in ("height", "width"))
        + tuple(round((float(frame.attrib[a]) - 4) / 7, 2) for a in ("y", "x"))
        for frame in frames
    }
    assert {tuple(map(float, numbers)) for numbers in said} <= found
    assert len(said) == 5


def test_an_image_without_ink_is_refused() -> None:
    """Of no ink there are no shares."""
    blank = Run(Network(lenet5()), np.full((32, 32), -0.1))
    with pytest.raises(ValueError, match="the image has no ink"):
        way_down(blank, "C5")


def test_a_layer_without_a_window_is_refused(run: Run) -> None:
    """The fields end where the places end."""
    with pytest.raises(ArchitectureError, match="F6: the layer is a full connection"):
        way_down(run, "F6")
