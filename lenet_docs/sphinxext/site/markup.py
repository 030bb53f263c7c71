"""What a screen reader stumbles over in the markup of docutils, Sphinx and furo, mended.

Each function takes a piece of HTML as its maker writes it, and returns it as it should
be. What it does not know it leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from xml.etree import ElementTree

from lenet_docs.sphinxext.formulas.formula_words import in_words

__all__ = ["mended_body", "mended_navigation", "mended_theme"]

# ---- What stands in a page -----------------------------------------------------------------------

PARAMETERS = re.compile(r"<dl>\n((?:<dd>.*?</dd>\n)+)</dl>")
"""A signature of several lines: Sphinx lists its parameters as descriptions of nothing."""

WRAPPER_ID = re.compile(r'(<div class="table-wrapper [^"]*") id="[^"]*"')
"""The theme gives what it puts around a table the table's own id."""

CORNER = re.compile(r'<th class="head( [^"]*)?"><p></p></th>')
"""Above the names of the rows there often is no heading: an empty one says nothing."""

FORMULA_LINK = re.compile(
    r'(<a class="provenance[^>]*)(>\s*<span class="math[^"]*"><span class="katex">'
    r'<span class="katex-mathml">(<math.*?</math>)</span><span class="katex-html".*?</a>)',
    re.DOTALL,
)
"""A link that holds a formula and nothing else: few readers name a link by its MathML."""

CAPTIONED = re.compile(r'<p class="caption" role="heading">(.*?)</p>\n<ul', re.DOTALL)
"""The name of a part above the list of its chapters, a heading of no level."""


def mended_body(html: str) -> str:
    """Return what docutils and Sphinx wrote of a page.

    Examples
    --------
    >>> mended_body('<div class="citation" id="a" role="doc-biblioentry">')
    '<div class="citation" id="a" role="listitem">'
    >>> mended_body('<th class="head"><p></p></th>')
    '<td class="head"></td>'
    """
    html = PARAMETERS.sub(_lines, html)
    html = WRAPPER_ID.sub(r"\1", html)
    html = CORNER.sub(r'<td class="head\1"></td>', html)
    html = FORMULA_LINK.sub(_named, html)
    # The list around it makes a citation an entry, and the role that said so is deprecated.
    html = html.replace('role="doc-biblioentry"', 'role="listitem"')
    return _parts_named(html, "chapters")


def mended_navigation(html: str) -> str:
    r"""Return the tree of chapters: lists with names, and the page of the reader marked.

    Examples
    --------
    >>> print(mended_navigation('<p class="caption" role="heading">The layers</p>\n<ul>'))
    <p class="caption" id="navigation-1">The layers</p>
    <ul aria-labelledby="navigation-1">
    """
    current = '<a class="current reference internal" href="#"'
    return _parts_named(html, "navigation").replace(current, f'{current} aria-current="page"')


def _parts_named(html: str, prefix: str) -> str:
    count = 0

    def named(part: re.Match[str]) -> str:
        nonlocal count
        count += 1
        name = f"{prefix}-{count}"
        return f'<p class="caption" id="{name}">{part[1]}</p>\n<ul aria-labelledby="{name}"'

    return CAPTIONED.sub(named, html)


def _lines(signature: re.Match[str]) -> str:
    lines = re.sub(r"<dd>(.*?)</dd>\n", r'<span class="sig-line">\1</span>\n', signature[1])
    return f'<span class="sig-lines">\n{lines}</span>'


def _named(link: re.Match[str]) -> str:
    start, rest, math = link.groups()
    return f'{start} aria-label="{escape(in_words(ElementTree.fromstring(math)))}"{rest}'


# ---- What the theme puts around every page -------------------------------------------------------

SKIP = re.compile(r'<a class="skip-to-content.*?</a>\n', re.DOTALL)
TOGGLES = '<input type="checkbox" class="sidebar-toggle"'

INDEX = re.compile(r'class="(?:indextable|domainindex-table)')

Warn = Callable[[str], None]


def mended_theme(html: str, warn: Warn) -> str:
    """Return a page of furo: the link past the chapters comes first, and its sides have names.

    What is no longer found is told to `warn`: then the theme has changed, and this must follow.
    """
    skip = SKIP.search(html)
    if skip and TOGGLES in html:
        html = html.replace(skip[0], "", 1).replace(TOGGLES, skip[0] + TOGGLES, 1)
    else:
        warn("the link to the content, or the switches of the sidebars")
    for side, name in (("sidebar-drawer", "The book"), ("toc-drawer", "On this page")):
        start = f'<aside class="{side}'
        if start not in html:
            warn(start)
        html = html.replace(start, f'<aside aria-label="{name}" class="{side}', 1)
    # Indexes are laid out in columns by a table, which has nothing to say.
    return INDEX.sub(r'role="presentation" \g<0>', html)
