"""The beginning of a page is shown while the rest is still read.

A browser reads a page as fast as it can, and may show nothing before it has read, styled and laid
out most of it. It stops at a script, which it has to load and which waits for the style sheets
before it, and shows what it has. So the theme's script and the style sheets are loaded behind the
first words of a page, before whatever takes long. What the words need of the style stands in the
page (see critical_style.py).
"""

from __future__ import annotations

import re

__all__ = ["end_of_beginning", "with_behind"]

TITLE = "</h1>"
TAG = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")

WORDS = frozenset(("a", "code", "em", "li", "ol", "p", "span", "strong", "ul"))
BOX = re.compile(r'class="[^"]*\badmonition\b')
MATHEMATICS = re.compile(r'class="[^"]*\bmath\b')
"""Words, and the boxes around them, stay as they are; a formula changes when its fonts come."""


def end_of_beginning(body: str) -> int | None:
    """Return where the beginning of a page ends: behind its title, before all but plain words.

    Examples
    --------
    >>> body = "<section><h1>C3</h1><p>How <em>many</em> parameters?</p><table></table></section>"
    >>> body[end_of_beginning(body):]
    '<table></table></section>'

    A page without a title has none, and neither has one that is all words.

    >>> end_of_beginning("<p>Words.</p><table></table>")
    >>> end_of_beginning("<h1>C3</h1><p>Words.</p>")
    """
    start = body.find(TITLE)
    if start < 0:
        return None
    for tag in TAG.finditer(body, start):
        name, attributes = tag.groups()
        is_plain = name in WORDS or (name == "div" and BOX.search(attributes))
        if not is_plain or MATHEMATICS.search(attributes):
            return tag.start()
    return None


def with_behind(body: str, tags: str) -> str | None:
    """Return a page's body with tags behind its beginning; nothing if it has none.

    Examples
    --------
    >>> with_behind("<h1>C3</h1><p>Words.</p><table></table>", "<script>1</script>")
    '<h1>C3</h1><p>Words.</p><script>1</script><table></table>'
    """
    place = end_of_beginning(body)
    return None if place is None else f"{body[:place]}{tags}{body[place:]}"
