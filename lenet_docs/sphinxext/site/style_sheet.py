"""The style sheet of all pages, made of those of the theme, the extensions and the book.

Each style sheet is a request, so they become one. What is added to a single page stays a file of
its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from furo import get_pygments_stylesheet
from sphinx.errors import ExtensionError
from sphinx.util import logging

from lenet_docs.sphinxext.site.offline import NEEDED_FOR, is_wanted

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.builders.html._assets import _CascadingStyleSheet

__all__ = ["NAME", "write"]

NAME = "_static/book.css"

URL = re.compile(r"""url\(\s*(?P<quote>['"]?)(?P<address>[^'")]+)(?P=quote)\s*\)""")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/", re.DOTALL)
PYGMENTS = "_static/pygments.css"

LIGHTER = {
    "article[role=main] *": "article *",
    "dl[class]:not(.option-list)": "dl:not(.option-list)",
}
"""Selectors of furo's, with what selects the same here: each `dl` has a class, each `article` is
the main one (tests/site looks at every page). By the first, a change of a role, and by the second,
of a class, has all that is within styled anew. furo changes the classes of the page itself at its
start, and whenever the reader scrolls back."""

logger = logging.getLogger(__name__)


def is_joined(file: _CascadingStyleSheet) -> bool:
    """Return whether a style sheet becomes a part: every page needs it."""
    name = str(file.filename)
    is_style_sheet = file.attributes.get("rel") == "stylesheet"
    return is_style_sheet and is_wanted(name) and name not in {*NEEDED_FOR, NAME}


def write(builder: StandaloneHTMLBuilder) -> frozenset[str]:
    """Write the style sheet, once its parts are in the site, and return their names.

    Raises
    ------
    ExtensionError
        If a part is missing, or loads another, which would be a request after a request.
    """
    # Sphinx tells extensions of the style sheets of a page, and nobody of those of all pages.
    files = sorted(filter(is_joined, builder._css_files), key=lambda file: file.priority)
    texts = [_text(Path(builder.outdir), file) for file in files]
    whole = lighter("\n".join((*texts, palette(builder.theme_options))))
    (Path(builder.outdir) / NAME).write_text(whole, encoding="utf-8")
    return frozenset(str(file.filename) for file in files)


def _text(folder: Path, file: _CascadingStyleSheet) -> str:
    name = str(file.filename)
    try:
        # furo replaces this file only at the end of the build.
        is_code = name == PYGMENTS
        text = get_pygments_stylesheet() if is_code else (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ExtensionError(f"{name}: there is no such style sheet") from None
    if "@import" in text:
        raise ExtensionError(f"{name} has @import; list what it imports instead")
    return joined(text, name, file.attributes.get("media", "all"))


def lighter(text: str) -> str:
    """Return a style sheet with the selectors of `LIGHTER`; warn of one that the theme has lost."""
    for heavy, light in LIGHTER.items():
        if heavy not in text:
            logger.warning("the theme's style sheet has no longer: %s", heavy, type="site")
        text = text.replace(heavy, light)
    return text


def joined(text: str, name: str, media: str = "all") -> str:
    r"""Return a style sheet as a part: what it loads is found from where the whole stands.

    Examples
    --------
    >>> print(joined("p {background: url('a.png')}", "_static/katex/a.css", "print"))
    @media print {
    p {background: url('katex/a.png')}
    }
    """
    folder = posixpath.relpath(posixpath.dirname(name), posixpath.dirname(NAME))
    text = moved(SOURCE_MAP.sub("", text).replace('@charset "UTF-8";', "").strip(), folder)
    return text if media == "all" else f"@media {media} {{\n{text}\n}}"


def moved(text: str, folder: str) -> str:
    """Return a style sheet that stood in a folder, for where that folder is found.

    Examples
    --------
    >>> moved("p {background: url(a.png)} q {mask: url(#b)}", "../c")
    'p {background: url(../c/a.png)} q {mask: url(#b)}'
    """

    def as_found(url: re.Match[str]) -> str:
        address, quote = url["address"], url["quote"]
        if address.startswith(("data:", "#", "/")):
            return url[0]
        return f"url({quote}{posixpath.normpath(posixpath.join(folder, address))}{quote})"

    return URL.sub(as_found, text)


def palette(options: Mapping[str, Any]) -> str:
    """Return the colours of the theme's options, which furo would write into every page.

    Examples
    --------
    >>> colours = {"light_css_variables": {"a": "#fff"}, "dark_css_variables": {"a": "#000"}}
    >>> print(palette(colours))
    body {--a: #fff;}
    @media not print {
    body[data-theme="dark"] {--a: #000;}
    @media (prefers-color-scheme: dark) {
    body:not([data-theme="light"]) {--a: #000;}
    }
    }
    """
    light, dark = (
        "".join(
            f"--{name}: {value};"
            for name, value in (options[f"{kind}_css_variables"] or {}).items()
        )
        for kind in ("light", "dark")
    )
    return (
        f"body {{{light}}}\n@media not print {{\n"
        f'body[data-theme="dark"] {{{dark}}}\n@media (prefers-color-scheme: dark) {{\n'
        f'body:not([data-theme="light"]) {{{dark}}}\n}}\n}}'
    )
