"""The verdict on each numeral of a page: why it passes, or that it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from lenet_docs.sphinxext._names import Name, Names
from lenet_docs.sphinxext._numerals import Numeral, find
from lenet_docs.sphinxext._prose import Kind, Piece
from lenet_docs.sphinxext._tex import find_in_formula

__all__ = ["Exemption", "Judged", "Page", "Verdict", "judge"]


class Verdict(Enum):
    """Why a numeral passes, or that it does not; the last three are not judged."""

    COMPUTED = "computed"
    PUBLISHED = "published"
    MEASURED = "measured"
    NAMED = "named"
    STRUCTURAL = "structural"
    EXEMPT = "exempt"
    REFUSED = "refused"
    IN_LITERALS = "typed in cells that show it"
    IN_CODE = "in code"
    IN_DOCSTRINGS = "in docstrings"


BY_KIND: Mapping[Kind, Verdict] = {
    Kind.COMPUTED: Verdict.COMPUTED,
    Kind.PUBLISHED: Verdict.PUBLISHED,
    Kind.MEASURED: Verdict.MEASURED,
    Kind.EXEMPT: Verdict.EXEMPT,
    Kind.CODE: Verdict.IN_CODE,
    Kind.DOCSTRING: Verdict.IN_DOCSTRINGS,
}
"""The pieces of a page about which there is nothing to decide."""


class Judged(NamedTuple):
    """A numeral, its verdict, and the name to which it belongs if it does."""

    numeral: Numeral
    verdict: Verdict
    name: Name | None = None


class Exemption(NamedTuple):
    """A text that passes for a reason that its page gives."""

    where: str
    text: str
    reason: str


@dataclass(slots=True)
class Page:
    """What was seen on a page: how many numerals of each verdict, which names and exemptions."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    exemptions: list[Exemption] = field(default_factory=list)


def judge(piece: Piece, names: Names) -> Iterator[Judged]:
    r"""Yield every numeral of a piece of a page, with its verdict.

    Examples
    --------
    >>> from docutils import nodes
    >>> formula = Piece(Kind.MATHEMATICS, r"2 \times 5 = 10^1", nodes.math())
    >>> [(each.numeral.text, each.verdict.value) for each in judge(formula, Names([]))]
    [('2', 'structural'), ('5', 'refused'), ('10', 'refused'), ('1', 'structural')]
    """
    if piece.kind in BY_KIND:
        yield from (Judged(numeral, BY_KIND[piece.kind]) for numeral in find(piece.text))
    elif piece.kind is Kind.MATHEMATICS:
        for each in find_in_formula(piece.text):
            if each.is_structural:
                yield Judged(each.numeral, Verdict.STRUCTURAL)
            else:
                yield _typed(each.numeral, names, each.words, each.words_start)
    else:
        yield from (_typed(numeral, names, piece.text) for numeral in find(piece.text))


def _typed(numeral: Numeral, names: Names, text: str, text_start: int = 0) -> Judged:
    """Return the verdict on a typed numeral: it belongs to a name, or does not pass."""
    name = names.of(replace(numeral, start=numeral.start - text_start), text)
    return Judged(numeral, Verdict.REFUSED if name is None else Verdict.NAMED, name)
