"""What is printed of the toy network: one edition is right, the other is not."""

from __future__ import annotations

from dataclasses import replace

from lenet_docs.published import Comparison, Figure
from tests.toy import NET


def compared() -> tuple[Comparison, ...]:
    """Return the units of C1 beside two editions."""
    figures = (
        Figure("toy.C1.units", "P", "II", 7, "64"),
        Figure("toy.C1.units", "J", "II", 2284, "65", unexplained=True),
    )
    return (Comparison("toy.C1.units", NET["C1"].units, figures),)


def undeclared() -> tuple[Comparison, ...]:
    """Return the same, with no word of it that an edition is known to disagree."""
    (known,) = compared()
    return (replace(known, printed=tuple(replace(f, unexplained=False) for f in known.printed)),)
