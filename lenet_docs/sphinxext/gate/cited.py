"""The role ``cited``: a number that a source prints, and the list of those of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.database import parse_file
from sphinx.util.docutils import SphinxDirective

from lenet_docs.sphinxext.numbers.numerals import find
from lenet_docs.sphinxext.numbers.roles import LocatedRole
from lenet_docs.sphinxext.settings.expression import ExpressionError, suggest
from lenet_docs.sphinxext.tables.table import WORDS, Cell, Row, build, text

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from lenet_docs.sphinxext.gate.judge import Citation

__all__ = [
    "CitedNumbers",
    "CitedRole",
    "cited",
    "cited_numbers",
    "fill_in",
    "nearest_key",
    "pages_to_write",
]

FORM = "write it as 'KEY p. 12: 1,516'"

PARTS = re.compile(r"(?P<key>\S+)\s+(?P<place>[^:]*[^:\s])\s*:\s*(?P<number>\S.*)", re.DOTALL)

PLACE = re.compile(
    r"(?:pp?\.|§|(?:section|sec\.|chapter|ch\.|table|fig\.|figure|eq\.|equation|appendix|slide"
    r"|part|footnote|column|row)s?)\s?\S|abstract|title|caption|introduction|conclusion",
    re.IGNORECASE,
)
PAGE = re.compile(r"pp?\. (\d+)")

MOST_WORDS = 3
"""How many words may stand beside the numerals, such as a unit."""


class cited(nodes.abbreviation):  # noqa: N801 -- as docutils calls nodes
    """A number that a source prints: its attributes are ``key``, ``place``, ``explanation``."""


class cited_numbers(nodes.General, nodes.Element):  # noqa: N801
    """The place of the list of cited numbers: it is filled when every page has been read."""


class CitedRole(LocatedRole):
    """A number that a source prints: its key in the bibliography, the place there, the number."""

    def make(self) -> cited:
        """Return the number."""
        parts = PARTS.fullmatch(self.text.strip())
        if parts is None or not PLACE.match(parts["place"]):
            raise ExpressionError(f"a source and a place in it are missing; {FORM}")
        key, place, number = (" ".join(parts[name].split()) for name in PARTS.groupindex)
        entry = self._entry(key)
        _check_page(key, place, entry)
        rest = number
        for numeral in find(number):
            rest = rest.replace(numeral.text, "")
        if rest == number or len(re.findall(r"[^\W\d_]+", rest)) > MOST_WORDS:
            raise ExpressionError(f"'{number}' is not a number with its unit; {FORM}")
        source = _source(entry)
        return cited(
            self.text,
            number,
            key=key,
            place=place,
            source=source,
            explanation=f"{source}, {place}",
            classes=["cited"],
        )

    def _entry(self, key: str) -> Entry:
        known: dict[str, Entry] = {}
        for name in getattr(self.config, "bibtex_bibfiles", ()):
            file = Path(self.env.srcdir, name)
            self.env.note_dependency(file)
            known.update(_entries(file, file.stat().st_mtime_ns))
        if key not in known:
            raise ExpressionError(f"'{key}' is not in the bibliography; {suggest(key, known)}")
        return known[key]


@lru_cache
def _entries(file: Path, changed: int) -> Mapping[str, Entry]:
    entries: Mapping[str, Entry] = parse_file(str(file)).entries
    return entries


def _check_page(key: str, place: str, entry: Entry) -> None:
    """Refuse a page that the source does not have, where the bibliography says which it has."""
    page = PAGE.match(place)
    pages = re.fullmatch(r"(\d+)\W+(\d+)", entry.fields.get("pages", ""))
    if page and pages and not int(pages[1]) <= int(page[1]) <= int(pages[2]):
        raise ExpressionError(f"'{key}' has the pages {pages[1]} to {pages[2]}, and no {place}")


def _source(entry: Entry) -> str:
    """Return authors and year: ``LeCun et al. (1998)``."""
    people = [" ".join(person.last_names) for person in entry.persons.get("author", ())]
    people = [re.sub(r"[{}]", "", name) for name in people]
    names = f"{people[0]} et al." if len(people) > 2 else " and ".join(people)
    return f"{names} ({entry.fields.get('year', 'no year')})"


class CitedNumbers(SphinxDirective):
    """The list of the cited numbers of a site. It is left out as long as there are none."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        node = cited_numbers()
        self.set_source_info(node)
        return [node]


def fill_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the list of cited numbers into its place."""
    for place in list(doctree.findall(cited_numbers)):
        found = sorted(all_citations(app.env))
        place.replace_self(_table(app, docname, found) if found else [])


def all_citations(env: BuildEnvironment) -> Iterator[tuple[str, str, Citation]]:
    """Yield the cited numbers, each behind its key and its page."""
    for page, seen in env.domains["gate"].data["pages"].items():
        yield from ((each.key, page, each) for each in seen.citations)


def _table(app: Sphinx, docname: str, found: list[tuple[str, str, Citation]]) -> nodes.table:
    rows = []
    for key, page, each in found:
        uri = f"{app.builder.get_relative_uri(docname, page)}#{each.anchor}"
        title = app.env.titles[page].astext()
        link = nodes.reference(title, title, internal=True, refuri=uri)
        cells = (text(each.text), text(each.source, WORDS), text(each.place, WORDS))
        rows.append(Row([Cell([nodes.literal(key, key)]), *cells, Cell([link], style=WORDS)]))
    header = Row([text(name) for name in ("Key", "Number", "Source", "Place", "Page")])
    table = build([nodes.Text("Numbers that are cited, and not derived")], [header], rows)
    table["ids"].append("cited-numbers")
    return table


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages with a list of cited numbers, if it is another than before."""
    data: dict[str, Any] = env.domains["gate"].data
    found = sorted(all_citations(env))
    if data.get("listed") == found:
        return []
    data["listed"] = found
    return sorted(page for page, seen in data["pages"].items() if seen.lists_citations)


def nearest_key(document: nodes.document, node: nodes.Element) -> str:
    """Return the source that is cited beside or before a node, or ``KEY`` if none is.

    A row of a table that cites none may have its own, in words.
    """
    around = node.parent.parent if isinstance(node.parent, nodes.entry) else node
    beside = next(filter(None, map(_key, around.findall(nodes.Element))), "")
    before = ""
    for each in document.findall(nodes.Element):
        if each is around:
            break
        before = _key(each) or before
    return beside or (before if around is node else "") or "KEY"


def _key(node: nodes.Element) -> str:
    if isinstance(node, cited):
        return str(node["key"])
    target = node["reftarget"] if node.get("refdomain") == "cite" else ""
    return re.sub(r"\{[^{}]*\}", "", target).partition(",")[0].strip()
