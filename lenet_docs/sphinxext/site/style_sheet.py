"""The two style sheets of all pages, made of those of the theme, the extensions and the book.

A browser shows nothing before the style sheets of a page's head are there, and each is a request.
So what the beginning of a page needs is one file in the head. What only the rest needs, such as
the style of tables and formulas, is another file, where the rest begins (see beginning.py). What
is added to a single page stays a file of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from furo import get_pygments_stylesheet
from sphinx.errors import ExtensionError
from sphinx.util import logging

from lenet_docs.sphinxext.offline import NEEDED_FOR, is_wanted

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.builders.html._assets import _CascadingStyleSheet

__all__ = ["LATER", "NAME", "joined", "names", "palette", "parts", "write"]

NAME, LATER = "_static/book.css", "_static/later.css"
"""What the beginning of a page needs, and what only the rest does."""

URL = re.compile(r"""url\(\s*(?P<quote>['"]?)(?P<address>[^'")]+)(?P=quote)\s*\)""")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/", re.DOTALL)
FONT = re.compile(r"@font-face\s*\{[^}]*\}")
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


def parts(files: Iterable[_CascadingStyleSheet]) -> list[_CascadingStyleSheet]:
    """Return which of the style sheets of all pages become one, in the order of their use."""
    found = [file for file in files if is_joined(file)]
    return sorted(found, key=lambda file: file.priority)


def is_joined(file: _CascadingStyleSheet) -> bool:
    """Return whether a style sheet becomes a part: every page needs it."""
    name = str(file.filename)
    is_style_sheet = file.attributes.get("rel") == "stylesheet"
    return is_style_sheet and is_wanted(name) and name not in NEEDED_FOR


def names(builder: StandaloneHTMLBuilder) -> tuple[str, ...]:
    """Return the style sheets that every page loads, in their order."""
    return (NAME, LATER) if builder.config.site_styles_later else (NAME,)


def write(builder: StandaloneHTMLBuilder) -> None:
    """Write both style sheets, once their parts are in the site.

    Raises
    ------
    ExtensionError
        If a part is missing, or loads another, which would be a request after a request; or if
        what ``site_styles_later`` lists is no part.
    """
    texts: dict[str, list[str]] = {NAME: [], LATER: []}
    later = {f"_static/{name}" for name in builder.config.site_styles_later}
    for file in parts(builder._css_files):
        name = str(file.filename)
        texts[LATER if name in later else NAME].append(_text(Path(builder.outdir), file))
        later.discard(name)
    if later:
        raise ExtensionError(f"site_styles_later: no page has {', '.join(sorted(later))}")
    rest = "\n".join(texts[LATER])
    # A font that is named later has all lines broken anew, whoever uses it; it is loaded when used.
    whole = "\n".join((*texts[NAME], *FONT.findall(rest), palette(builder.theme_options)))
    for name, text in zip(names(builder), (lighter(whole), FONT.sub("", rest)), strict=False):
        (Path(builder.outdir) / name).write_text(text, encoding="utf-8")


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

    def moved(url: re.Match[str]) -> str:
        address, quote = url["address"], url["quote"]
        if address.startswith(("data:", "#", "/")):
            return url[0]
        return f"url({quote}{posixpath.normpath(posixpath.join(folder, address))}{quote})"

    text = SOURCE_MAP.sub("", text).replace('@charset "UTF-8";', "").strip()
    text = URL.sub(moved, text)
    return text if media == "all" else f"@media {media} {{\n{text}\n}}"


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
