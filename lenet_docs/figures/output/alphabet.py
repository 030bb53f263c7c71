"""Fig. 3 whole, and the groups of its characters that are hard to tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from lenet_docs.codes import DIGITS, Code, code, codes, differing_pixels
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, listed
from lenet_docs.figures.kit.shapes import Sheet, grid, label, outline
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    GRID,
    INK,
    QUIET,
    RESULT,
    SHEET,
    SMALL,
    WIDE,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas, number

__all__ = ["alphabet", "confusables"]

CELL = 4.0
"""Side of a pixel in the drawing of all codes."""

STEP, LINE_HEIGHT = 45.0, 78.0
"""Room for a code and its name."""

BLANK_NAMES = {" ": "space", chr(127): "delete"}
"""What the codes without a picture are called: the paper's figure is in the order of ASCII."""


NAMES = {
    "0": "zero",
    "1": "one",
    "l": "small l",
    "o": "small o",
    "I": "capital I",
    "O": "capital O",
}
"""What characters are called that look alike in print as well."""


def alphabet(characters: Sequence[str] = DIGITS) -> Drawing:
    """Return all codes of Fig. 3 in its order, some characters marked.

    Parameters
    ----------
    characters
        The characters that are marked: those that the network tells apart.

    Examples
    --------
    >>> "96 codes" in alphabet().alt
    True
    """
    drawn = list(codes().values())
    blanks = [each.character for each in drawn if each.ink == 0]
    inked = [each for each in drawn if each.ink > 0]
    least, most = min(inked, key=_ink), max(inked, key=_ink)
    different = len({each.rows for each in drawn})
    alt = (
        f"The {len(drawn)} codes of Fig. 3 in the order of ASCII, each a bitmap "
        f"{len(drawn[0].rows[0])} pixels wide and {len(drawn[0].rows)} high: space, then "
        f"{' '.join(each.character for each in drawn[1:-1])}, then delete. "
        f"{listed(BLANK_NAMES[blank].capitalize() for blank in blanks)} are blank, so that "
        f"{different} codes are different. Of the others, {least.character} has the least ink, "
        f"{counted(least.ink, 'pixel')}, and {most.character} the most, "
        f"{counted(most.ink, 'pixel')}. Marked are {listed(characters)}."
    )
    wide, narrow = (
        _alphabet(drawn, characters, alt, layout) for layout in ((WIDE, "wide"), (WIDTH, "narrow"))
    )
    return Drawing(wide, alt, narrow)


def _ink(drawn: Code) -> int:
    return int(drawn.ink)


def _alphabet(
    drawn: Sequence[Code], marked: Sequence[str], alt: str, layout: tuple[int, str]
) -> str:
    width, name = layout
    in_a_row = int(width // STEP)
    lines = -(-len(drawn) // in_a_row)
    canvas = Canvas(f"alphabet-{name}", width, lines * LINE_HEIGHT + 26)
    for index, each in enumerate(drawn):
        down, along = divmod(index, in_a_row)
        rows, columns = len(each.rows), len(each.rows[0])
        units = Sheet(
            along * STEP + (STEP - columns * CELL) / 2, down * LINE_HEIGHT + 6, rows, columns, CELL
        )
        is_marked = each.character in marked
        if is_marked:
            x, y = along * STEP + 1, down * LINE_HEIGHT + 1
            canvas.rect(x, y, STEP - 2, LINE_HEIGHT - 4, fill=ACCENT_SOFT)
        _small(canvas, units, each)
        words = BLANK_NAMES.get(each.character, each.character)
        middle, baseline = units.box.middle[0], units.box.bottom + 16
        size = SMALL if len(words) > 1 else SMALL + 1.5
        label(canvas, middle, baseline, words, anchor="middle", size=size, bold=is_marked)
    y = lines * LINE_HEIGHT + 18
    canvas.rect(4, y - 11, 14, 14, fill=ACCENT_SOFT)
    label(canvas, 24, y, "the codes of LeNet-5", size=SMALL, colour=QUIET)
    return finish(canvas, alt, layout=name)


def _small(canvas: Canvas, units: Sheet, drawn: Code, colour: str = INK) -> None:
    """Draw a code without lines between its pixels, each run of ink in one piece."""
    box = units.box
    canvas.rect(box.x, box.y, box.width, box.height, fill=SHEET, stroke=GRID, stroke_width=0.5)
    pieces = "".join(
        f"M{number(box.x + start * units.cell)} {number(box.y + row * units.cell)}"
        f"h{number(length * units.cell)}v{number(units.cell)}h{number(-length * units.cell)}z"
        for row, pixels in enumerate(drawn.rows)
        for start, length in _runs(pixels)
    )
    if pieces:
        canvas.path(pieces, fill=colour, class_="drawing-ink")


def _runs(pixels: str) -> Iterator[tuple[int, int]]:
    """Yield where each run of ink in a row begins, and how long it is.

    Examples
    --------
    >>> list(_runs("##..#.#"))
    [(0, 2), (4, 1), (6, 1)]
    """
    start = 0
    while (start := pixels.find("#", start)) >= 0:
        length = len(pixels[start:]) - len(pixels[start:].lstrip("#"))
        yield start, length
        start += length


def confusables(characters: Sequence[str]) -> Drawing:
    """Return a group of codes as a table: each code, and for each pair what differs.

    The codes stand on the diagonal. Above it are the pixels in which two codes
    differ, below it how many they are.

    Parameters
    ----------
    characters
        At least two characters of Fig. 3.

    Raises
    ------
    QuantityError
        If Fig. 3 does not draw one of them.

    Examples
    --------
    >>> "capital O and small o differ in 5 pixels" in confusables("0Oo").alt
    True
    """
    drawn = [code(character) for character in characters]
    rows, columns = len(drawn[0].rows), len(drawn[0].rows[0])
    top, gap = 26.0, 8.0
    step = min(84.0, WIDTH / len(drawn))
    cell = min(9.0, (step - gap) / columns)
    high = rows * cell + gap
    left = (WIDTH - len(drawn) * step) / 2
    name = "confusables-" + "-".join(str(ord(character)) for character in characters)
    canvas = Canvas(name, WIDTH, top + len(drawn) * high + 44)
    for down, one in enumerate(drawn):
        y = top + down * high
        head = left + down * step + step / 2
        label(canvas, head, 16, _named(one.character), anchor="middle", size=SMALL, bold=True)
        for along, other in enumerate(drawn):
            x = left + along * step + (step - columns * cell) / 2
            units = Sheet(x, y, rows, columns, cell)
            if along == down:
                _small(canvas, units, one)
                grid(canvas, units)
                outline(canvas, units.box)
            elif along > down:
                _differences(canvas, units, one, other)
            else:
                count = str(differing_pixels(one.character, other.character))
                middle = units.box.middle
                label(canvas, middle[0], middle[1] + 5, count, anchor="middle", bold=True)
    y = top + len(drawn) * high + 14
    canvas.rect(left + 4, y - 10, 11, 11, fill=RESULT)
    label(canvas, left + 22, y, "pixels that differ", size=SMALL, colour=QUIET)
    label(canvas, left + 22, y + 18, "below the codes: how many", size=SMALL, colour=QUIET)
    pairs = [
        f"{_named(one)} and {_named(other)} differ in "
        f"{counted(differing_pixels(one, other), 'pixel')}"
        for one, other in combinations(characters, 2)
    ]
    alt = f"The codes of {listed(map(_named, characters))} against each other: {'; '.join(pairs)}."
    return Drawing(finish(canvas, alt), alt)


def _named(character: str) -> str:
    return NAMES.get(character, character)


def _differences(canvas: Canvas, units: Sheet, one: Code, other: Code) -> None:
    """Draw the pixels in which two codes differ, and faintly what they share."""
    rows = tuple(zip(one.rows, other.rows, strict=True))
    shared, differing = (
        Code(one.character, tuple("".join(map(mark, *pair)) for pair in rows))
        for mark in (_shared, _differing)
    )
    with canvas.group(opacity=0.22):
        _small(canvas, units, shared)
    box = units.box
    pieces = [
        units.part(row, column)
        for row, pixels in enumerate(differing.rows)
        for column, pixel in enumerate(pixels)
        if pixel == "#"
    ]
    for piece in pieces:
        canvas.rect(
            piece.x, piece.y, piece.width, piece.height, fill=RESULT, class_="drawing-differs"
        )
    outline(canvas, box, ACCENT, 0.75)


def _shared(one: str, other: str) -> str:
    return "#" if one == other == "#" else "."


def _differing(one: str, other: str) -> str:
    return "#" if one != other else "."
