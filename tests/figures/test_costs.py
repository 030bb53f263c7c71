"""The drawings of what a network costs."""

from __future__ import annotations

from itertools import groupby

import pytest

from lenet_docs import Architecture, lenet5, lenet5_today
from lenet_docs.book.print.compared import DERIVED, compared
from lenet_docs.book.print.relatives import lenet1
from lenet_docs.figures import figure_11, shares
from lenet_docs.figures.kit.style import ACCENT, RESULT
from lenet_docs.published import figure
from tests.figures.picture import Picture


@pytest.mark.parametrize("net", [lenet5(), lenet5_today(), lenet1()], ids=lambda net: net.name)
def test_the_pieces_of_a_bar_are_the_shares_of_the_layers(net: Architecture) -> None:
    """Each bar is as long as the others, and each piece as long as its layer's share."""
    boxes = sorted(Picture(shares(net).svg).boxes(), key=lambda box: (box[1], box[0]))
    counts = ("parameters", "units", "multiply_adds")
    rows = [list(row) for _, row in groupby(boxes, key=lambda box: box[1])]
    assert len(rows) == len(counts)
    for count, row in zip(counts, rows, strict=True):
        length = row[-1][2] - row[0][0]
        assert length == pytest.approx(352, abs=0.1)
        parts = [int(getattr(layer, count)) / int(getattr(net, count)) for layer in net]
        assert [(right - left) / length for left, _, right, _ in row] == pytest.approx(
            parts, abs=1e-3
        )


def test_the_words_of_the_shares_have_every_number() -> None:
    """Small pieces have no name in the picture; the words leave none out."""
    alt = shares(lenet1()).alt
    for layer in lenet1():
        for count in (layer.parameters, layer.units, layer.multiply_adds):
            assert f"{layer.name} {count}" in alt


def test_a_longer_bar_is_a_greater_figure() -> None:
    """The bars are in the order of the printed figures."""
    picture = Picture(figure_11().svg)
    lengths = [right - left for left, _, right, _ in picture.boxes()]
    printed = [text for text, box in picture.words() if box[2] == pytest.approx(302)][1:]
    figures = [int(text.replace(",", "")) for text in printed]
    assert len(lengths) == len(figures) == 19
    by_length = [number for _, number in sorted(zip(lengths, figures, strict=True))]
    assert by_length == sorted(figures)
    assert sorted(figures) == sorted(
        int(figure(key, "J").value / 1000) for key in _keys_of_the_figure()
    )


def _keys_of_the_figure() -> list[str]:
    unknown = ["fig11.tangent", "fig11.lenet4_local", "fig11.lenet4_knn"]
    return [key for key in DERIVED if key.startswith("fig11.")] + unknown


def test_what_disagrees_stands_out() -> None:
    """The numbers in the colour of a result are those of the bars that disagree."""
    picture = Picture(figure_11().svg)
    marked = [element.text for element in picture.all("text", fill=RESULT)]
    wrong = [
        compared(key)
        for key in DERIVED
        if key.startswith("fig11.") and compared(key).verdict == "disagrees"
    ]
    assert sorted(map(str, marked)) == sorted(f"{float(c.quantity) / 1000:,.0f}" for c in wrong)
    assert len(picture.all("rect", fill=ACCENT)) == 1
