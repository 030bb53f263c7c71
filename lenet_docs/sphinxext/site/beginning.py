"""The beginning of a page is shown while the rest is still read.

A browser reads a page as fast as it can, and may show nothing before it has read, styled and laid
out most of it. It stops where a script waits for a style sheet, and shows what it has. So behind
the first words of a page, before whatever takes long or looks otherwise without it, the style
sheets of the rest are loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.builders.html._assets import _CascadingStyleSheet

__all__ = ["end_of_beginning", "with_styles_behind"]

TITLE = "</h1>"
TAG = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")

WORDS = frozenset(("a", "code", "em", "li", "ol", "p", "span", "strong", "ul"))
BOX = re.compile(r'class="[^"]*\badmonition\b')
OTHERWISE = re.compile(r'class="[^"]*\b(?:highlight|math)\b')
"""Words, and the boxes around them, look the same without the later style sheets; code with colours
and formulas do not."""

WAIT = "<script> </script>"
"""Browsers may go on behind a style sheet, but never run a script before it is there."""


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
        if not is_plain or OTHERWISE.search(attributes):
            return tag.start()
    return None


def with_styles_behind(
    body: str,
    files: Sequence[_CascadingStyleSheet],
    as_tag: Callable[[_CascadingStyleSheet], str],
) -> str | None:
    """Return a page's body with style sheets behind its beginning; nothing if it lacks either."""
    place = end_of_beginning(body)
    if place is None or not files:
        return None
    return "".join((body[:place], *map(as_tag, files), WAIT, body[place:]))
