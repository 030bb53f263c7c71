"""The parts that drawings are made of: sheets of units, windows on them, beams, measures, labels.

A *sheet* is a feature map seen from above, a unit a square. What a step looks
at is a *window*: outlined, on a light ground. What comes of it is *made*: one
unit in a full colour. A *beam* joins the two. So the two are told apart by
their form as well, not by their colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    BOLD,
    GRID,
    GROUND,
    HAIR,
    INK,
    LINE,
    QUIET,
    RESULT,
    SHEET,
    SMALL,
    STRONG,
    TEXT,
)
from lenet_docs.figures.kit.svg import Canvas, Value, number

__all__ = [
    "Box",
    "Sheet",
    "arrow",
    "beam",
    "framed",
    "grid",
    "label",
    "line",
    "made",
    "outline",
    "sheet",
    "span",
    "width_of",
    "window",
]

DRAWN_CELL = 2.5
"""Units smaller than this have no lines between them: they would be a grey field."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def clipped(self, to: Box) -> Box:
        """Return the part of the box that lies in another."""
        x, y = max(self.x, to.x), max(self.y, to.y)
        return Box(x, y, min(self.right, to.right) - x, min(self.bottom, to.bottom) - y)

    def grown(self, by: float) -> Box:
        """Return the box, larger by `by` on each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and columns of units on the page.

    Parameters
    ----------
    x, y
        Its upper left corner.
    rows, columns
        How many units it has.
    cell
        Side of a unit on the page.
    """

    x: float
    y: float
    rows: int
    columns: int
    cell: float

    @property
    def box(self) -> Box:
        """The whole sheet."""
        return self.part(0, 0, self.rows, self.columns)

    def part(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Box:
        """Return where some of its units lie."""
        cell = self.cell
        return Box(self.x + column * cell, self.y + row * cell, columns * cell, rows * cell)


def sheet(canvas: Canvas, units: Sheet) -> None:
    """Draw a map: its ground, the lines between its units, its outline."""
    box = units.box
    canvas.rect(box.x, box.y, box.width, box.height, fill=SHEET)
    grid(canvas, units)
    outline(canvas, box)


def grid(canvas: Canvas, units: Sheet, every: tuple[int, int] = (1, 1), colour: str = GRID) -> None:
    """Draw the lines between units, or between windows of `every` rows and columns."""
    box = units.box
    if units.cell * min(every) < DRAWN_CELL:
        return
    columns = range(every[1], units.columns, every[1])
    rows = range(every[0], units.rows, every[0])
    d = [f"M{number(box.x + c * units.cell)} {number(box.y)}v{number(box.height)}" for c in columns]
    d += [f"M{number(box.x)} {number(box.y + r * units.cell)}h{number(box.width)}" for r in rows]
    if d:
        canvas.path("".join(d), fill="none", stroke=colour, stroke_width=HAIR)


def outline(
    canvas: Canvas, box: Box, colour: str = INK, width: float = LINE, **attributes: Value
) -> None:
    """Draw the outline of a box."""
    canvas.rect(
        box.x,
        box.y,
        box.width,
        box.height,
        **{"fill": "none", "stroke": colour, "stroke_width": width, **attributes},
    )


def framed(canvas: Canvas, box: Box, colour: str) -> None:
    """Draw a frame with a light edge, to be seen on ink."""
    for each, width in ((GROUND, 2 * STRONG), (colour, STRONG)):
        outline(canvas, box, each, width)


def window(canvas: Canvas, units: Sheet, box: Box, *, dashed: bool = False) -> None:
    """Draw what a step looks at: `box`, which lies on `units`."""
    canvas.rect(box.x, box.y, box.width, box.height, fill=ACCENT_SOFT)
    inside = Sheet(
        box.x, box.y, round(box.height / units.cell), round(box.width / units.cell), units.cell
    )
    with canvas.group(opacity=0.45):
        grid(canvas, inside, colour=ACCENT)
    dashes: dict[str, Value] = {"stroke_dasharray": "4 2"} if dashed else {}
    outline(canvas, box, ACCENT, STRONG, **dashes)


def made(canvas: Canvas, box: Box, *, dashed: bool = False) -> None:
    """Draw the unit that comes of it; dashed, it is the unit of another place."""
    if dashed:
        outline(canvas, box.grown(0.5), RESULT, STRONG, fill=GROUND, stroke_dasharray="2 1.5")
    else:
        outline(canvas, box, RESULT, LINE, fill=RESULT)


def beam(canvas: Canvas, source: Box, target: Box, *, down: bool = False) -> None:
    """Draw that `target` looks at `source`, which lies to its left, or above it."""
    if down:
        near = (source.x, source.bottom), (source.right, source.bottom)
        far = (target.right, target.y), (target.x, target.y)
    else:
        near = (source.right, source.y), (source.right, source.bottom)
        far = (target.x, target.bottom), (target.x, target.y)
    points = [f"{number(x)} {number(y)}" for x, y in (*near, *far)]
    canvas.path(f"M{'L'.join(points)}Z", fill=ACCENT, fill_opacity=0.12)
    canvas.path(
        f"M{points[0]}L{points[3]}M{points[1]}L{points[2]}",
        fill="none",
        stroke=ACCENT,
        stroke_width=LINE,
    )


def label(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: float = TEXT,
    colour: str = INK,
    bold: bool = False,
) -> None:
    """Write `text` with its baseline at `y`."""
    attributes: dict[str, Value] = {}
    if anchor != "start":
        attributes["text_anchor"] = anchor
    if size != TEXT:
        attributes["font_size"] = size
    if colour != INK:
        attributes["fill"] = colour
    if bold:
        attributes["font_weight"] = BOLD
    canvas.text(x, y, text, **attributes)


def width_of(text: str, size: float = TEXT) -> float:
    """Return about how wide words are: a letter is a little more than half as wide as high."""
    return 0.56 * size * len(text)


def line(
    canvas: Canvas, *points: tuple[float, float], colour: str = INK, **attributes: Value
) -> None:
    """Draw a line through `points`."""
    d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    canvas.path(d, **{"fill": "none", "stroke": colour, "stroke_width": LINE, **attributes})


def arrow(
    canvas: Canvas, start: tuple[float, float], end: tuple[float, float], colour: str = INK
) -> None:
    """Draw an arrow along one axis."""
    (x1, y1), (x2, y2) = start, end
    length = abs(x2 - x1) + abs(y2 - y1)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    line(canvas, start, (x2 - 3 * dx, y2 - 3 * dy), colour=colour)
    points = [(x2, y2), *((x2 - 6 * dx - s * 3 * dy, y2 - 6 * dy + s * 3 * dx) for s in (1, -1))]
    canvas.path("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z", fill=colour)


def span(
    canvas: Canvas,
    start: float,
    end: float,
    at: float,
    text: str,
    *,
    colour: str = QUIET,
    upright: bool = False,
    before: bool = False,
) -> None:
    """Draw a measure from `start` to `end`, with its text beyond it, or before it.

    It lies along a horizontal line at the height `at`; upright, along a
    vertical one at that distance from the left.
    """
    tick, middle = 3, (start + end) / 2
    ends = number(start), number(end)
    if upright:
        d = "".join(f"M{number(at - tick)} {e}h{2 * tick}" for e in ends)
        canvas.path(
            f"{d}M{number(at)} {ends[0]}V{ends[1]}", fill="none", stroke=colour, stroke_width=LINE
        )
        x, anchor = (at - 7, "end") if before else (at + 7, "start")
        label(canvas, x, middle + 4, text, anchor=anchor, size=SMALL, colour=colour)
        return
    d = "".join(f"M{e} {number(at - tick)}v{2 * tick}" for e in ends)
    canvas.path(
        f"{d}M{ends[0]} {number(at)}H{ends[1]}", fill="none", stroke=colour, stroke_width=LINE
    )
    y = at - 6 if before else at + 15
    label(canvas, middle, y, text, anchor="middle", size=SMALL, colour=colour)
