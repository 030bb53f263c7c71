"""What all drawings share: one set of colours, of strokes and of sizes of type.

A colour has one meaning in all drawings. The names are custom properties that
the book's palette sets for light and for dark pages; behind each stands the
light colour, for places where no style sheet reaches.
"""

from __future__ import annotations

__all__ = [
    "ACCENT",
    "ACCENT_SOFT",
    "BOLD",
    "GRID",
    "GROUND",
    "HAIR",
    "INK",
    "LINE",
    "QUIET",
    "RESULT",
    "RESULT_SOFT",
    "SHEET",
    "SMALL",
    "STRONG",
    "TEXT",
    "WIDE",
    "WIDTH",
    "ZOOM",
]

INK = "currentColor"
"""Text and outlines: the colour of the text around the drawing."""

ACCENT = "var(--drawing-accent, #064a73)"
"""What this step looks at."""

ACCENT_SOFT = "var(--drawing-accent-soft, #cde4f2)"
"""The ground of what this step looks at."""

RESULT = "var(--drawing-result, #b8480c)"
"""What comes of it."""

RESULT_SOFT = "var(--drawing-result-soft, #fdeade)"
"""The ground of what comes of it."""

QUIET = "var(--drawing-quiet, #59626d)"
"""What is said aside: measures, captions, lines that only lead the eye."""

GRID = "var(--drawing-grid, #ced5dc)"
"""The lines between the units of a map."""

SHEET = "var(--drawing-sheet, #f6f8fa)"
"""The ground of a map."""

GROUND = "var(--drawing-ground, #ffffff)"
"""The page."""

WIDTH = 360
"""Width of a drawing in its own units: that of a phone, so that type stays legible there."""

WIDE = 720
"""Width of a drawing that needs a whole column."""

ZOOM = 1.3
"""How much larger than its own units a drawing of the usual width is shown where there is room."""

HAIR, LINE, STRONG = 0.5, 1.0, 2.0
"""Widths of strokes: inside a map, its outline, what is pointed at."""

TEXT, SMALL = 13.5, 12.0
"""Sizes of type."""

BOLD = 650
"""Weight of names."""
