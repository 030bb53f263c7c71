"""Each drawing holds what it is drawn from: as many marks, the same numbers, the links."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from lenet_docs import (
    Architecture,
    FullConnection,
    Input,
    lenet5,
    lenet5_dense,
    lenet5_today,
    perceptron,
)
from lenet_docs import given as given_number
from lenet_docs.catalogue import TABLE_I
from lenet_docs.codes import DIGITS, code, squared_distance
from lenet_docs.figures import (
    CHAPTERS,
    DRAWINGS,
    c5_unit,
    codes,
    distances,
    f6_units,
    larger_input,
    network,
    rbf,
    receptive_fields,
    squashing,
    subsampling,
    table_1,
    unit,
)
from lenet_docs.squashing import squash
from tests.figures.picture import Picture


def test_table_1_has_a_mark_for_every_kernel() -> None:
    """The marks drawn are those of the table: sixty, and ten in each row."""
    net = lenet5()
    marks = Picture(table_1(net).svg).all("rect", class_="drawing-mark")
    assert len(marks) == 60 == TABLE_I.marks
    rows = sorted({float(mark.attrib["y"]) for mark in marks})
    columns = sorted({float(mark.attrib["x"]) for mark in marks})
    drawn = {(columns.index(float(m.attrib["x"])), rows.index(float(m.attrib["y"]))) for m in marks}
    assert drawn == {(j, i) for j, column in enumerate(TABLE_I.columns) for i in column}


def test_table_1_tells_its_groups_apart_without_colour() -> None:
    """Each of the four groups has a pattern and a letter of its own."""
    picture = Picture(table_1(lenet5()).svg)
    inside = [[element.get("d") for element in pattern] for pattern in picture.all("pattern")]
    assert len(inside) == 4
    assert len({str(pattern) for pattern in inside}) == 4
    assert [text for text in picture.texts if text in "ABCD"] == list("ABCD" * 2)


def test_table_1_sums_its_rows_and_columns() -> None:
    """The sums of the rows, and those of the columns, add up to the sum in the corner."""
    texts = Picture(table_1(lenet5()).svg).texts
    last = texts.index("60")
    columns = [int(text) for text in texts[last - 16 : last]]
    rows = [int(text) for text in texts[last - 22 : last - 16]]
    assert sum(columns) == sum(rows) == int(texts[last]) == 60


def test_a_dense_layer_has_a_full_table() -> None:
    """Without a table, every map looks at every map."""
    drawing = table_1(lenet5_dense())
    assert len(Picture(drawing.svg).all("rect", class_="drawing-mark")) == 6 * 16
    assert "16 maps look at all 6 maps of S2" in drawing.alt


def test_links_lead_to_the_chapters_of_the_layers() -> None:
    """In either layout, each layer is a link to its own chapter, in the order of the network."""
    drawing = network(lenet5())
    for svg in (drawing.svg, drawing.narrow):
        links = [link.attrib["href"] for link in Picture(svg).all("a")]
        names = ["input", *(layer.name.lower() for layer in lenet5())]
        assert links == [f"doc:layers/{name}" for name in names]
        assert {link.removeprefix("doc:") for link in links} == CHAPTERS


def test_only_the_network_has_links() -> None:
    """Every link of every drawing leads to a known chapter."""
    for make in DRAWINGS.values():
        drawing = make()
        links = Picture(drawing.svg).all("a")
        assert {link.attrib["href"].removeprefix("doc:") for link in links} <= CHAPTERS


def test_layers_that_have_no_chapter_are_no_links() -> None:
    """A layer that the book does not treat is drawn, but leads nowhere."""
    picture = Picture(network(perceptron(28, 300, 10)).svg)
    assert [link.attrib["href"] for link in picture.all("a")] == ["doc:layers/input"]
    assert "F2" in picture.texts
    assert len(picture.all("g", text_decoration="underline")) == 1


def test_links_are_named_by_what_they_show() -> None:
    """The name of a link holds the words that are seen (WCAG 2.5.3)."""
    for link in Picture(network(lenet5()).svg).all("a"):
        seen = [text.text or "" for text in link.iter("{http://www.w3.org/2000/svg}text")]
        assert link.attrib["aria-label"].replace(":", "") == " ".join(seen)


def test_codes_have_as_many_pixels_of_ink_as_they_say() -> None:
    """The squares drawn for each code are as many as its ink."""
    paths = Picture(codes().svg).all("path", class_="drawing-ink")
    assert [path.attrib["d"].count("M") for path in paths] == [int(code(d).ink) for d in DIGITS]


def test_distances_are_those_of_the_codes() -> None:
    """A hundred numbers, row by row, and the nearest pair outlined on both sides."""
    drawing = distances()
    texts = Picture(drawing.svg).texts
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{2,3}", text)]
    expected = [int(squared_distance(a, b)) for a in DIGITS for b in DIGITS if a != b]
    assert numbers == expected
    assert "nearest pair: 6 and 8, 48 apart" in texts


def test_rbf_marks_the_pixels_that_differ() -> None:
    """Each pixel that differs is drawn once in a full colour, and the words add them up."""
    drawing = rbf("l", "I")
    assert "They differ in 1 component" in drawing.alt
    assert drawing.alt.endswith("Summed: 1 × 4 = 4.")
    assert rbf("0", "0").alt.endswith("Summed: 0 × 4 = 0.")


def test_the_worked_unit_is_worked_out() -> None:
    """The state is that of the squashing function, and negative terms are subtracted."""
    numbers = [given_number(Fraction(n)) for n in ("1/2", "2", "-1/4")]
    drawing = unit(numbers[:2], numbers[1:], numbers[2])
    total = Fraction(1, 2) * 2 - 2 * Fraction(1, 4) - Fraction(1, 4)
    assert f"their sum is {float(total)}" in drawing.alt
    assert f"the state of the unit is {float(squash(total)):.3f}" in drawing.alt
    assert "a = 1 − 0.5 − 0.25 = 0.25" in Picture(drawing.svg).texts


def test_squashing_follows_amplitude_and_slope() -> None:
    """Another amplitude and slope give another curve, other asymptotes and other marks."""
    sqrt3 = given_number(Fraction(1732, 1000))
    drawing = squashing(sqrt3, given_number(Fraction(1, 2)))
    assert "A = 1.732" in Picture(drawing.svg).texts
    assert "f(a) is about 0.8004" in drawing.alt


def test_receptive_fields_are_to_scale() -> None:
    """The squares are as large against each other as the fields are."""
    boxes = Picture(receptive_fields(lenet5()).svg).all("rect", fill_opacity="0.13")
    sides = [float(box.attrib["width"]) for box in boxes]
    net = lenet5()
    fields = [int(net[name].columns.field) for name in ("C5", "S4", "C3", "S2", "C1")]
    assert [side / sides[-1] * fields[-1] for side in sides] == pytest.approx(fields, rel=0.01)


def test_the_larger_input_makes_c5_a_map() -> None:
    """The input is larger by as many steps of C5 as it gains places."""
    net = lenet5()
    drawing = c5_unit(net, lenet5(*larger_input(net, places=2)))
    assert "With an input of 40×40, S4 has 16 maps of 7×7" in drawing.alt
    assert "C5 becomes 120 maps of 3×3" in drawing.alt


def test_a_last_row_of_f6_may_be_shorter() -> None:
    """Units that fill no whole number of rows are all drawn."""
    net = Architecture("odd", Input(4, 4), [FullConnection("F6", units=16)])
    assert "rows of 7" in f6_units(net).alt


def test_subsampling_without_parameters_takes_the_mean() -> None:
    """Where there is no coefficient, none is drawn."""
    drawing = subsampling(lenet5_today())
    assert drawing.alt.endswith("It is their mean.")
    assert "coefficient" not in Picture(drawing.svg).texts
