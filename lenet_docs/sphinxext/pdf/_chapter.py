"""A page of the site as a chapter of one long page: its article, with names of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup

from lenet_docs.sphinxext.formulas.formula_words import in_words

if TYPE_CHECKING:
    from bs4 import Tag

__all__ = ["Chapter", "anchor"]

UNPRINTED = (
    "link, script, template, button, dialog, noscript, form, "
    ".headerlink, .downloads, .sd-summary-state-marker"
)
"""What paper cannot do, as a selector."""

NAMING = frozenset(("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"))
"""The attributes that hold ids."""

WITHIN = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
"""A part of the same picture, as the attributes of SVG name it."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5")


def anchor(page: str, place: str = "") -> str:
    """Return the id that a page, or a place on it, has in the book.

    Examples
    --------
    >>> anchor("layers/c3"), anchor("layers/c3", "exercises")
    ('layers-c3', 'layers-c3--exercises')
    """
    name = page.replace("/", "-")
    return f"{name}--{place}" if place else name


class Chapter:
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
        self._page, self._known, self._locate = page, known, locate
        # Every attribute is one text: ids are parted where they are needed.
        whole = BeautifulSoup(text, "html.parser", multi_valued_attributes=None)
        article = whole.article
        assert article is not None, f"the page '{page}' has no article"
        self._article = article
        for each in article.select(UNPRINTED):
            each.decompose()
        for formula in article.select(".katex-mathml"):
            put_into_words(formula)
        for heading in article.find_all(HEADINGS):
            # The parts of the book are its first headings.
            heading.name = f"h{int(heading.name[1]) + 1}"
        for each in article.find_all(True):
            self._adapt(each)

    @property
    def html(self) -> str:
        """The article, without the element itself."""
        return self._article.decode_contents()

    def _adapt(self, element: Tag) -> None:
        """Give an element names and addresses that hold in the book."""
        for name, value in element.attrs.items():
            text = str(value)
            if name in NAMING:
                element[name] = " ".join(anchor(self._page, each) for each in text.split())
            elif "url(" in text:
                element[name] = WITHIN.sub(
                    lambda found: f"url(#{anchor(self._page, found[1])})", text
                )
        if "href" in element.attrs:
            self._lead(element)
        if "src" in element.attrs:
            element["src"] = self._locate(self._relative(str(element["src"])))

    def _lead(self, link: Tag) -> None:
        """Have a link lead to a place in the book, out of it, or nowhere."""
        address = urlsplit(str(link["href"]))
        if address.scheme or address.netloc:
            return
        path = self._relative(address.path) if address.path else f"{self._page}.html"
        page = path.removesuffix(".html")
        if page in self._known and path.endswith(".html"):
            link["href"] = f"#{anchor(page, unquote(address.fragment))}"
        else:
            del link["href"]

    def _relative(self, address: str) -> str:
        """Return an address relative to the site, given relative to the page."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._page), unquote(address)))


def put_into_words(mathml: Tag) -> None:
    """Replace a formula's MathML, which nobody sees, by words for who has the PDF read aloud."""
    formula = mathml.parent
    assert formula is not None
    formula["role"] = "img"
    formula["aria-label"] = in_words(ElementTree.fromstring(str(mathml)))
    mathml.decompose()
