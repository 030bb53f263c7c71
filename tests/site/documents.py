"""Pages of the site as they are written: ids, links, what is fetched, headings and tables."""

from __future__ import annotations

import posixpath
import re
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

STYLED_BY = {"dl": "class", "article": "role"}
"""Elements with the attribute by which the theme selects them; `style_sheet.LIGHTER` does not."""

FETCHED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "image": "href",
    "img": "src",
    "object": "data",
    "script": "src",
    "source": "src",
    "use": "href",
    "video": "src",
}
"""Elements for which a browser fetches something while it shows a page, and what says where."""

FETCHING_LINKS = {
    *("stylesheet", "icon", "preload", "modulepreload"),
    *("prefetch", "preconnect", "dns-prefetch"),
}
"""Other links (next, search, index) are for the reader to follow."""

IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+(?=["']))["']?([^'")\s]+)""")
"""What a style sheet fetches."""


def fetched(tag: str, of: Mapping[str, str]) -> list[str]:
    """Return the addresses that a browser fetches for an element with these attributes."""
    found = IN_STYLE.findall(of.get("style", ""))
    if tag in FETCHED:
        name = FETCHED[tag]
        found.append(of.get(name) or of.get(f"xlink:{name}", ""))
    elif tag == "link" and FETCHING_LINKS & set(of.get("rel", "").split()):
        found.append(of.get("href", ""))
    # Data stand in the page already, and so do the places that begin with a number sign.
    return [address for address in found if address and not address.startswith(("data:", "#"))]


def is_elsewhere(address: str) -> bool:
    """Return whether an address leads out of the site, whatever it is relative to."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


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
    fetched: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    drawings: list[dict[str, str]] = field(default_factory=list)
    language: str = ""
    hidden_formulas: int = 0
    spoken_formulas: int = 0
    bare_formulas: int = 0
    unnamed_images: list[str] = field(default_factory=list)
    wrongly_styled: int = 0
    _open_tables: list[Table] = field(default_factory=list)
    _templates: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the page holds."""
        of = {name: value or "" for name, value in attrs}
        self.links += [of[name] for name in LINKS if name in of]
        self.fetched += fetched(tag, of)
        self.wrongly_styled += tag in STYLED_BY and STYLED_BY[tag] not in of
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
            self.bare_formulas -= 1
        elif tag == "img" and "alt" not in of:
            self.unnamed_images.append(of.get("src", ""))
        elif tag == "svg" and "drawing" in of.get("class", "").split():
            self.drawings.append(of)
        elif "katex-html" in of.get("class", "").split():
            self.hidden_formulas += of.get("aria-hidden") == "true"
        self.bare_formulas += tag in ("span", "div") and "math" in of.get("class", "").split()
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
    """The pages of a folder, by their path within it; they are served below ``root``."""

    folder: Path
    root: str = "/"

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

    def missing_files(self) -> Iterator[tuple[str, str]]:
        """Yield each address that a page fetches and that no file of the site has."""
        for page, document in self.documents.items():
            for address in dict.fromkeys(document.fetched):
                if not is_elsewhere(address) and not self.target(page, address):
                    yield page, address

    def _leads_somewhere(self, page: str, link: str) -> bool:
        if is_elsewhere(link):
            return True
        target, place = self.target(page, link), unquote(urlsplit(link).fragment)
        return bool(target) and (
            not place or target not in self.documents or place in self.documents[target].ids
        )

    def target(self, page: str, address: str) -> str:
        """Return the file that an address on a page means, or nothing if there is no such file."""
        path = unquote(urlsplit(address).path)
        if path.startswith("/"):
            # The page for what is missing is shown at any address, so it starts from the host.
            if not path.startswith(self.root):
                return ""
            page, path = "", path.removeprefix(self.root) or "index.html"
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if path.endswith("/"):
            target = posixpath.join(target, "index.html")
        return target if (self.folder / target).is_file() else ""
