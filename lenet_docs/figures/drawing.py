"""What a drawing is: a picture and the words that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from lenet_docs.figures._style import INK, TEXT, WIDTH, ZOOM
from lenet_docs.figures._svg import Canvas

__all__ = ["Drawing", "finish"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its text alternative.

    Parameters
    ----------
    svg
        The picture, to be written into a page as it is. It carries the text
        alternative itself. Links in it read ``doc:layers/c1``: the page of the
        book they lead to, which the page around it resolves.
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


def finish(canvas: Canvas, alt: str, *, role: str = "img", layout: str = "") -> str:
    """Return the markup of a picture, with its size, its role and its words on the root.

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
    # Its natural size; the style sheet shrinks it where the column is narrower.
    zoom = ZOOM if canvas.width == WIDTH else 1
    return canvas.markup(
        class_=f"drawing drawing-{layout}" if layout else "drawing",
        width=canvas.width * zoom,
        height=round(canvas.height * zoom),
        role=role,
        aria_label=alt,
        fill=INK,
        font_family="inherit",
        font_size=TEXT,
    )
