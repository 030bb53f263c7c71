"""The output codes as bitmaps, and how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence

from lenet_docs.codes import DIGITS, Code, code, nearest_digits, squared_distance
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, listed
from lenet_docs.figures.kit.shapes import Sheet, grid, label, outline
from lenet_docs.figures.kit.style import ACCENT, INK, QUIET, RESULT, SHEET, SMALL, STRONG, WIDTH
from lenet_docs.figures.kit.svg import Canvas, number

__all__ = ["bitmap", "codes", "distances"]

IN_A_ROW = 5
"""How many codes are drawn beside each other."""


def codes(characters: Sequence[str] = DIGITS) -> Drawing:
    """Return the codes of some characters as bitmaps, each with its ink counted.

    Parameters
    ----------
    characters
        Characters of Fig. 3.

    Raises
    ------
    QuantityError
        If Fig. 3 does not draw one of them.

    Examples
    --------
    >>> "7: 25" in codes().alt
    True
    """
    drawn = [code(character) for character in characters]
    rows, columns = len(drawn[0].rows), len(drawn[0].rows[0])
    cell, step = 8.0, WIDTH / IN_A_ROW
    high = rows * cell + 50
    lines = -(-len(drawn) // IN_A_ROW)
    canvas = Canvas("codes", WIDTH, lines * high + 2)
    for index, each in enumerate(drawn):
        down, along = divmod(index, IN_A_ROW)
        x = along * step + (step - columns * cell) / 2
        y = down * high + 4
        bitmap(canvas, Sheet(x, y, rows, columns, cell), each)
        middle = along * step + step / 2
        label(canvas, middle, y + rows * cell + 17, each.character, anchor="middle", bold=True)
        ink = f"{each.ink} ink"
        label(canvas, middle, y + rows * cell + 33, ink, anchor="middle", size=SMALL, colour=QUIET)
    inks = ", ".join(f"{each.character}: {each.ink}" for each in drawn)
    alt = (
        f"The codes of {counted(len(drawn), 'character')}, each a bitmap {columns} pixels wide and "
        f"{rows} high, {rows * columns} pixels in all. Pixels with ink, which stand for +1: {inks}."
    )
    return Drawing(finish(canvas, alt), alt)


def bitmap(canvas: Canvas, units: Sheet, drawn: Code, colour: str = INK) -> None:
    """Draw a code: a square for each component, filled where there is ink."""
    box, cell = units.box, units.cell
    canvas.rect(box.x, box.y, box.width, box.height, fill=SHEET)
    runs = "".join(
        f"M{number(box.x + column * cell)} {number(box.y + row * cell)}"
        f"h{number(cell)}v{number(cell)}h{number(-cell)}z"
        for row, pixels in enumerate(drawn.rows)
        for column, pixel in enumerate(pixels)
        if pixel == "#"
    )
    canvas.path(runs, fill=colour, class_="drawing-ink")
    grid(canvas, units)
    outline(canvas, box)


def distances(characters: Sequence[str] = DIGITS) -> Drawing:
    """Return the squared distances between the codes of some characters, as a table.

    The farther two codes are apart, the stronger is the colour behind their
    distance; the nearest two are outlined.

    Examples
    --------
    >>> "6 and 8, 48 apart" in distances().alt
    True
    """
    count = len(characters)
    table = {
        (one, other): int(squared_distance(one, other)) if one != other else 0
        for one in characters
        for other in characters
    }
    nearest = nearest_digits(characters)
    farthest = max(table.values())
    left, top = 24.0, 46.0
    cell = (WIDTH - left - 4) / count
    units = Sheet(left, top, count, count, cell)
    canvas = Canvas("distances", WIDTH, units.box.bottom + 50)
    label(canvas, left, 14, "squared distance between two codes", size=SMALL, colour=QUIET)
    for index, character in enumerate(characters):
        x, y = units.part(index, index).middle
        label(canvas, x, top - 9, character, anchor="middle", bold=True)
        label(canvas, left - 9, y + 4.5, character, anchor="end", bold=True)
        for across, other in enumerate(characters):
            box = units.part(index, across)
            value = table[character, other]
            if value:
                shade = 0.05 + 0.32 * value / farthest
                canvas.rect(box.x, box.y, box.width, box.height, fill=ACCENT, fill_opacity=shade)
            colour = INK if value else QUIET
            middle, baseline = box.middle[0], box.middle[1] + 4
            label(canvas, middle, baseline, str(value), anchor="middle", size=SMALL, colour=colour)
    grid(canvas, units)
    outline(canvas, units.box)
    places = [characters.index(character) for character in nearest]
    for row, column in (places, places[::-1]):
        outline(canvas, units.part(row, column).grown(-1), RESULT, 1.5 * STRONG)
    words = f"nearest pair: {nearest[0]} and {nearest[1]}, {table[nearest]} apart"
    y = units.box.bottom + 20
    outline(canvas, Sheet(left + 1, y - 10, 1, 1, 12).box, RESULT, STRONG)
    label(canvas, left + 22, y, words, size=SMALL)
    label(canvas, left, y + 20, "stronger colour: farther apart", size=SMALL, colour=QUIET)
    alt = _alt(characters, table, nearest)
    return Drawing(finish(canvas, alt), alt)


def _alt(
    characters: Sequence[str], table: dict[tuple[str, str], int], nearest: tuple[str, str]
) -> str:
    rows = [
        f"{one}: " + " ".join(str(table[one, other]) for other in characters) for one in characters
    ]
    farthest = max(table.values())
    pairs = [
        f"{one} and {other}"
        for index, one in enumerate(characters)
        for other in characters[index + 1 :]
        if table[one, other] == farthest
    ]
    return (
        f"A table of the squared distances between the codes of {listed(characters)}. "
        f"The nearest pair is {nearest[0]} and {nearest[1]}, {table[nearest]} apart; "
        f"the farthest, {farthest} apart: {', '.join(pairs)}. Row by row, {'; '.join(rows)}."
    )
