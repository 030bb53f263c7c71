"""What F6 draws for an image, beside the codes, and what each class costs."""

from __future__ import annotations

import numpy as np

from lenet_docs.catalogue import AMPLITUDE, CODE_WIDTH, RUBBISH_PENALTY
from lenet_docs.codes import DIGITS, code
from lenet_docs.figures.digit.grey import Levels, framed_grey, grey, ink, scale, swing
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, Sheet, grid, label, line, outline
from lenet_docs.figures.kit.style import ACCENT, LINE, QUIET, RESULT, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.figures.output.bitmaps import bitmap
from lenet_docs.network.trained_network.run import Run

__all__ = ["misread", "penalties", "sheet_against_code"]


def _sheet(run: Run) -> Levels:
    """Return the states of F6 in the rows of a code."""
    return run.states["F6"][:, 0, 0].reshape(-1, int(CODE_WIDTH))


def sheet_against_code(name: str, run: Run) -> Drawing:
    """Return the states of F6 as a sheet, the code of the answer, and how they differ.

    Parameters
    ----------
    name
        Of the drawing.
    run
        An image on its way through the network.
    """
    states, answer = _sheet(run), DIGITS[run.answer]
    template = np.array(code(answer).components).reshape(states.shape)
    squares = (states - template) ** 2
    rows, columns = states.shape
    cell, top = 12.0, 44.0
    across = columns * cell
    lefts = [12.0, WIDTH / 2 - across / 2, WIDTH - 12 - across]
    sheets = [Sheet(left, top, rows, columns, cell) for left in lefts]
    canvas = Canvas(name, WIDTH, top + rows * cell + 74)
    heads = ("F6", "states x"), (f"code of {answer}", "components w"), ("(x − w)²", "per component")
    for units, (head, small) in zip(sheets, heads, strict=True):
        middle = units.box.middle[0]
        label(canvas, middle, 16, head, anchor="middle", bold=True)
        label(canvas, middle, 34, small, anchor="middle", size=SMALL, colour=QUIET)
    grey(canvas, sheets[0].box, swing(states), "states")
    bitmap(canvas, sheets[1], code(answer))
    grey(canvas, sheets[2].box, squares / (squares.max() or 1), "squares", RESULT)
    for units in sheets[::2]:
        grid(canvas, units)
        outline(canvas, units.box)
    bottom = top + rows * cell
    total = f"sum y = {squares.sum():.2f}"
    label(canvas, WIDTH - 6, bottom + 26, total, anchor="end", bold=True)
    largest = f"largest {squares.max():.3f}"
    label(canvas, WIDTH - 6, bottom + 45, largest, anchor="end", size=SMALL, colour=QUIET)
    scale(canvas, lefts[0], bottom + 16, ("−A", "0", "A"))
    right = int(((states > 0) == (template > 0)).sum())
    worst = float(np.sqrt(squares.max()))
    alt = (
        f"The {states.size} states of F6 for this image as a sheet of {rows} rows of {columns}, in "
        f"grey levels from −{AMPLITUDE} to {AMPLITUDE}, beside the code of {answer}, the answer. "
        f"{right} states have the sign of their component. The largest difference is {worst:.2f}, "
        f"its square {squares.max():.3f}. The squared differences add up to {squares.sum():.2f}."
    )
    return Drawing(finish(canvas, alt), alt)


def penalties(name: str, run: Run, labelled: int) -> Drawing:
    """Return what each digit costs, as bars, beside the penalty of rubbish.

    Parameters
    ----------
    name
        Of the drawing.
    run
        An image on its way through the network.
    labelled
        The digit that the image shows.
    """
    found = run.penalties
    step, left, room = 22.0, 24.0, 66.0
    canvas = Canvas(name, WIDTH, len(found) * step + 46)
    most = max(float(found.max()), float(RUBBISH_PENALTY))
    unit = (WIDTH - left - room) / most
    rubbish = left + float(RUBBISH_PENALTY) * unit
    for digit, penalty in zip(DIGITS, found, strict=True):
        y = 22 + int(digit) * step
        is_answer = int(digit) == run.answer
        colour = RESULT if is_answer else ACCENT
        box = Box(left, y, max(1.0, float(penalty) * unit), step - 7)
        label(canvas, left - 8, y + 12, digit, anchor="end", bold=is_answer)
        outline(canvas, box, colour, LINE, fill=colour, fill_opacity=1 if is_answer else 0.35)
        # Not on the line of rubbish, which is drawn over the bars.
        end = max(box.right, rubbish) if box.right > rubbish - room else box.right
        label(canvas, end + 6, y + 12, f"{penalty:.1f}", bold=is_answer)
    bottom = 22 + len(found) * step
    line(canvas, (rubbish, 18), (rubbish, bottom), colour=QUIET, stroke_dasharray="4 3")
    label(canvas, rubbish + 4, 13, f"j = {RUBBISH_PENALTY}, rubbish", size=SMALL, colour=QUIET)
    label(canvas, left, bottom + 16, "penalty of each digit", size=SMALL, colour=QUIET)
    each = ", ".join(f"{d}: {y:.1f}" for d, y in zip(DIGITS, found, strict=True))
    alt = (
        f"What each digit costs for the image labelled {labelled}: {each}. "
        f"The answer is {run.answer}. Rubbish costs {RUBBISH_PENALTY}."
    )
    return Drawing(finish(canvas, alt), alt)


def misread(name: str, run: Run, labelled: int) -> Drawing:
    """Return an image, what F6 draws for it, and the codes of the answer and of the label.

    Parameters
    ----------
    name
        Of the drawing.
    run
        An image on its way through the network.
    labelled
        The digit that the image is said to show.
    """
    states = _sheet(run)
    rows, columns = states.shape
    cell, top, gap = 9.0, 22.0, 15.0
    side, across = 112.0, columns * cell
    canvas = Canvas(name, WIDTH, top + 176)
    box = Box(2, top, side, side)
    label(canvas, box.middle[0], 14, "image", anchor="middle", bold=True)
    framed_grey(canvas, box, ink(run.image), "image")
    words = f"labelled {labelled}"
    label(canvas, box.middle[0], box.bottom + 17, words, anchor="middle", size=SMALL)
    drawn = Sheet(box.right + gap, top, rows, columns, cell)
    label(canvas, drawn.box.middle[0], 14, "F6", anchor="middle", bold=True)
    grey(canvas, drawn.box, swing(states), "states")
    grid(canvas, drawn)
    outline(canvas, drawn.box)
    for place, (digit, role) in enumerate(((run.answer, "answer"), (labelled, "label")), 1):
        units = Sheet(drawn.x + place * (across + gap), top, rows, columns, cell)
        middle = units.box.middle[0]
        label(canvas, middle, 14, f"code of {digit}", anchor="middle", bold=True)
        bitmap(canvas, units, code(DIGITS[digit]))
        label(canvas, middle, units.box.bottom + 17, role, anchor="middle", size=SMALL)
        cost = f"y = {run.penalties[digit]:.1f}"
        label(canvas, middle, units.box.bottom + 34, cost, anchor="middle", bold=True)
    scale(canvas, 4, box.bottom + 30, ("−A", "0", "A"))
    alt = (
        f"An image that is labelled {labelled} and that the network takes for a {run.answer}; what "
        f"F6 draws for it, and the codes of both. The {run.answer} costs "
        f"{run.penalties[run.answer]:.1f}, the {labelled} costs {run.penalties[labelled]:.1f}."
    )
    return Drawing(finish(canvas, alt), alt)
