"""Drawings that run the network, read back pixel by pixel against the states."""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from lenet_docs import lenet5
from lenet_docs.catalogue import AMPLITUDE, BACKGROUND, FOREGROUND
from lenet_docs.codes import DIGITS, code
from lenet_docs.figures import DRAWINGS as STILL
from lenet_docs.figures import Drawing, running
from lenet_docs.figures.digit.answers import misread, penalties, sheet_against_code
from lenet_docs.figures.digit.maps import input_levels, maps, unit_row
from lenet_docs.figures.digit.products import products
from lenet_docs.figures.digit.responses import responses
from lenet_docs.figures.digit.seen import fields_on_image
from lenet_docs.figures.kit.drawing import in_short
from lenet_docs.network import Network
from lenet_docs.network.trained_network.run import Run
from tests.figures.picture import SVG, Picture
from tests.figures.test_drawings import PHONE, WIDE_FROM

LARGE = float(AMPLITUDE)


@pytest.fixture(scope="module")
def run() -> Run:
    """A random image in a random network, which is no more than any other."""
    image = np.random.default_rng(5).uniform(float(BACKGROUND), float(FOREGROUND), (32, 32))
    return Run(Network(lenet5(), seed=3), image)


def _pictures(drawing: Drawing) -> dict[str, NDArray[Any]]:
    """Return the pixels of each mask by its id, from 0 to 1."""
    found = {}
    for mask in Picture(drawing.svg).all("mask"):
        (image,) = mask.iter(f"{SVG}image")
        data = image.attrib["href"].removeprefix("data:image/png;base64,")
        pixels = np.asarray(Image.open(BytesIO(base64.b64decode(data))))
        found[mask.attrib["id"]] = pixels / 255
    return found


@pytest.mark.parametrize("layer", ["C1", "S2", "C3", "S4"])
def test_every_map_is_drawn_state_by_state(run: Run, layer: str) -> None:
    """Black is -A, white is A, and each pixel is a state."""
    pictures = _pictures(maps("test", run, layer))
    for index, states in enumerate(run.states[layer]):
        drawn = pictures[f"test-map-{index}"] * 2 * LARGE - LARGE
        assert drawn == pytest.approx(states, abs=2 * LARGE / 255)


def test_the_image_is_drawn_level_by_level(run: Run) -> None:
    """Nothing is paper, all is ink."""
    low, high = float(BACKGROUND), float(FOREGROUND)
    drawn = _pictures(input_levels("test", run, 3))["test-image"] * (high - low) + low
    assert drawn == pytest.approx(run.image, abs=(high - low) / 255)


def test_units_in_rows_are_all_drawn(run: Run) -> None:
    """Row behind row, they are the states of the layer."""
    pictures = _pictures(unit_row("test", run, "C5", in_a_row=50))
    rows = [pictures[f"test-row-{row}"][0] for row in range(3)]
    assert [len(row) for row in rows] == [50, 50, 20]
    drawn = np.concatenate(rows) * 2 * LARGE - LARGE
    assert drawn == pytest.approx(run.states["C5"].ravel(), abs=2 * LARGE / 255)


def test_the_marks_are_on_the_strongest_unit_and_on_its_window(run: Run) -> None:
    """The frame is where the words say, and the window as large as they say."""
    drawing = maps("test", run, "S2", "C3")
    place, window = run.strongest("S2"), run.window("C3", run.strongest("C3"))
    assert f"is in map {place[0]}, row {place[1]}, column {place[2]}" in drawing.alt
    assert f"5×5 from row {window.row}, column {window.column}" in drawing.alt
    rects = Picture(drawing.svg).all("rect")
    accent = [r for r in rects if "--drawing-accent," in r.get("stroke", "")]
    result = [r for r in rects if "--drawing-result," in r.get("stroke", "")]
    assert len(accent) == len(window.maps)
    assert len(result) == 1
    cell = (float(result[0].attrib["width"]) - 2) / 1
    assert float(accent[0].attrib["width"]) == window.width * cell


def test_the_sheet_adds_up_to_the_penalty(run: Run) -> None:
    """What is drawn beside the code of the answer is its penalty, from eq. (7)."""
    drawing = sheet_against_code("test", run)
    states = run.states["F6"].ravel()
    components = np.array(code(DIGITS[run.answer]).components)
    penalty = ((states - components) ** 2).sum()
    assert f"sum y = {penalty:.2f}" in Picture(drawing.svg).texts
    assert penalty == pytest.approx(run.penalties.min(), rel=1e-4)
    agreeing = int((np.sign(states) == components).sum())
    assert f"{agreeing} states have the sign" in drawing.alt


def test_the_bars_are_as_long_as_the_penalties(run: Run) -> None:
    """A bar for each digit, all on one scale, and the answer in another colour."""
    drawing = penalties("test", run, 3)
    bars = [r for r in Picture(drawing.svg).all("rect") if "fill-opacity" in r.attrib]
    lengths = np.array([float(bar.attrib["width"]) for bar in bars])
    assert lengths / lengths.max() == pytest.approx(run.penalties / run.penalties.max(), abs=1e-3)
    full = [index for index, bar in enumerate(bars) if bar.attrib["fill-opacity"] == "1"]
    assert full == [run.answer]


def test_a_misread_image_stands_beside_both_codes(run: Run) -> None:
    """Answer and label have their codes and their penalties."""
    label = (run.answer + 1) % 10
    drawing = misread("test", run, label)
    inks = [
        p.attrib["d"].count("M") for p in Picture(drawing.svg).all("path", class_="drawing-ink")
    ]
    assert inks == [int(code(DIGITS[digit]).ink) for digit in (run.answer, label)]
    costs = [text for text in Picture(drawing.svg).texts if text.startswith("y = ")]
    assert costs == [f"y = {run.penalties[digit]:.1f}" for digit in (run.answer, label)]


DRAW: dict[str, Callable[[str, Run], Drawing]] = {
    "input": lambda name, run: input_levels(name, run, 8, "C1"),
    "products": lambda name, run: products(name, run, "C3", (0, 2, 4)),
    "fields": lambda name, run: fields_on_image(name, run, 8, "C5"),
    "responses": lambda name, run: responses(name, run, "C1"),
    "maps": lambda name, run: maps(name, run, "C3", "S4"),
    "units": lambda name, run: unit_row(name, run, "C5"),
    "sheet": sheet_against_code,
    "penalties": lambda name, run: penalties(name, run, 8),
    "misread": lambda name, run: misread(name, run, (run.answer + 1) % 10),
}


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
def test_what_holds_for_all_drawings(run: Run, draw: Callable[[str, Run], Drawing]) -> None:
    """Words, ids, colours and edges are as in the drawings that run nothing."""
    drawing = draw("any-name", run)
    assert drawing == draw("any-name", run)
    picture = Picture(drawing.svg)
    assert picture.root.get("aria-label") == in_short(drawing.alt)[0]
    assert drawing.alt.endswith(".")
    ids = picture.attributes("id")
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("any-name-") for each in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", drawing.svg)) == set(ids)
    assert [box for box in picture.boxes() if not picture.holds(box, slack=1)] == []
    words = list(picture.words())
    assert [text for text, box in words if not picture.holds(box)] == []
    for one, other in itertools.combinations(words, 2):
        across = min(one[1][2], other[1][2]) - max(one[1][0], other[1][0])
        down = min(one[1][3], other[1][3]) - max(one[1][1], other[1][1])
        assert across <= 0.5 or down <= 0.5, (one[0], other[0])
    assert [a for e in picture.root.iter() for a in e.attrib if a.startswith("on")] == []
    assert picture.attributes("style") == []
    sources = picture.attributes("href")
    assert all(each.startswith("data:image/png;base64,") for each in sources)


@pytest.mark.parametrize("name", [name for name in running.DRAWINGS if name not in STILL])
def test_the_drawings_of_the_book_can_be_read(name: str) -> None:
    """As the book shows them: in all layouts, whole, legible on a phone, their numbers in words."""
    drawing = running.DRAWINGS[name]()
    for svg in filter(None, (drawing.svg, drawing.narrow)):
        picture = Picture(svg)
        assert [text for text, box in picture.words() if not picture.holds(box)] == []
        numbers = {n for text in picture.texts for n in re.findall(r"\d[\d,.]*\d", text)}
        long = {number for number in numbers if len(number.replace(",", "")) > 2}
        assert long - set(re.findall(r"\d[\d,.]*\d", drawing.alt)) == set()
        column = WIDE_FROM if "drawing-wide" in picture.root.attrib["class"] else PHONE
        sizes = map(float, picture.attributes("font-size"))
        assert min(sizes) * column / picture.size[0] >= 10.5


def test_the_book_has_every_drawing() -> None:
    """Those that run the network come behind those that do not."""
    assert list(running.DRAWINGS)[: len(STILL)] == list(STILL)
    assert set(running.DRAWINGS) > set(STILL)
