"""Pages of the site as they are written: ids, links, headings and tables, without a browser."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINKS = ("href", "xlink:href", "action")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Table:
    """A table: its classes, its role, and whether one of its cells is a header."""

    classes: str
    role: str
    has_header: bool = False

    @property
    def is_data(self) -> bool:
        """Whether it is a table, and not a way of placing things."""
        return self.role not in ("presentation", "none")


@dataclass
class Document(HTMLParser):
    """What a page holds. What stands in a template is not part of it, but its links are."""

    text: str
    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    drawings: list[dict[str, str]] = field(default_factory=list)
    language: str = ""
    hidden_formulas: int = 0
    spoken_formulas: int = 0
    unnamed_images: list[str] = field(default_factory=list)
    _open_tables: list[Table] = field(default_factory=list)
    _templates: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the page holds."""
        of = {name: value or "" for name, value in attrs}
        self.links += [of[name] for name in LINKS if name in of]
        if tag == "template":
            self._templates += 1
        if self._templates:
            return
        if "id" in of:
            self.ids[of["id"]] += 1
        for name in REFERENCES:
            self.references += of.get(name, "").split()
        if tag in HEADINGS:
            self.headings.append(int(tag[1]))
        elif tag == "html":
            self.language = of.get("lang", "")
        elif tag == "math":
            self.spoken_formulas += 1
        elif tag == "img" and "alt" not in of:
            self.unnamed_images.append(of.get("src", ""))
        elif tag == "svg" and "drawing" in of.get("class", "").split():
            self.drawings.append(of)
        elif "katex-html" in of.get("class", "").split():
            self.hidden_formulas += of.get("aria-hidden") == "true"
        self._note_table(tag, of)

    def _note_table(self, tag: str, of: Mapping[str, str]) -> None:
        if tag == "table":
            self.tables.append(Table(of.get("class", ""), of.get("role", "")))
            self._open_tables.append(self.tables[-1])
        elif tag == "th" and self._open_tables:
            self._open_tables[-1].has_header = True

    def handle_endtag(self, tag: str) -> None:
        """Note where templates and tables end."""
        if tag == "template":
            self._templates -= 1
        elif tag == "table" and self._open_tables and not self._templates:
            self._open_tables.pop()


@dataclass(frozen=True)
class Site:
    """The pages of a folder, by their path within it."""

    folder: Path

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every page."""
        return {
            str(path.relative_to(self.folder)): Document(path.read_text(encoding="utf-8"))
            for path in sorted(self.folder.rglob("*.html"))
        }

    def broken_links(self) -> Iterator[tuple[str, str]]:
        """Yield each link that leads to no file of the site, or to no place in its page."""
        for page, document in self.documents.items():
            for link in dict.fromkeys(document.links):
                if not self._leads_somewhere(page, link):
                    yield page, link

    def _leads_somewhere(self, page: str, link: str) -> bool:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return True
        path = unquote(parts.path)
        if path.startswith("/"):
            # The page for what is missing is shown at any address, so it starts from the host.
            page, path = "", path.lstrip("/") or "index.html"
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if path.endswith("/"):
            target = posixpath.join(target, "index.html")
        if not (self.folder / target).is_file():
            return False
        place = unquote(parts.fragment)
        return not place or target not in self.documents or place in self.documents[target].ids
