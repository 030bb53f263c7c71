"""The drawings of all codes, read back and counted against the bitmaps themselves."""

from __future__ import annotations

import json
import re
from importlib import resources
from itertools import combinations

import pytest

from lenet_docs.figures import alphabet, confusables, distance_histogram
from tests.figures.picture import Picture

BITMAPS: dict[str, str] = {
    chr(int(key)): "".join(rows)
    for key, rows in json.loads(
        (resources.files("lenet_docs") / "figure3.json").read_text(encoding="utf-8")
    ).items()
}
CELL = 4


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(BITMAPS[one], BITMAPS[other], strict=True))


@pytest.mark.parametrize("layout", ["svg", "narrow"])
def test_every_code_is_drawn_with_its_ink(layout: str) -> None:
    """The runs of each picture add up to the ink of its code; blank cells have none."""
    picture = Picture(getattr(alphabet(), layout))
    drawn = [
        sum(float(length) / CELL for length in re.findall(r"h(\d+)", path.attrib["d"]))
        for path in picture.all("path", class_="drawing-ink")
    ]
    assert drawn == [ink for bitmap in BITMAPS.values() if (ink := bitmap.count("#"))]


@pytest.mark.parametrize("layout", ["svg", "narrow"])
def test_every_code_is_named_in_the_order_of_ascii(layout: str) -> None:
    """Below each picture stands its character."""
    texts = Picture(getattr(alphabet(), layout)).texts
    printable = [chr(index) for index in range(33, 127)]
    assert texts[: len(BITMAPS)] == ["space", *printable, "delete"]


def test_the_words_name_extremes() -> None:
    """Least and most ink are those of the bitmaps."""
    ink = {c: b.count("#") for c, b in BITMAPS.items() if "#" in b}
    least, most = min(ink, key=lambda c: ink[c]), max(ink, key=lambda c: ink[c])
    words = alphabet().alt
    assert f"{least} has the least ink, {ink[least]} pixels" in words
    assert f"{most} the most, {ink[most]} pixels" in words
    assert f"{len(set(BITMAPS.values()))} codes are different" in words


@pytest.mark.parametrize("group", ["0Oo", "l1I[]", "CDOQU8"])
def test_a_group_shows_each_pixel_that_differs(group: str) -> None:
    """Above the diagonal they are drawn, below it they are counted."""
    picture = Picture(confusables(group).svg)
    pairs = list(combinations(group, 2))
    expected = sum(_differing(*pair) for pair in pairs)
    assert len(picture.all("rect", class_="drawing-differs")) == expected
    counted = sorted(int(text) for text in picture.texts if text.isdecimal() and text not in group)
    printed = sorted(_differing(*pair) for pair in pairs)
    assert [n for n in counted if str(n) not in group] == [
        n for n in printed if str(n) not in group
    ]
    assert len(set(re.findall(r"differ in \d+ pixels?", confusables(group).alt))) == len(
        set(printed)
    )


def test_the_histogram_counts_all_pairs() -> None:
    """Its words add up to all pairs of different codes, and each pair of digits is a square."""
    drawing = distance_histogram()
    characters = [chr(index) for index in range(32, 127)]
    differences = [_differing(*pair) for pair in combinations(characters, 2)]
    bands = re.findall(r"(\d+) to (\d+): (\d+)", drawing.alt)
    assert [int(count) for _, _, count in bands] == [
        sum(int(low) <= d <= int(high) for d in differences) for low, high, _ in bands
    ]
    assert sum(int(count) for _, _, count in bands) == len(differences)
    assert f"on average {sum(differences) / len(differences):.1f}" in drawing.alt
    squares = Picture(drawing.svg).all("rect", class_="drawing-pair")
    assert len(squares) == len(list(combinations("0123456789", 2)))


def test_the_bars_are_as_high_as_their_counts() -> None:
    """The bars of the histogram stand to each other as the counts do."""
    characters = [chr(index) for index in range(32, 127)]
    differences = [_differing(*pair) for pair in combinations(characters, 2)]
    (path,) = Picture(distance_histogram().svg).all("path", class_="drawing-pairs")
    heights = [float(height) for height in re.findall(r"v-([\d.]+)h", path.attrib["d"])]
    counts = [differences.count(d) for d in sorted(set(differences))]
    scale = max(heights) / max(counts)
    assert heights == pytest.approx([count * scale for count in counts], abs=0.02)
