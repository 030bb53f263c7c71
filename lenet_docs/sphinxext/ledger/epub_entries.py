"""The ledger for an e-reader: entries one below the other, as its table is too wide for one.

An entry says what the panel of the site says. It is marked as a note, so that programs
which can do so show it beside the number that leads to it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from lenet_docs.sphinxext.ledger import entry_html as parts
from lenet_docs.sphinxext.ledger.page import by_page

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from lenet_docs.ledger import Entry
    from lenet_docs.sphinxext.ledger.accounts import Accounts

__all__ = ["as_entries"]


def as_entries(accounts: Accounts, builder: Builder, page: str) -> nodes.raw:
    """Return all entries, with links from `page` to the places of use."""
    entries = "\n".join(
        _entry(entry, accounts.anchors[key], builder, page)
        for key, entry in accounts.entries.items()
    )
    return nodes.raw("", f'<div class="ledger">\n{entries}\n</div>\n', format="html")


def _entry(entry: Entry, anchor: str, builder: Builder, page: str) -> str:
    name = parts.title(entry)
    said = [
        f"<p><strong>{escape(entry.shown)}</strong> {escape(name)}</p>",
        f"<p>{parts.expression(entry)}</p>",
        parts.derivation(entry) or parts.origin(entry),
        _about("Witnesses", parts.witnesses(entry)),
        _about("Printed", parts.printed(entry), parts.verdicts(entry)),
        f'<p class="uses">Shown in {_uses(entry, builder, page)}.</p>',
    ]
    lines = "\n".join(filter(None, said))
    return f'<div class="entry" id="{anchor}" epub:type="footnote">\n{lines}\n</div>'


def _about(heading: str, listed: str, beside: str = "") -> str:
    return f"<p>{heading} {beside}</p>{listed}" if listed else ""


def _uses(entry: Entry, builder: Builder, page: str) -> str:
    return ", ".join(
        f'<a href="{escape(builder.get_relative_uri(page, other))}#{used[0].anchor}">'
        f"{escape(builder.env.titles[other].astext())}</a>"
        for other, used in by_page(entry).items()
    )
