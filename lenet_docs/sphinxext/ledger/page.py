"""The directive ``ledger``: a table of every number of the site."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from lenet_docs.published import EDITIONS
from lenet_docs.sphinxext.ledger import entry_html as parts
from lenet_docs.sphinxext.tables.table import WORDS, Cell, Row, build, text

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.builders import Builder

    from lenet_docs.ledger import Entry, Use
    from lenet_docs.sphinxext.ledger.accounts import Accounts

__all__ = ["LedgerDirective", "as_html", "as_table", "ledger"]

CAPTION = "Every number of this book"

COLUMNS = {
    "Number": "text",
    "Value": "number",
    "Witnesses": "text",
    **{edition.capitalize(): "text" for edition in EDITIONS.values()},
    "Verdict": "text",
    "Pages": "text",
}
"""The columns, and how a script sorts by them."""


class ledger(nodes.General, nodes.Element):  # noqa: N801
    """The place of the ledger: it is filled when every page has been read."""


class LedgerDirective(SphinxDirective):
    """The ledger. It has no arguments: it lists whatever the site shows."""

    def run(self) -> list[Node]:
        """Return the place of the ledger."""
        node = ledger()
        self.set_source_info(node)
        return [node]


# -- in HTML --------------------------------------------------------------------------


def as_html(accounts: Accounts, builder: Builder, page: str) -> str:
    """Return the table for a site, with links from `page` to the places of use."""
    head = "".join(
        f'<th class="head" scope="col" data-sort="{kind}">{name}</th>'
        for name, kind in COLUMNS.items()
    )
    body = "\n".join(
        _row(entry, accounts.anchors[key], builder, page) for key, entry in accounts.entries.items()
    )
    return (
        '<div class="table-wrapper docutils container">\n'
        '<table class="docutils numbers ledger">\n'
        f"<caption>{CAPTION}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>\n"
    )


def _row(entry: Entry, anchor: str, builder: Builder, page: str) -> str:
    steps = parts.derivation(entry)
    if steps:
        said = steps + parts.witnesses(entry)
        steps = f"<details><summary>Derivation</summary>{said}</details>"
    head = parts.expression(entry) + (steps or parts.origin(entry))
    cells = [
        f'<th class="stub" scope="row">{head}</th>',
        f'<td class="value"{_sorted_by(entry)}>{escape(entry.shown)}</td>',
        f'<td class="words">{parts.witness_names(entry)}</td>',
        *(f'<td class="words">{parts.printed_by(entry, edition)}</td>' for edition in EDITIONS),
        f'<td class="words">{parts.verdicts(entry)}</td>',
        f'<td class="words">{_pages(entry, builder, page)}</td>',
    ]
    return f'<tr id="{anchor}">{"".join(cells)}</tr>'


def _sorted_by(entry: Entry) -> str:
    """Return the attribute by which a script sorts values: texts have none."""
    try:
        return f' data-value="{float(Fraction(entry.values[0])):.15g}"'
    except ValueError:
        return ""


def _pages(entry: Entry, builder: Builder, page: str) -> str:
    links = []
    for other, used in by_page(entry).items():
        uri = escape(builder.get_relative_uri(page, other))
        name = escape(builder.env.titles[other].astext())
        first, *more = (f"{uri}#{use.anchor}" for use in used)
        further = "".join(
            f' <a href="{place}" aria-label="{name}, place {number}">{number}</a>'
            for number, place in enumerate(more, start=2)
        )
        links.append(f'<li><a href="{first}">{name}</a>{further}</li>')
    listed = f'<ul class="said">{"".join(links)}</ul>'
    if len(links) == 1:
        return listed
    return f"<details><summary>{len(links)} pages</summary>{listed}</details>"


def by_page(entry: Entry) -> dict[str, list[Use]]:
    """Return the places of use by page, each anchor once, pages sorted."""
    found: dict[str, list[Use]] = {}
    for use in entry.uses:
        used = found.setdefault(use.page, [])
        if all(use.anchor != other.anchor for other in used):
            used.append(use)
    return dict(sorted(found.items()))


# -- without HTML ----------------------------------------------------------------------


def as_table(accounts: Accounts, builder: Builder) -> nodes.table:
    """Return the table for what is not HTML, such as a page as plain text: without derivations."""
    header = [text(name, WORDS if kind == "text" else "") for name, kind in COLUMNS.items()]
    body = [_plain(entry, builder) for entry in accounts.entries.values()]
    table = build([nodes.Text(CAPTION)], [Row(header)], body)
    table["classes"] += ["longtable"]
    return table


def unbroken(numeral: str) -> str:
    """Return a numeral as an edition prints it, whose digits stay on one line."""
    return numeral.replace(" ", "\u00a0")


def _plain(entry: Entry, builder: Builder) -> Row:
    said = ", ".join(dict.fromkeys(each.name for each in entry.witnesses))
    pages = ", ".join(builder.env.titles[page].astext() for page in by_page(entry))
    printed = [
        ", ".join(
            f"{unbroken(figure.printed)} ({figure.section}, p. {figure.page})"
            for each in entry.comparisons
            for figure in each.printed
            if figure.edition == edition
        )
        for edition in EDITIONS
    ]
    return Row(
        [
            Cell([nodes.literal("", entry.key)]),
            text(entry.shown),
            *(text(words, WORDS) for words in (said, *printed, entry.verdict, pages)),
        ]
    )
