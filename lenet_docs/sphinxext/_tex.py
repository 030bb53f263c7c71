r"""Finds the numerals of a formula in LaTeX, and tells which of them are part of its structure.

Structural are 0, 1 and 2, and whatever stands in an exponent or an index. The limits of a
sum are written like indices but are no such thing: ``\sum_{i=1}^{6}`` counts to six.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lenet_docs.sphinxext._numerals import SIGNS, Numeral, find

__all__ = ["InFormula", "find_in_formula"]

STRUCTURAL = frozenset({"0", "1", "2"})

WORDS = {"text", "textrm", "textbf", "textit", "textsf", "texttt", "mbox", "tag", "operatorname"}
"""Commands whose argument is words."""

UNSEEN = {"begin", "end", "label", "ref", "eqref", "hspace", "vspace"}
"""Commands whose argument is not printed as it stands."""

LIMITED = {
    *("sum", "prod", "coprod", "int", "iint", "iiint", "oint", "limits", "nolimits"),
    *("bigcup", "bigcap", "bigsqcup", "bigvee", "bigwedge", "bigoplus", "bigotimes"),
    *("lim", "limsup", "liminf", "max", "min", "sup", "inf"),
}
"""Commands behind which ``_`` and ``^`` are limits, not an index and an exponent."""

TOKEN = re.compile(
    r"(?P<skip>\s+|%[^\n]*|\\\\\*?(?:\[[^\]]*\])?|\\kern\s*-?[\d.]+\s*\w\w)"
    r"|\\(?P<command>[A-Za-z]+)\*?|\\."
    r"|(?P<open>\{)|(?P<close>\})|(?P<script>[_^])"
    # In {,} the comma is part of a number, and not punctuation.
    rf"|(?P<number>\d+(?:(?:\{{,\}}|\\,|[.,])\d+)*(?:\s?\\%)?|[{SIGNS}]+)"
    r"|.",
    re.DOTALL,
)

BRACES = re.compile(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
BRACKETS = re.compile(r"\s*\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class InFormula:
    r"""A numeral of a formula.

    Parameters
    ----------
    numeral
        The numeral, and its place in the formula.
    is_structural
        Whether the formula may hold it as it is.
    words
        The words among which it stands, if it does, as in ``\text{map 3}``.
    words_start
        Where these begin in the formula.
    """

    numeral: Numeral
    is_structural: bool
    words: str = ""
    words_start: int = 0


def find_in_formula(tex: str) -> Iterator[InFormula]:
    r"""Yield the numerals of a formula from left to right.

    Examples
    --------
    >>> def refused(tex):
    ...     return [each.numeral.text for each in find_in_formula(tex) if not each.is_structural]
    >>> refused(r"5 \times 5"), refused(r"x_{12}^{26} + 2 (a - 1)^3 = 0")
    (['5', '5'], [])
    >>> refused(r"\sum_{i=1}^{6} x_i"), refused(r"\text{in six maps}")
    (['6'], ['six'])
    """
    scanner = _Scanner(tex)
    # A brace that nothing opens ends a sequence; what stands behind it is looked at all the same.
    while not scanner.is_done:
        yield from scanner.sequence(within=False)


class _Scanner:
    """Walks through a formula once; ``within`` says whether in an exponent or an index."""

    def __init__(self, tex: str) -> None:
        self._tex = tex
        self._position = 0

    @property
    def is_done(self) -> bool:
        """Whether all of the formula was looked at."""
        return self._position == len(self._tex)

    def sequence(self, *, within: bool) -> Iterator[InFormula]:
        """Yield the numerals up to the end of the group, or of the formula."""
        limited = False
        while token := self._next():
            if token.lastgroup == "close":
                return
            if token.lastgroup == "script":
                yield from self._script(within=within or not limited)
            elif token.lastgroup != "skip":
                yield from self._atom(token, within=within)
                limited = token["command"] in LIMITED

    def _next(self) -> re.Match[str] | None:
        found = TOKEN.match(self._tex, self._position)
        if found:
            self._position = found.end()
        return found

    def _script(self, *, within: bool) -> Iterator[InFormula]:
        """Yield the numerals of an exponent, an index or a limit: a group, or one sign."""
        token = self._next()
        while token and token.lastgroup == "skip":
            token = self._next()
        if token is None:
            return
        if token.lastgroup == "number":
            # Without braces TeX takes only the first digit.
            self._position = token.start() + 1
            yield _number(token[0][0], token.start(), within=within)
            return
        yield from self._atom(token, within=within)
        if token["command"] and self._tex.startswith("{", self._position):
            # A command takes its argument with it, as in x_\mathrm{3}.
            self._next()
            yield from self.sequence(within=within)

    def _atom(self, token: re.Match[str], *, within: bool) -> Iterator[InFormula]:
        command = token["command"]
        if token.lastgroup == "number":
            yield _number(token[0], token.start(), within=within)
        elif token.lastgroup == "open":
            yield from self.sequence(within=within)
        elif command in WORDS:
            yield from self._words(within=within)
        elif command in UNSEEN:
            self._skip(BRACES)
        elif command == "sqrt":
            # Which root it is stands where an exponent would.
            self._skip(BRACKETS)

    def _words(self, *, within: bool) -> Iterator[InFormula]:
        found = BRACES.match(self._tex, self._position)
        if found is None:
            return
        self._position = found.end()
        start = found.start(1)
        for each in find(found[1]):
            numeral = Numeral(each.text, start + each.start, each.value, each.manner)
            yield InFormula(numeral, within, found[1], start)

    def _skip(self, argument: re.Pattern[str]) -> None:
        found = argument.match(self._tex, self._position)
        if found:
            self._position = found.end()


def _number(written: str, start: int, *, within: bool) -> InFormula:
    plain = re.sub(r"\{,\}|\\,|,", "", written).replace("\\", "")
    (found,) = find(plain)
    numeral = Numeral(written, start, found.value, found.manner)
    return InFormula(numeral, within or written in STRUCTURAL)
