"""What is printed of the toy network: one edition is right, the other is not."""

from __future__ import annotations

from lenet_docs.published import Comparison, Figure
from tests.toy import NET


def compared() -> tuple[Comparison, ...]:
    """Return the units of C1 beside two editions."""
    figures = (
        Figure("toy.C1.units", "P", "II", 7, "64"),
        Figure("toy.C1.units", "J", "II", 2284, "65"),
    )
    return (Comparison("toy.C1.units", NET["C1"].units, figures),)
