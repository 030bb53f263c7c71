"""The rule by which text is split into the terms that a search finds.

A number is one term, however its thousands are separated: 1,516 and 1 516 with any
space that does not break are the term ``1516``. The index is made in Python and queries
are split in the reader's browser, so the rule is one pattern that both understand.
"""

from __future__ import annotations

import re

__all__ = ["JAVASCRIPT", "number_terms", "split"]

# In what follows, {word} is any letter, digit or underscore, and {alnum} the same without it.
SEPARATORS = r"(?:\{,\}|\\,|[,_'\u2019\u00A0\u2009\u202F])"
"""What stands between groups of three digits: in LaTeX, in code, and in either edition."""

NUMBER = (
    r"(?:(?<!{word})|(?<=[0-9]x))"
    rf"(?:[0-9]{{1,3}}(?:{SEPARATORS}[0-9]{{3}})+(?![0-9])|[0-9]+)"
    r"(?:\.[0-9]+)?"
    r"(?:[eE][+\-\u2212]?[0-9]+)?"
    r"(?!(?!x[0-9]){word})"
)

PATTERN = "|".join(
    [
        # Commands of LaTeX are no words; what they stand between is. 5x5 has two numbers.
        r"\\(?:begin|end|htmlData)\{[^{}]*\}",
        r"\\[A-Za-z]+",
        r"(?<=[0-9])x(?=[0-9])",
        rf"(?<number>{NUMBER})",
        r"(?<word>_*{alnum}(?:{word}*{alnum})?)",
    ]
)

OF_PYTHON = {
    "{word}": r"\w",
    "{alnum}": r"[^\W_]",
    "(?<number>": "(?P<number>",
    "(?<word>": "(?P<word>",
}
OF_JAVASCRIPT = {"{word}": r"[\p{L}\p{N}_]", "{alnum}": r"[\p{L}\p{N}]"}


def _written(pattern: str, language: dict[str, str]) -> str:
    for general, special in language.items():
        pattern = pattern.replace(general, special)
    return pattern


TERM = re.compile(_written(PATTERN, OF_PYTHON))
"""The rule in Python."""

JAVASCRIPT = """\
// The terms of a text, each with its place. The pattern is that of lenet_docs.sphinxext.search.
const searchTerm = /{pattern}/gu;
const termsOf = (text) =>
  [...text.matchAll(searchTerm)]
    .filter((found) => found.groups.number || found.groups.word)
    .map((found) => ({
      term: found.groups.number
        ? found[0].replace(/\\u2212/g, "-").replace(/[^0-9.eE+\\-]/g, "").toLowerCase()
        : found[0],
      isNumber: Boolean(found.groups.number),
      start: found.index,
      end: found.index + found[0].length,
    }));
var splitQuery = (query) => termsOf(query).map((found) => found.term);
""".replace("{pattern}", _written(PATTERN, OF_JAVASCRIPT))
"""The rule in JavaScript: the function ``splitQuery`` that Sphinx's search asks for."""


def split(text: str) -> list[str]:
    r"""Return the terms of a text, in order.

    Examples
    --------
    >>> split("1,516 parameters, 156\u00a0000 connections")
    ['1516', 'parameters', '156000', 'connections']
    >>> split(r"\text{connections}_{\text{C3}} = 151{,}600")
    ['connections', 'C3', '151600']
    >>> split("from -1.7159 to 2.4/Fi, 5x5, 1e-05")
    ['from', '1.7159', 'to', '2.4', 'Fi', '5', '5', '1e-05']
    """
    return [
        _plain(found["number"]) if found["number"] else found["word"]
        for found in TERM.finditer(text)
        if found["number"] or found["word"]
    ]


def number_terms(text: str) -> list[str]:
    """Return those terms of a text that are numbers.

    Examples
    --------
    >>> number_terms("C3: 28 × 28")
    ['28', '28']
    """
    return [_plain(found["number"]) for found in TERM.finditer(text) if found["number"]]


def _plain(written: str) -> str:
    return re.sub(r"[^0-9.e+\-]", "", written.replace("\u2212", "-").lower())
