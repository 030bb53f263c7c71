"""What another project than this one would tell `lenet_docs.sphinxext` in its ``conf.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from lenet_docs import Architecture, Convolution, FullConnection, Input, Quantity, given
from lenet_docs.check import Check, check
from lenet_docs.figures import Drawing
from lenet_docs.published import Figure
from lenet_docs.quantity import Value

NET = Architecture(
    "toy",
    Input(6, 6),
    [Convolution("C1", maps=4, kernel=3), FullConnection("F2", units=1200, replicated=True)],
)


def share(of: int | Decimal | Quantity, among: int = 2) -> Quantity:
    """Return a part of something."""
    return (of if isinstance(of, Quantity) else given(of, "n")) / among


def fail() -> Quantity:
    """Raise the error of a function that has one."""
    raise ZeroDivisionError("nothing can be shared among none")


@cache
def checks(architecture: Architecture) -> Mapping[str, Check]:
    """Return the checks of a network."""
    return {each.path: each for each in check(architecture).checks}


def counted(path: str, architecture: Architecture = NET) -> Value | None:
    """Return what was counted."""
    return checks(architecture)[path].counted


@dataclass
class Odd:
    """Something whose attribute cannot be read."""

    @property
    def broken(self) -> int:
        """Fail for another reason than that there is no such attribute."""
        raise LookupError("it was lost")


NAMES: Mapping[str, object] = {
    "net": NET,
    "C1": NET["C1"],
    "half": Fraction(1, 2),
    "third": given(1) / 3,
    "small": 0.00007,
    "minus": -5,
    "letters": ("a", "b"),
    "odd": Odd(),
    "share": share,
    "fail": fail,
    "foreign": print,
    "checks": checks,
    "counted": counted,
}

FIGURES = {("toy.C1.maps", "J"): Figure("toy.C1.maps", "J", "II", 3, "1 024")}


def figure(key: str, edition: str) -> Figure:
    """Return what an edition prints."""
    if (key, edition) not in FIGURES:
        raise ValueError(f"nothing is printed of {key} in {edition}")
    return FIGURES[key, edition]


def _svg(inside: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'


DRAWINGS: Mapping[str, Callable[[], Drawing]] = {
    "square": lambda: Drawing(_svg('<path d="M0 0h9v9z" />'), "A square"),
    "map": lambda: Drawing(
        _svg('<a href="doc:deep/page#place"><path d="M0 0" /></a>'), "A way", _svg("<g />")
    ),
    "mute": lambda: Drawing(_svg(), ""),
    "lost": lambda: Drawing(_svg('<a href="doc:nowhere" />'), "A way to nowhere"),
    "walk": lambda: Drawing(
        '<svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="90" height="30">'
        + "".join(
            f'<g class="drawing-step" data-words="Place {place}"{hidden}><path d="M0 0" /></g>'
            for place, hidden in (("A", ' display="none"'), ("B", ""), ("C", ' display="none"'))
        )
        + "</svg>",
        "A walk to C",
    ),
    "torn": lambda: Drawing("<svg><g></svg>", "A torn picture"),
}
