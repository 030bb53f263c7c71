"""The Content-Security-Policy of each page: what a browser may load and run there.

It stands in the page itself, so that it holds from the disk and on any server. Scripts and style
sheets are files of the site, but for one line of the theme, which is allowed by its hash. `allow`
is for a directive whose pages need more.

Style attributes are allowed: KaTeX places each sign of a formula by one. They can
neither run nor load anything, as images have their own rule.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

__all__ = ["HEADER", "RULES", "add_policy", "allow", "as_text", "extra"]

HEADER = "Content-Security-Policy"

INLINE = """
      document.body.dataset.theme = localStorage.getItem("theme") || "auto";
    """
"""The script that stands in every page of furo: it sets light or dark before anything is shown."""

RULES: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'", f"'sha256-{b64encode(sha256(INLINE.encode()).digest()).decode()}'"),
    "style-src": ("'self'",),
    "style-src-attr": ("'unsafe-inline'",),
    # The signs of furo's boxes and buttons are drawn by data in its style sheet.
    "img-src": ("'self'", "data:"),
    "worker-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
"""What holds on every page."""

KEY = "content_security_policy"
"""Under which the context of a page holds what that page needs besides."""


def allow(context: dict[str, Any], directive: str, *sources: str) -> None:
    """Allow a page more than others: to be called at ``html-page-context``.

    Parameters
    ----------
    context
        The page's context.
    directive, sources
        Such as ``"script-src"`` and ``"'wasm-unsafe-eval'"``.

    Examples
    --------
    >>> context = {}
    >>> allow(context, "script-src", "'wasm-unsafe-eval'")
    >>> extra(context)
    {'script-src': ("'wasm-unsafe-eval'",)}
    """
    more = context.setdefault(KEY, {})
    more[directive] = (*more.get(directive, ()), *sources)


def extra(context: Mapping[str, Any]) -> Mapping[str, Iterable[str]]:
    """Return what was allowed to a page."""
    found: Mapping[str, Iterable[str]] = context.get(KEY, {})
    return found


def as_text(*more: Mapping[str, Iterable[str]]) -> str:
    """Return the policy, with what is allowed besides `RULES`.

    Examples
    --------
    >>> as_text({"worker-src": ["blob:"]}).split("; ")[5]
    "worker-src 'self' blob:"
    """
    rules = {name: list(sources) for name, sources in RULES.items()}
    for each in more:
        for name, sources in each.items():
            rule = rules.setdefault(name, list(RULES["default-src"]))
            rule += [source for source in sources if source not in rule]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def add_policy(context: dict[str, Any]) -> None:
    """Give a page its policy, before anything that it is about: furo's head begins with it."""
    policy = f'<meta http-equiv="{HEADER}" content="{as_text(extra(context))}">'
    context["metatags"] = f"{policy}\n    {context.get('metatags') or ''}"
