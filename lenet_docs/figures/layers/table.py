"""Connection tables drawn: which maps a map looks at, in groups that are counted alike."""

from __future__ import annotations

from math import ceil

from lenet_docs.architecture import Architecture
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, layer_of, listed, sources
from lenet_docs.figures.kit.shapes import Box, Sheet, label, line, outline, sheet
from lenet_docs.figures.kit.style import ACCENT, ACCENT_SOFT, LINE, QUIET, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import ConnectionTable, Convolution, Group

__all__ = ["table_1"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

DIGIT = 7.5
"""Room that a digit takes up beside others."""

LEFT, RIGHT, TOP = 34.0, 38.0, 62.0
"""Room for the numbers of the rows, their sums, and what stands above the columns."""


def table_1(net: Architecture, name: str = "C3") -> Drawing:
    """Return Table I: which source maps (rows) each map (columns) of a convolution looks at.

    Columns that are counted alike have one letter and one pattern. A layer
    without a table looks at every map.

    Parameters
    ----------
    net
        The network.
    name
        The convolution whose table is drawn.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "60 marks" in table_1(lenet5()).alt
    True
    """
    layer = layer_of(net, name, Convolution)
    table = ConnectionTable(sources(layer, index) for index in range(int(layer.maps)))
    count = int(layer.source.maps)
    groups = table.groups(count)
    columns = len(table.columns)
    cell = min(24.0, (WIDTH - LEFT - RIGHT) / columns)
    marks = Sheet(LEFT, TOP, count, columns, cell)
    height = marks.box.bottom + 38 + 22 * len(groups)
    canvas = Canvas("table-1", WIDTH, height)
    _patterns(canvas, len(groups))
    _heads(canvas, layer, marks)
    _brackets(canvas, marks, groups)
    _marks(canvas, marks, table, groups)
    _sums(canvas, marks, table)
    _legend(canvas, marks, groups, count)
    alt = _alt(layer, table, groups)
    return Drawing(finish(canvas, alt), alt)


def _alt(layer: Convolution, table: ConnectionTable, groups: tuple[Group, ...]) -> str:
    source = layer.source
    count = int(source.maps)
    whose = [f"map {index}: {listed(column)}" for index, column in enumerate(table.columns)]
    per_row = listed(sorted({len(row) for row in table.rows(count)}))
    return (
        f"A table of the {counted(source.maps, 'map')} of {source.name} in rows and the "
        f"{counted(layer.maps, 'map')} of {layer.name} in columns, with {table.marks} marks: "
        f"{'; '.join(_words(group, count, f' maps of {source.name}') for group in groups)}. "
        f"Each map of {source.name} is looked at by {per_row} maps. "
        f"Maps of {source.name} that each map of {layer.name} looks at: {'; '.join(whose)}."
    )


def _words(group: Group, count: int, of: str = "") -> str:
    """Return what the maps of a group look at, in words; `of` names the source maps."""
    maps = counted(len(group.columns), "map")
    look = "looks at" if len(group.columns) == 1 else "look at"
    if group.inputs == count:
        return f"{maps} {look} all {count}{of}"
    if group.contiguous:
        near = "neighbouring" if of else "neighbour" if group.inputs == 1 else "neighbours"
        return f"{maps} {look} {group.inputs} {near}{of}"
    return f"{maps} {look} {group.inputs}{of}, not all neighbours"


def _letter(group: int) -> str:
    """Return the letter of a group; behind Z there is another A beside it."""
    more, last = divmod(group, len(LETTERS))
    return (_letter(more - 1) if more else "") + LETTERS[last]


def _numbered(count: int, cell: float) -> range:
    """Return which rows or columns have their number written: all, or every so many."""
    return range(0, count, ceil(DIGIT * len(str(count - 1)) / cell))


def _patterns(canvas: Canvas, groups: int) -> None:
    """Define a pattern for each group: full, and hatchings that differ in direction."""
    with canvas.inside("defs"):
        for group in range(groups):
            with canvas.inside(
                "pattern",
                id=canvas.id(f"group-{_letter(group)}"),
                width=5,
                height=5,
                patternUnits="userSpaceOnUse",
            ):
                canvas.rect(0, 0, 5, 5, fill=ACCENT if group == 0 else ACCENT_SOFT)
                d = HATCHES[group % len(HATCHES)]
                if d:
                    canvas.path(d, fill="none", stroke=ACCENT, stroke_width=1.6)


HATCHES = ("", "M-1 6L6 -1M-1 1L1 -1M4 6L6 4", "M0 2.5H5", "M2.5 0V5M0 2.5H5")


def _fill(canvas: Canvas, group: int) -> str:
    return f"url(#{canvas.id(f'group-{_letter(group)}')})"


def _heads(canvas: Canvas, layer: Convolution, marks: Sheet) -> None:
    label(canvas, LEFT, 14, f"maps of {layer.name}", size=SMALL, colour=QUIET)
    label(canvas, LEFT - 8, TOP - 7, layer.source.name, anchor="end", size=SMALL, colour=QUIET)
    for index in _numbered(marks.columns, marks.cell):
        x = marks.part(0, index).middle[0]
        label(canvas, x, TOP - 7, str(index), anchor="middle", size=SMALL)
    for index in _numbered(marks.rows, marks.cell):
        y = marks.part(index, 0).middle[1] + 4
        label(canvas, LEFT - 8, y, str(index), anchor="end", size=SMALL)


def _brackets(canvas: Canvas, marks: Sheet, groups: tuple[Group, ...]) -> None:
    """Draw the letter of a group over each run of columns that belong to it.

    A run without room for its letter has none: there, the pattern says it.
    """
    y, free = TOP - 22, 0.0
    runs = [(run, number) for number, group in enumerate(groups) for run in _runs(group.columns)]
    for (first, last), number in sorted(runs):
        left, right = marks.part(0, first).x + 2, marks.part(0, last).right - 2
        if right > left:
            line(canvas, (left, y + 4), (left, y), (right, y), (right, y + 4), colour=ACCENT)
        letter, middle = _letter(number), (left + right) / 2
        half = 0.6 * DIGIT * len(letter)
        if middle - half < free:
            continue
        free = middle + half
        at = middle, y - 5
        label(canvas, *at, letter, anchor="middle", size=SMALL, colour=ACCENT, bold=True)


def _runs(columns: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the first and last of each run of neighbouring columns."""
    firsts = [column for column in columns if column - 1 not in columns]
    lasts = [column for column in columns if column + 1 not in columns]
    return list(zip(firsts, lasts, strict=True))


def _marks(canvas: Canvas, marks: Sheet, table: ConnectionTable, groups: tuple[Group, ...]) -> None:
    sheet(canvas, marks)
    for number, group in enumerate(groups):
        with canvas.group(fill=_fill(canvas, number), stroke=ACCENT, stroke_width=LINE):
            for column in group.columns:
                for row in table.columns[column]:
                    box = marks.part(row, column).grown(-0.12 * marks.cell)
                    canvas.rect(box.x, box.y, box.width, box.height, rx=1.5, class_="drawing-mark")


def _sums(canvas: Canvas, marks: Sheet, table: ConnectionTable) -> None:
    box = marks.box
    right, below = WIDTH - 8, box.bottom + 19
    label(canvas, right, TOP - 7, "sum", anchor="end", size=SMALL, colour=QUIET)
    label(canvas, LEFT - 8, below, "sum", anchor="end", size=SMALL, colour=QUIET)
    rows = table.rows(marks.rows)
    for index in _numbered(marks.rows, marks.cell):
        y = marks.part(index, 0).middle[1] + 4
        label(canvas, right, y, str(len(rows[index])), anchor="end", size=SMALL)
    for index in _numbered(marks.columns, marks.cell):
        x = marks.part(0, index).middle[0]
        marked = str(len(table.columns[index]))
        label(canvas, x, below, marked, anchor="middle", size=SMALL)
    label(canvas, right, below, str(table.marks), anchor="end", bold=True)


def _legend(canvas: Canvas, marks: Sheet, groups: tuple[Group, ...], count: int) -> None:
    y = marks.box.bottom + 36
    for number, group in enumerate(groups):
        outline(canvas, Box(LEFT, y, 14, 14), ACCENT, fill=_fill(canvas, number), rx=1.5)
        label(canvas, LEFT + 22, y + 11.5, _letter(number), size=SMALL, colour=ACCENT, bold=True)
        label(canvas, LEFT + 38, y + 11.5, _words(group, count), size=SMALL)
        y += 22
