"""Drawings in steps: one is shown, and a script lets the reader go through the others.

Without the script, and wherever a drawing is an image, the step that is shown
is the drawing. The others are in it, hidden by an attribute that needs no style
sheet, each with what it shows in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lenet_docs.figures.kit.svg import Canvas, Value

__all__ = ["step", "thinned"]


@contextmanager
def step(canvas: Canvas, words: str, *, shown: bool) -> Iterator[None]:
    """Put everything that is drawn meanwhile into a step.

    Parameters
    ----------
    canvas
        The picture.
    words
        What the step shows, with its numbers: it is read out when a reader gets there.
    shown
        Whether it is the step that is shown at first.
    """
    hidden: dict[str, Value] = {} if shown else {"display": "none"}
    with canvas.group(class_="drawing-step", data_words=words, **hidden):
        yield


def thinned(count: int, most: int) -> list[int]:
    """Return at most `most` numbers below `count`, evenly, the first and the last among them.

    Examples
    --------
    >>> thinned(5, 10), thinned(9, 3)
    ([0, 1, 2, 3, 4], [0, 4, 8])
    """
    if count <= most:
        return list(range(count))
    return [round(index * (count - 1) / (most - 1)) for index in range(most)]
