"""The ledger of a site, and the way to it from every number.

While pages are read, each number is given an anchor and remembered. When all are read,
the ledger is made: the directive ``ledger`` shows it, ``numbers.json`` beside the pages
holds it, and each number links to its entry. A script turns the link into a panel.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

import lenet_docs
from lenet_docs.ledger_file import as_text
from lenet_docs.sphinxext.common.builders import copy_static, is_site
from lenet_docs.sphinxext.common.page_state import PageState
from lenet_docs.sphinxext.ledger.accounts import Accounts
from lenet_docs.sphinxext.ledger.entry_html import panel
from lenet_docs.sphinxext.ledger.epub_entries import as_entries
from lenet_docs.sphinxext.ledger.page import LedgerDirective, as_html, as_table, ledger
from lenet_docs.sphinxext.ledger.uses import Uses, heading_of, is_number
from lenet_docs.sphinxext.numbers.nodes import ancestors, computed
from lenet_docs.sphinxext.rebuilding.failing import is_failing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from lenet_docs.ledger import Entry, Source, Use

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent
SCRIPTS = ("provenance.js", "ledger.js")
STYLE = "provenance.css"

_MADE: dict[int, Accounts] = {}
"""The ledger of each running build, by its environment: it is made anew in every build."""


def accounts(env: BuildEnvironment, processes: int = 1) -> Accounts:
    """Return the ledger of a build, once every page has been read."""
    if id(env) not in _MADE:
        _MADE[id(env)] = Accounts(env, processes)
    return _MADE[id(env)]


# -- after all pages have been read -----------------------------------------------------


def make(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the ledger, and return the pages that show something else of it than before."""
    _MADE.pop(id(env), None)
    if app.builder.format != "html":
        return []
    found = accounts(env, app.parallel)
    report_faults(env, found.entries.values())
    before: dict[str, str] = vars(env).get("numbers_said", {})
    listed = ledger_pages(env)
    told = {
        key: digest(f"{as_text([entry])}{found.anchors[key]}")
        for key, entry in found.entries.items()
    }
    now = {
        page: digest("".join(told[key] for key in (told if page in listed else found.on(page))))
        for page in sorted(env.found_docs)
    }
    vars(env)["numbers_said"] = now
    return [page for page in now if before.get(page) != now[page]]


def report_faults(env: BuildEnvironment, entries: Iterable[Entry]) -> None:
    """Report each number about which witnesses or print disagree, where it is first shown."""
    for entry in entries:
        for fault in entry.faults:
            message = f"'{entry.key}' is not a number on which all agree: {fault}"
            where = place_of(env, entry.uses[0])
            logger.error("%s", message, location=where, type="numbers", subtype="ledger")


def place_of(env: BuildEnvironment, use: Use) -> nodes.Element:
    """Return the element of a page that shows a number."""
    found = env.get_doctree(use.page).findall(nodes.Element)
    return next(each for each in found if use.anchor in each["ids"])


def digest(text: str) -> str:
    """Return the SHA-256 of a text, as a cache key."""
    return hashlib.sha256(text.encode()).hexdigest()


class LedgerPages(PageState[bool]):
    """Which pages show the ledger."""

    name = "numbers_ledgers"

    def collect(self, app: Sphinx, doctree: nodes.document) -> bool | None:
        """Return whether a page shows the ledger."""
        return any(True for _ in doctree.findall(ledger)) or None


def ledger_pages(env: BuildEnvironment) -> list[str]:
    """Return the pages that show the ledger; numbers link to the first."""
    return sorted(LedgerPages.by_page(env))


# -- while pages are written ------------------------------------------------------------


def fill_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the ledger into its place, and lead from each number to its entry."""
    is_html = app.builder.format == "html"
    for place in list(doctree.findall(ledger)):
        found = accounts(app.env)
        if app.builder.name == "epub":
            place.replace_self(as_entries(found, app.builder, docname))
            continue
        table: nodes.Element = as_table(found, app.builder)
        if is_html:
            # What writes a page as plain text takes the table without HTML.
            table = nodes.raw("", as_html(found, app.builder, docname), format="html", plain=table)
            # A search knows the ledger by its entries; by its words, it would be found for all.
            table["classes"].append("no-search")
        place.replace_self(table)
    pages = ledger_pages(app.env)
    if is_html and pages and docname not in pages:
        uri = app.builder.get_relative_uri(docname, pages[0])
        for number in doctree.findall(computed):
            if is_number(number) and not stands_in_link(number):
                link(number, f"{uri}#{accounts(app.env).anchors[number['key']]}")


def stands_in_link(number: computed) -> bool:
    """Return whether a number stands where a link of its own would be one too many."""
    return heading_of(number) is not None or any(
        # The title of a folded part is a button.
        isinstance(each, nodes.reference) or type(each).__name__ == "dropdown_title"
        for each in ancestors(number)
    )


def link(number: computed, address: str) -> None:
    """Make a number a link to its entry."""
    reference = nodes.reference("", "", internal=True, refuri=address, classes=["provenance"])
    reference += number.children
    number.children = []
    number += reference


def add_panels(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the panels of a page's numbers to the page, and the scripts that it uses."""
    pages = ledger_pages(app.env)
    if doctree is None or not pages or not is_site(app.builder):
        return
    if pagename in pages:
        app.add_js_file("ledger.js", loading_method="defer")
        return
    found = accounts(app.env)
    linked = {number["key"] for number in doctree.findall(computed) if has_link(number)}
    entries = [found.entries[key] for key in found.on(pagename) if key in linked]
    if entries:
        uri = app.builder.get_relative_uri(pagename, pages[0])
        address_of = api_addresses(app, pagename)
        context["body"] += "".join(
            panel(entry, anchor, f"{uri}#{anchor}", address_of)
            for entry in entries
            for anchor in [found.anchors[entry.key]]
        )
        app.add_js_file("provenance.js", loading_method="defer")


def has_link(number: computed) -> bool:
    """Return whether a number leads to its entry."""
    return any("provenance" in each["classes"] for each in number.findall(nodes.reference))


def api_addresses(app: Sphinx, page: str) -> Callable[[Source], str | None]:
    """Return what returns the address of an API entry, from `page`."""
    objects = app.env.domains.python_domain.objects

    def address_of(source: Source) -> str | None:
        # What a module defines is often described where a package offers it.
        module = source.module.split(".")
        for length in range(len(module), 0, -1):
            name = ".".join([*module[:length], source.name])
            if name in objects:
                entry = objects[name]
                return f"{app.builder.get_relative_uri(page, entry.docname)}#{entry.node_id}"
        return None

    return address_of


# -- files ------------------------------------------------------------------------------


def copy_files(app: Sphinx) -> None:
    """Copy the scripts and the style sheet into the site."""
    copy_static(app, STATIC, *SCRIPTS, STYLE)


def write_numbers(app: Sphinx, exception: Exception | None) -> None:
    """Write ``numbers.json`` and its schema beside the pages of a build that succeeded."""
    if is_failing(app, exception) or not is_site(app.builder) or not ledger_pages(app.env):
        return
    folder = Path(app.outdir)
    text = as_text(accounts(app.env).entries.values())
    (folder / "numbers.json").write_text(text, encoding="utf-8")
    schema = Path(lenet_docs.__file__).parent / "numbers.schema.json"
    shutil.copyfile(schema, folder / "numbers.schema.json")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the setting, the directive, and what follows every number."""
    # What returns the comparisons with print that are not numbers of a network.
    app.add_config_value("numbers_comparisons", "", "env", types=frozenset({str}))
    app.add_node(ledger)
    app.add_directive("ledger", LedgerDirective)
    app.add_env_collector(Uses)
    app.add_env_collector(LedgerPages)
    app.add_css_file(STYLE)
    app.connect("builder-inited", copy_files)
    app.connect("env-updated", make)
    app.connect("doctree-resolved", fill_in)
    app.connect("html-page-context", add_panels)
    app.connect("build-finished", write_numbers)
    return {"env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
