"""How the distances between codes are distributed, against those of random codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import comb

from lenet_docs.codes import DIGITS, code, codes, differing_pixels
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted
from lenet_docs.figures.kit.shapes import Box, label, line
from lenet_docs.figures.kit.style import ACCENT, GRID, INK, LINE, QUIET, RESULT, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas, number

__all__ = ["distance_histogram"]

LAST = 66
"""The axis ends here: no pair of codes is farther apart."""

BAND = 10
"""The words count the pairs in bands of so many pixels."""

DOT = 5.0
"""Side of the square that stands for a pair of digits."""


def distance_histogram(characters: Sequence[str] = DIGITS) -> Drawing:
    """Return how many pairs of codes of Fig. 3 differ in how many pixels.

    Behind the bars stands what codes would give that are drawn at random, each
    pixel by the toss of a coin (section II-B). Below, each pair of some
    characters is a square.

    Parameters
    ----------
    characters
        The characters that are shown by themselves.

    Examples
    --------
    >>> "4465 pairs" in distance_histogram().alt.replace(",", "")
    True
    """
    first = {each.rows: character for character, each in reversed(codes().items())}
    pairs = list(combinations(first.values(), 2))
    every = Counter(int(differing_pixels(*pair)) for pair in pairs)
    some = Counter(int(differing_pixels(*pair)) for pair in combinations(characters, 2))
    pixels = len(code(characters[0]).components)
    tossed = [len(pairs) * comb(pixels, d) / 2**pixels for d in range(LAST + 1)]
    plot = Box(8, 46, WIDTH - 16, 150)
    dots = DOT * max(some.values())
    canvas = Canvas("code-distances", WIDTH, plot.bottom + dots + 82)
    step = plot.width / (LAST + 1)
    scale = plot.height / max(*every.values(), *tossed)

    def middle(distance: float) -> float:
        return plot.x + (distance + 0.5) * step

    bars = "".join(
        f"M{number(middle(d) - 0.4 * step)} {number(plot.bottom)}v{number(-n * scale)}"
        f"h{number(0.8 * step)}v{number(n * scale)}z"
        for d, n in sorted(every.items())
    )
    canvas.path(bars, fill=ACCENT, fill_opacity=0.75, class_="drawing-pairs")
    curve = [(middle(d), plot.bottom - n * scale) for d, n in enumerate(tossed)]
    line(canvas, *curve, colour=QUIET, stroke_width=1.5 * LINE, stroke_dasharray="5 3")
    line(canvas, (plot.x, plot.bottom), (plot.right, plot.bottom))
    base = plot.bottom + 28
    for distance in range(0, LAST + 1, BAND):
        x = middle(distance)
        line(canvas, (x, plot.bottom), (x, plot.bottom + 4))
        label(canvas, x, plot.bottom + 17, str(distance), anchor="middle", size=SMALL)
        line(canvas, (x, base), (x, base + dots + 4), colour=GRID, stroke_width=LINE / 2)
    side = min(DOT, step) - 0.6
    for distance, count in sorted(some.items()):
        for place in range(count):
            canvas.rect(
                middle(distance) - side / 2,
                base + place * DOT,
                side,
                DOT - 0.6,
                fill=RESULT,
                class_="drawing-pair",
            )
    mean = _mean(every)
    label(canvas, plot.x, 14, f"all {len(first)} codes: mean {mean:.1f}", colour=ACCENT, bold=True)
    words = f"random codes: mean {pixels / 2:g}"
    label(canvas, plot.x, 32, words, colour=QUIET)
    line(canvas, (plot.x + 170, 27.5), (plot.x + 200, 27.5), colour=QUIET, stroke_dasharray="5 3")
    words = f"the {len(characters)} digits, a square a pair: mean {_mean(some):.1f}"
    label(canvas, plot.x, base + dots + 22, words, colour=RESULT, bold=True)
    label(
        canvas,
        plot.right,
        base + dots + 42,
        "pixels in which two codes differ",
        anchor="end",
        size=SMALL,
        colour=INK,
    )
    bands = [
        f"{start} to {start + BAND - 1}: {sum(every[d] for d in range(start, start + BAND))}"
        for start in range(0, LAST, BAND)
    ]
    least, most = min(some), max(some)
    alt = (
        f"How many pixels differ between two codes of Fig. 3, for its {len(pairs):,} pairs of "
        f"different codes: on average {mean:.1f}. Pairs by differing pixels, {', '.join(bands)}. "
        f"Random codes would differ in {pixels / 2:g} pixels on average, and nearly all pairs of "
        f"them in about as many. The {counted(some.total(), 'pair')} of digits differ in {least} "
        f"to {most} pixels, on average in {_mean(some):.1f}."
    )
    return Drawing(finish(canvas, alt), alt)


def _mean(counts: Counter[int]) -> float:
    return sum(distance * count for distance, count in counts.items()) / counts.total()
