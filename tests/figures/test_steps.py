"""Drawings in steps: every step is a drawing of its own, and says in words what it shows."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from lenet_docs import Architecture, Convolution, Input, lenet5
from lenet_docs.enumeration import Enumeration
from lenet_docs.errors import ArchitectureError
from lenet_docs.figures import DRAWINGS, Drawing, sliding
from lenet_docs.figures.digit.responses import responses
from lenet_docs.figures.kit.style import RESULT
from lenet_docs.network import Network
from lenet_docs.network.trained_network.run import Run
from tests.figures.picture import Picture

NUMBER = r"−?\d[\d,.]*\d|−?\d"
RUN = Run(Network(lenet5(), seed=3), np.random.default_rng(5).uniform(-0.1, 1.175, (32, 32)))
STEPPED = {"sliding": sliding(lenet5()), "responses": responses("responses", RUN, "C1")}
each_drawing = pytest.mark.parametrize("drawing", STEPPED.values(), ids=STEPPED)


@each_drawing
def test_one_step_is_shown(drawing: Drawing) -> None:
    """The others are hidden where no style sheet and no script reaches."""
    shown = [step for step in Picture(drawing.svg).steps if step.get("display") != "none"]
    assert len(shown) == 1
    assert drawing.alt.endswith(shown[0].attrib["data-words"])


@each_drawing
def test_each_step_says_its_numbers(drawing: Drawing) -> None:
    """What is written in a step is in its words, or in those of the whole drawing."""
    picture = Picture(drawing.svg)
    for index, step in enumerate(picture.steps):
        picture.show(index)
        said = set(re.findall(NUMBER, f"{drawing.alt} {step.attrib['data-words']}"))
        drawn = {number for text in picture.texts for number in re.findall(NUMBER, text)}
        assert drawn - said == set()


@each_drawing
def test_each_step_can_be_read(drawing: Drawing) -> None:
    """In no step is a text cut off, or on another."""
    picture = Picture(drawing.svg)
    for index in range(len(picture.steps)):
        picture.show(index)
        words = list(picture.words())
        assert [text for text, box in words if not picture.holds(box)] == []
        assert [box for box in picture.boxes() if not picture.holds(box, slack=1)] == []
        for (one, a), (other, b) in itertools.combinations(words, 2):
            apart = min(a[2], b[2]) - max(a[0], b[0]) <= 0.5
            assert apart or min(a[3], b[3]) - max(a[1], b[1]) <= 0.5, (one, other)


def test_the_kernel_slides_over_every_row() -> None:
    """All places of the first row, the first of the next, and the end of each further row."""
    words = [step.attrib["data-words"] for step in Picture(sliding(lenet5()).svg).steps]
    places = [re.findall(r"row (\d+), column (\d+)", each)[0] for each in words]
    first = [("0", str(column)) for column in range(28)]
    assert places == [*first, ("1", "0"), *((str(row), "27") for row in range(1, 28))]


def test_the_connections_add_up_to_those_of_a_map() -> None:
    """At the last place they are as many as the enumeration counts in a map."""
    *_, last = Picture(sliding(lenet5()).svg).steps
    counted = int(Enumeration(lenet5())["C1"].connections) // 6
    assert f"784 × 26 = {counted:,} connections" in last.attrib["data-words"]


def test_a_step_lies_where_it_says() -> None:
    """The unit that is made lies in its row and column, to the scale of the map."""
    net = Architecture("small", Input(7, 9), [Convolution("C1", maps=2, kernel=(3, 4))])
    picture = Picture(sliding(net).svg)
    corners = []
    for index in range(len(picture.steps)):
        picture.show(index)
        (unit,) = (r for r in picture.shown("rect") if r.get("fill") == RESULT)
        corners.append((float(unit.attrib["y"]), float(unit.attrib["x"])))
        side = float(unit.attrib["width"])
    (top, left), *_ = corners
    places = [(round((y - top) / side), round((x - left) / side)) for y, x in corners]
    assert places == [*((0, c) for c in range(6)), (1, 0), *((r, 5) for r in range(1, 5))]


def test_a_wide_map_has_no_more_steps_than_one_goes_through() -> None:
    """Of many places some are left out, never the first or the last."""
    wide = Architecture("wide", Input(300, 400), [Convolution("C1", maps=2, kernel=5)])
    drawing = sliding(wide)
    steps = Picture(drawing.svg).steps
    assert len(steps) == 81
    assert "row 295, column 395" in steps[-1].attrib["data-words"]
    assert len(drawing.svg) < 100_000


def test_one_place_is_one_step() -> None:
    """A kernel as large as the map has nowhere to go."""
    drawing = sliding(lenet5(), "C5")
    assert len(Picture(drawing.svg).steps) == 1
    assert "1 × 401 = 401 connections" in drawing.alt


def test_responses_are_the_states_of_the_network() -> None:
    """What is worked out step by step is what the network has in that row."""
    drawing = STEPPED["responses"]
    index, row = map(int, re.findall(r"map (\d+) of C1 slides .* row (\d+) of", drawing.alt)[0])
    said = re.findall(r"squashed, (−?[\d.]+)\.", " ".join(_words(drawing)))
    found = [float(each.replace("−", "-")) for each in said]
    assert found == pytest.approx(RUN.states["C1"][index, row], abs=6e-4)


def test_the_products_of_a_step_add_up() -> None:
    """Products, bias and sum, as they are printed, agree up to rounding."""
    for words in _words(STEPPED["responses"]):
        listed = re.search(r"row by row: (.*?)\. Together they are", words)
        assert listed
        products = [float(n.replace("−", "-")) for n in re.findall(r"−?\d+\.\d\d", listed[1])]
        assert len(products) == 25
        together, bias, total = (
            float(each.replace("−", "-"))
            for each in re.findall(r"are (\S+)\. With the bias, (\S+), that is (\S+);", words)[0]
        )
        assert sum(products) == pytest.approx(together, abs=25 * 0.005)
        assert together + bias == pytest.approx(total, abs=0.0011)


def _words(drawing: Drawing) -> list[str]:
    return [step.attrib["data-words"] for step in Picture(drawing.svg).steps]


@pytest.mark.parametrize(("layer", "why"), [("C3", "does not look at the image"), ("S2", "C1|S2")])
def test_only_a_convolution_of_the_image_is_slid(layer: str, why: str) -> None:
    """Another layer is refused, with the reason."""
    with pytest.raises(ArchitectureError, match=why):
        responses("test", RUN, layer)


def test_all_steps_of_the_book_are_known_here() -> None:
    """A new drawing in steps belongs to these tests."""
    assert {name for name, make in DRAWINGS.items() if Picture(make().svg).steps} == {"sliding"}
