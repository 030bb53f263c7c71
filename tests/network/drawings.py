"""Ten digits, as somebody draws them in a paint program."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

Stroke = list[tuple[float, float]]


def arc(x: float, y: float, width: float, height: float, start: int, end: int) -> Stroke:
    """Return points of an ellipse, by angles in degrees: 0 is right, 90 is down."""
    angles = [math.radians(start + (end - start) * part / 24) for part in range(25)]
    return [(x + width * math.cos(a), y + height * math.sin(a)) for a in angles]


STROKES: dict[str, list[Stroke]] = {
    "0": [arc(0.5, 0.5, 0.33, 0.48, -90, 270)],
    "1": [[(0.38, 0.15), (0.55, 0.02), (0.5, 0.98)]],
    "2": [[*arc(0.45, 0.27, 0.3, 0.25, -170, 30), (0.2, 0.95), (0.8, 0.93)]],
    "3": [[*arc(0.42, 0.27, 0.3, 0.25, -150, 90), *arc(0.42, 0.74, 0.34, 0.24, -90, 150)]],
    "4": [[(0.3, 0.05), (0.22, 0.52), (0.8, 0.5)], [(0.68, 0.1), (0.62, 0.98)]],
    "5": [[(0.75, 0.05), (0.32, 0.05), (0.28, 0.42), *arc(0.44, 0.68, 0.3, 0.28, -120, 150)]],
    "6": [[(0.62, 0.03), *arc(0.5, 0.68, 0.27, 0.28, -165, 195)]],
    "7": [[(0.18, 0.08), (0.78, 0.06), (0.4, 0.98)]],
    "8": [arc(0.5, 0.27, 0.22, 0.24, 90, 450), arc(0.5, 0.74, 0.28, 0.24, -90, 270)],
    "9": [arc(0.48, 0.3, 0.26, 0.27, 0, 360), [(0.74, 0.3), (0.66, 0.98)]],
}
"""The lines of each digit, in a square whose side is 1."""


def drawn_digit(
    digit: str, *, pen: int, size: int = 400, ink: str = "black", ground: str = "white"
) -> Image.Image:
    """Return a page with a digit off its middle, drawn with a round pen of so many pixels."""
    page = Image.new("RGB", (size * 2, size + 100), ground)
    draw = ImageDraw.Draw(page)
    for stroke in STROKES[digit]:
        points = [(80 + x * size, 40 + y * size) for x, y in stroke]
        draw.line(points, fill=ink, width=pen, joint="curve")
        for x, y in points if pen > 2 else ():
            draw.ellipse([x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2], fill=ink)
    return page
