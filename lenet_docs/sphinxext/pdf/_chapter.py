"""A page of the site as a chapter of one long page: its article, with names of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from lenet_docs.sphinxext.epub.mathml import MATHML, in_words

__all__ = ["Chapter", "anchor"]

VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
"""The elements that have no end."""

UNPRINTED_TAGS = frozenset(("script", "template", "button", "dialog", "noscript", "form"))
UNPRINTED = frozenset(
    ("headerlink", "downloads", "no-print", "reading-time", "sd-summary-state-marker")
)
"""What paper cannot do: elements by their names and by their classes."""

NAMING = frozenset(("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"))
"""The attributes that hold ids."""

WITHIN = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
"""A part of the same picture, as the attributes of SVG name it."""

HEADING = re.compile(r"h[1-5]")


def anchor(page: str, place: str = "") -> str:
    """Return the id that a page, or a place on it, has in the book.

    Examples
    --------
    >>> anchor("layers/c3"), anchor("layers/c3", "exercises")
    ('layers-c3', 'layers-c3--exercises')
    """
    name = page.replace("/", "-")
    return f"{name}--{place}" if place else name


class Chapter(HTMLParser):
    """What a page becomes in the book.

    Parameters
    ----------
    page
        Its name: its address, without the suffix.
    text
        Its HTML.
    known
        The pages that the book holds. Links to others lose their address.
    locate
        What returns the address of a file of the site, given relative to the site.
    """

    def __init__(
        self, page: str, text: str, known: frozenset[str], locate: Callable[[str], str]
    ) -> None:
        super().__init__(convert_charrefs=False)
        self._page, self._known, self._locate = page, known, locate
        self._open: list[tuple[str, str]] = []
        """The elements that are open within the article, each with what ends it."""
        self._skipped = 0
        """How many elements that are not printed are open."""
        self._formula: list[str] | None = None
        """The MathML that is being read: the words of the formula are made of it."""
        self._written: list[str] = []
        self.feed(text)
        self.close()

    @property
    def html(self) -> str:
        """The article, without the element itself."""
        return "".join(self._written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take over a tag, with names and addresses that hold in the book."""
        values = {name: value or "" for name, value in attrs}
        if not self._open:
            if tag == "article":
                self._open.append((tag, ""))
            return
        classes = values.get("class", "").split()
        if self._skipped or tag in UNPRINTED_TAGS or not UNPRINTED.isdisjoint(classes):
            self._skipped += tag not in VOID
        elif self._formula is not None or "katex-mathml" in classes:
            self._read_formula(tag, values)
        else:
            self._write_tag(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take over an element that is empty, as SVG and MathML write them."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take over the end of an element."""
        if self._skipped:
            self._skipped -= tag not in VOID
        elif self._open and tag not in VOID:
            _, end = self._open.pop()
            if self._formula is None:
                self._written.append(end)
            elif tag == "math":
                self._formula.append("</math>")
            elif tag == "span":
                self._write_words()
            else:
                self._formula.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Take over a text."""
        if self._skipped or not self._open:
            return
        (self._written if self._formula is None else self._formula).append(data)

    def handle_entityref(self, name: str) -> None:
        """Take over a sign that has a name."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Take over a sign that has a number."""
        self.handle_data(f"&#{name};")

    # -- formulas ---------------------------------------------------------------------------

    def _read_formula(self, tag: str, values: dict[str, str]) -> None:
        """Keep what says of a formula what KaTeX's HTML shows."""
        if self._formula is None:
            self._formula = []
        else:
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
            self._formula.append(f"<{tag}{attributes}>")
        self._open.append((tag, ""))

    def _write_words(self) -> None:
        """Give a formula its words: a program that reads the PDF aloud says them."""
        formula = "".join(self._formula or [])
        self._formula = None
        row = ElementTree.fromstring(formula).find(f"{{{MATHML}}}semantics")
        assert row is not None, formula
        # The element around it has just been opened.
        opened = self._written.pop()
        words = escape(in_words(row[0]))
        self._written.append(f'{opened[:-1]} role="img" aria-label="{words}">')

    # -- names and addresses ----------------------------------------------------------------

    def _write_tag(self, tag: str, values: dict[str, str]) -> None:
        end = f"</{tag}>"
        if HEADING.fullmatch(tag):
            # The parts of the book are its first headings.
            tag = f"h{int(tag[1]) + 1}"
            end = f"</{tag}>"
        for name, value in values.items():
            if name in NAMING:
                values[name] = " ".join(anchor(self._page, each) for each in value.split())
            elif "url(" in value:
                values[name] = WITHIN.sub(
                    lambda found: f"url(#{anchor(self._page, found[1])})", value
                )
        if "href" in values:
            self._lead(tag, values)
        if "src" in values:
            values["src"] = self._locate(self._relative(values["src"]))
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        self._written.append(f"<{tag}{attributes}>")
        if tag not in VOID:
            self._open.append((tag, end))

    def _lead(self, tag: str, values: dict[str, str]) -> None:
        """Have a link lead to a place in the book, out of it, or nowhere."""
        address = urlsplit(values["href"])
        if address.scheme or address.netloc:
            return
        path = self._relative(address.path) if address.path else f"{self._page}.html"
        page = path.removesuffix(".html")
        if page in self._known and path.endswith(".html"):
            values["href"] = f"#{anchor(page, unquote(address.fragment))}"
        else:
            del values["href"]

    def _relative(self, address: str) -> str:
        """Return an address relative to the site, given relative to the page."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._page), unquote(address)))
