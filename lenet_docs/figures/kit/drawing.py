"""What a drawing is: a picture and the words that say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lenet_docs.figures.kit.style import INK, TEXT, WIDTH, ZOOM
from lenet_docs.figures.kit.svg import Canvas

__all__ = ["Drawing", "finish", "in_short"]

START = re.compile(r".{20,}?(?<!Fig)(?<!eq)[.:;](?=\s)", re.DOTALL)
"""The first sentence, or its first part: not up to an abbreviation."""

LONGEST_LABEL = 150
"""The most characters that a screen reader is given as the name of a picture."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its text alternative.

    Parameters
    ----------
    svg
        The picture, to be written into a page as it is. It carries the start
        of the text alternative, by `in_short`, as its name. Links in it read
        ``doc:layers/c1``: the page of the book they lead to, which the page
        around it resolves.
    alt
        The text alternative: it gives the numbers that the picture shows.
    narrow
        The same picture laid out for a narrow column, or nothing if one layout
        serves all. In a page it stands directly behind `svg`; the style sheet
        shows one of the two.
    """

    svg: str
    alt: str
    narrow: str = ""


def in_short(words: str) -> tuple[str, str]:
    """Return the name of a picture and the words that follow it.

    A name is read in one breath and cannot be walked through, so where there is much to say
    it is only the start of it.

    Examples
    --------
    >>> in_short("The bars of Fig. 11 in order: " + "one is long, " * 20)[0]
    'The bars of Fig. 11 in order'
    """
    start = START.match(words)
    if len(words) <= LONGEST_LABEL or start is None:
        return words, ""
    return start[0].rstrip(":;"), words[start.end() :].strip()


def finish(canvas: Canvas, alt: str, *, role: str = "img", layout: str = "") -> str:
    """Return the markup of a picture, with its size, its role and its name on the root.

    Parameters
    ----------
    canvas
        The picture.
    alt
        Its text alternative.
    role
        ``img`` for a picture; ``group`` for one that holds links, which the
        role of a picture would hide.
    layout
        ``wide`` or ``narrow`` if the picture is one of two layouts.
    """
    label, _ = in_short(alt)
    # Its natural size; the style sheet shrinks it where the column is narrower.
    zoom = ZOOM if canvas.width == WIDTH else 1
    return canvas.markup(
        class_=f"drawing drawing-{layout}" if layout else "drawing",
        width=canvas.width * zoom,
        height=round(canvas.height * zoom),
        role=role,
        aria_label=label,
        fill=INK,
        font_family="inherit",
        font_size=TEXT,
    )
