"""The critical style of a page: what its beginning needs of the site's style sheet.

A browser shows nothing before the style sheets of a page's head are there, and each is a request.
So those rules that may match something of the beginning stand in the page itself, and the style
sheet is loaded where the rest begins (see beginning.py). It repeats them in their own order, so
that nothing looks otherwise once it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from sphinx.errors import ExtensionError
from tinycss2.ast import (
    AtRule,
    HashToken,
    IdentToken,
    LiteralToken,
    Node,
    ParseError,
    QualifiedRule,
)

from lenet_docs.sphinxext.site.style_sheet import moved

__all__ = ["KEY", "Group", "Rule", "names_in", "parsed", "with_critical_style"]

KEY = "site_critical_style"
"""Under which the context of a page holds what `with_critical_style` is to be told of it."""

HEAD_ENDS = "</head>"
TAG = re.compile(r"<([a-z][\w-]*)([^>]*)>", re.IGNORECASE)
LINE_BREAK = re.compile(r"\s*\n\s*")
NAMES = re.compile(r'\s(class|id)="([^"]*)"')

NESTED = frozenset(("container", "layer", "media", "supports"))
"""At-rules that hold rules."""

NOT_CRITICAL = frozenset(("font-face", "page"))
"""At-rules that a screen can do without at first: words are shown before their fonts are there."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and what a page must have for it: the names of any one of its selectors."""

    text: str
    selectors: tuple[frozenset[str], ...]

    def chosen(self, names: frozenset[str]) -> str:
        """Return the rule where it may match something of a page with such names."""
        return self.text if any(needed <= names for needed in self.selectors) else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that hold under a condition, or a whole style sheet."""

    condition: str
    rules: tuple[Rule | Group, ...]

    def chosen(self, names: frozenset[str]) -> str:
        """Return the rules that may match something of a page with such names."""
        inner = "\n".join(filter(None, (rule.chosen(names) for rule in self.rules)))
        return f"{self.condition}{{{inner}}}" if inner and self.condition else inner


def parsed(text: str) -> Group:
    """Return the rules of a style sheet that a screen may need.

    Raises
    ------
    ExtensionError
        If it cannot stand in a page, or is not written as style sheets are.

    Examples
    --------
    >>> style = parsed("p, ul li {margin: 0} .note {color: red} @media print {p {color: blue}}")
    >>> print(style.chosen(names_in('<p>Words.</p><p class="note">A note.</p>')))
    p, ul li {margin: 0}
    .note {color: red}

    What stands in brackets never hides a rule: it may be what a thing is not.

    >>> parsed("p:not(.note) {color: red}").chosen(names_in("<p>Words.</p>"))
    'p:not(.note) {color: red}'
    """
    if "</style" in text.lower():
        raise ExtensionError("a style sheet with </style> cannot stand in a page")
    tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
    return Group("", tuple(_rules(tokens)))


def _rules(tokens: Iterable[Node]) -> Iterator[Rule | Group]:
    for rule in tinycss2.parse_rule_list(tokens, skip_whitespace=True):
        match rule:
            case QualifiedRule():
                text = _written(rule)
                if any(isinstance(token, ParseError) for token in rule.prelude):
                    raise ExtensionError(f"a style sheet has a bracket too many before: {text}")
                yield Rule(text, tuple(_selectors(rule.prelude)))
            case AtRule() if rule.lower_at_keyword in NESTED and rule.content is not None:
                condition = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}"
                if condition != "@media print":
                    yield Group(condition, tuple(_rules(rule.content)))
            case AtRule() if rule.lower_at_keyword not in NOT_CRITICAL:
                yield Rule(_written(rule), (frozenset(),))
            case ParseError():
                raise ExtensionError(f"a style sheet ends within a rule: {rule.message}")


def _written(rule: Node) -> str:
    return LINE_BREAK.sub(" ", rule.serialize()).strip()


def _selectors(prelude: Iterable[Node]) -> Iterator[frozenset[str]]:
    """Yield the types, classes and identifiers that each selector of a list asks for."""
    names: set[str] = set()
    before = ""
    for token in prelude:
        match token:
            case HashToken():
                names.add(f"#{token.value}")
            case IdentToken() if before == ".":
                names.add(f".{token.value}")
            case IdentToken() if before != ":":
                names.add(token.lower_value)
            case LiteralToken(value=","):
                yield frozenset(names)
                names = set()
        before = token.value if isinstance(token, LiteralToken) else ""
    yield frozenset(names)


def names_in(page: str) -> frozenset[str]:
    """Return the types, classes and identifiers in a part of a page, as selectors write them.

    Examples
    --------
    >>> sorted(names_in('<p class="a b" id="c"><A href="d">'))
    ['#c', '.a', '.b', 'a', 'p']
    """
    names = set()
    for tag, attributes in TAG.findall(page):
        names.add(tag.lower())
        for kind, value in NAMES.findall(attributes):
            mark = "." if kind == "class" else "#"
            names |= {f"{mark}{name}" for name in value.split()}
    return frozenset(names)


def with_critical_style(page: str, end: str, style: Group, folder: str) -> str:
    """Return a page with those rules in its head that it needs up to a mark.

    Parameters
    ----------
    page
        The whole page.
    end
        What stands where its beginning ends.
    style
        The rules of the site's style sheet.
    folder
        Where the page finds the folder of that style sheet.

    Examples
    --------
    >>> page = "<head></head><p>Words.</p><!-- end --><table></table>"
    >>> style = parsed("p {background: url(a.png)} table {width: 100%}")
    >>> with_critical_style(page, "<!-- end -->", style, "../_static").partition("</head>")[0]
    '<head><style>p {background: url(../_static/a.png)}</style>'
    """
    beginning = page[: page.index(end)]
    rules = moved(style.chosen(names_in(beginning)), folder)
    return page.replace(HEAD_ENDS, f"<style>{rules}</style>{HEAD_ENDS}", 1)
