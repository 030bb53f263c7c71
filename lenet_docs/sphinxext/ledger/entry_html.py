"""What the ledger and the reader's panel say of a number, in HTML.

Both are written from an `Entry` while the site is built; no script makes any of it.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from lenet_docs.readings import READINGS

if TYPE_CHECKING:
    from lenet_docs.ledger import Entry, Source
    from lenet_docs.published import Comparison, Figure

__all__ = [
    "derivation",
    "expression",
    "origin",
    "panel",
    "printed",
    "printed_by",
    "title",
    "verdicts",
    "witness_names",
    "witnesses",
]

ORIGINS = {
    "given": "A given.",
    "function": "Returned by a function.",
}
"""What is said of a number that has no derivation."""


def expression(entry: Entry) -> str:
    """Return the expression, with places at which a long one may be broken."""
    key = escape(entry.key).replace("(", "(<wbr/>").replace(".", ".<wbr/>")
    return f'<code class="key">{key}</code>'


def title(entry: Entry) -> str:
    """Return what a number counts, in words.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.ledger import described
    >>> title(described("C1.maps", lenet5()["C1"].maps))
    'maps of C1'
    """
    if entry.name and entry.owner:
        return f"{entry.name} of {entry.owner}"
    return entry.name


def derivation(entry: Entry) -> str:
    """Return the steps, or nothing if there are none to show."""
    if entry.origin == "derived" and entry.text:
        return f'<pre class="steps" tabindex="0">{escape(entry.text)}</pre>'
    return ""


def origin(entry: Entry) -> str:
    """Return where a number without a derivation comes from, in words."""
    return f"<p>{ORIGINS[entry.origin]}</p>" if entry.origin in ORIGINS else ""


def witnesses(entry: Entry) -> str:
    """Return what each witness says, and how it came to it, as a list."""
    said = []
    for each in entry.witnesses:
        agrees = "agrees" if each.agrees else "disagrees"
        number = f" {each.shown}" if each.name != "SymPy" else ""
        said.append(
            f"<li>{each.name}{number}: "
            f'<span class="verdict verdict-{agrees}">{agrees}</span> '
            f'<span class="how">({escape(each.how)})</span></li>'
        )
    return f'<ul class="said">{"".join(said)}</ul>' if said else ""


def witness_names(entry: Entry) -> str:
    """Return the names of the witnesses, with what those say that disagree."""
    said = []
    for each in entry.witnesses:
        style, words = ("agrees", "") if each.agrees else ("disagrees", f" says {each.shown}")
        said.append(f'<li><span class="verdict verdict-{style}">{each.name}{words}</span></li>')
    return f'<ul class="said">{"".join(said)}</ul>' if said else ""


def printed(entry: Entry) -> str:
    """Return what the editions print, and where, as a list."""
    return _listed(entry, lambda figure: f"({figure.place})")


def printed_by(entry: Entry, edition: str) -> str:
    """Return what one edition prints, and where in it, as a list."""
    return _listed(entry, lambda figure: f"{figure.section}, p. {figure.page}", edition)


def _listed(entry: Entry, place_of: Callable[[Figure], str], edition: str = "") -> str:
    found = [
        _printed(comparison, figure, place_of(figure))
        for comparison in entry.comparisons
        for figure in comparison.printed
        if edition in ("", figure.edition)
    ]
    # Several keys may stand for one figure of the paper.
    return f'<ul class="said">{"".join(dict.fromkeys(found))}</ul>' if found else ""


def _printed(comparison: Comparison, figure: Figure, place: str) -> str:
    figures = escape(figure.printed).replace(" ", "\u00a0")
    where = f'<span class="how">{escape(place)}</span>'
    if figure not in comparison.disagreeing:
        return f"<li>{figures} {where}</li>"
    words = f"it {READINGS[figure.reading].words}" if figure.reading else "not explained"
    return f'<li>{figures} {where} <span class="reading">{escape(words)}</span></li>'


def verdicts(entry: Entry) -> str:
    """Return the verdicts on what is printed, each once."""
    found = dict.fromkeys(str(each.verdict) for each in entry.comparisons)
    if not entry.witnesses_agree:
        found = {"witnesses disagree": None, **found}
    return ", ".join(
        f'<span class="verdict verdict-{_style(word)}">{word}</span>' for word in found
    )


def _style(word: str) -> str:
    return "disagrees" if word.startswith("witnesses") else word.lower().replace(" ", "-")


def panel(
    entry: Entry, anchor: str, ledger: str, address_of: Callable[[Source], str | None]
) -> str:
    """Return the panel of a number: a template that a script shows when the reader asks.

    Parameters
    ----------
    entry
        The number.
    anchor
        The anchor of its entry in the ledger.
    ledger
        The address of that entry, from the page of the panel.
    address_of
        What returns the address of an API entry, from the page of the panel, if there
        is one.
    """
    api = address_of(entry.source) if entry.source else None
    heading = title(entry)
    parts = [
        f'<h2 class="panel-title">{escape(entry.shown)}'
        + (f' <span class="panel-name">{escape(heading)}</span>' if heading else "")
        + "</h2>",
        f'<p class="panel-expression">{expression(entry)}</p>',
        derivation(entry) or origin(entry),
        _section("Witnesses", witnesses(entry)),
        _section("Printed", printed(entry), verdicts(entry)),
        '<p class="panel-links">',
        f'<a href="{escape(ledger)}">Entry in the ledger</a>',
    ]
    if api and entry.source:
        name = entry.source.name.rpartition(".")[2]
        parts.append(f' <a href="{escape(api)}">API: <code>{escape(name)}</code></a>')
    parts.append("</p>")
    return f'<template id="panel-{anchor}">{"".join(parts)}</template>\n'


def _section(heading: str, content: str, beside: str = "") -> str:
    if not content:
        return ""
    return f'<h3 class="panel-heading">{heading} {beside}</h3>{content}'
