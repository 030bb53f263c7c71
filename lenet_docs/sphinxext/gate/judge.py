"""The verdict on each numeral of a page: why it passes, or that it does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from lenet_docs.sphinxext.gate.context import is_year
from lenet_docs.sphinxext.gate.known_names import Name, Names
from lenet_docs.sphinxext.gate.latex import find_in_formula
from lenet_docs.sphinxext.gate.prose import Kind, Piece
from lenet_docs.sphinxext.numbers.numerals import Numeral, find

__all__ = ["Citation", "Exemption", "GateVerdict", "Judged", "PageVerdicts", "judge"]


class GateVerdict(Enum):
    """Why a numeral passes, or that it does not; the last three are not judged."""

    COMPUTED = "computed"
    PUBLISHED = "published"
    MEASURED = "measured"
    CITED = "cited"
    NAMED = "named"
    STRUCTURAL = "structural"
    EXEMPT = "exempt"
    REFUSED = "refused"
    IN_LITERALS = "typed in cells that show it"
    IN_CODE = "in code"
    IN_DOCSTRINGS = "in docstrings"


BY_KIND: Mapping[Kind, GateVerdict] = {
    Kind.COMPUTED: GateVerdict.COMPUTED,
    Kind.PUBLISHED: GateVerdict.PUBLISHED,
    Kind.MEASURED: GateVerdict.MEASURED,
    Kind.CITED: GateVerdict.CITED,
    Kind.EXEMPT: GateVerdict.EXEMPT,
    Kind.CODE: GateVerdict.IN_CODE,
    Kind.DOCSTRING: GateVerdict.IN_DOCSTRINGS,
}
"""The pieces of a page about which there is nothing to decide."""


class Judged(NamedTuple):
    """A numeral, its verdict, and the name to which it belongs if it does."""

    numeral: Numeral
    verdict: GateVerdict
    name: Name | None = None


class Exemption(NamedTuple):
    """A text that passes for a reason that its page gives."""

    where: str
    text: str
    reason: str


class Citation(NamedTuple):
    """A number that a source prints: the source and the place in it, and the anchor on the page."""

    text: str
    key: str
    source: str
    place: str
    anchor: str


@dataclass(slots=True)
class PageVerdicts:
    """What was seen on a page: how many numerals of each verdict, names, exceptions, citations."""

    counts: Counter[GateVerdict] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    exemptions: list[Exemption] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    lists_citations: bool = False


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
                yield Judged(each.numeral, GateVerdict.STRUCTURAL)
            else:
                yield _typed(each.numeral, names, *(each.among or ("", 0)))
    else:
        for numeral in find(piece.text):
            judged = _typed(numeral, names, piece.text)
            if judged.verdict is GateVerdict.REFUSED:
                if piece.kind is Kind.LITERAL and _is_code(numeral, piece.text):
                    judged = judged._replace(verdict=GateVerdict.IN_CODE)
                elif is_year(numeral.start, numeral.end, piece.text, piece.node):
                    judged = judged._replace(verdict=GateVerdict.NAMED)
            yield judged


def _typed(numeral: Numeral, names: Names, text: str, text_start: int = 0) -> Judged:
    """Return the verdict on a typed numeral: it belongs to a name, or does not pass."""
    name = names.of(replace(numeral, start=numeral.start - text_start), text)
    return Judged(numeral, GateVerdict.REFUSED if name is None else GateVerdict.NAMED, name)


def _is_code(numeral: Numeral, literal: str) -> bool:
    """Return whether a numeral of a literal is part of an identifier, an argument or an index.

    Examples
    --------
    >>> def code(literal):
    ...     return [_is_code(numeral, literal) for numeral in find(literal)]
    >>> code("uint8"), code("C[3]"), code("split_half(x, 5)"), code("--seconds 60")
    ([True], [True], [True, True], [True])
    >>> code("157 parameters"), code("six"), code("(16)")
    ([False], [False], [False])
    """
    before, behind = literal[: numeral.start], literal[numeral.end :]
    if numeral.manner == "disguised":
        # An identifier may be made of words.
        return re.fullmatch(r"[A-Za-z_][\w.]*[\w)\]]*(?:\(.*)?", numeral.text, re.ASCII) is not None
    if re.search(r"[A-Za-z_.]\d*$", before) or re.match(r"[_(]|\.\w", behind):
        return True
    digits = numeral.manner in {"digits", "percent"}
    return (
        digits
        and re.search(r"[A-Za-z_]\w*[(\[][^()\[\]]*$|--?[a-z][\w-]*[ =]$", before) is not None
    )
