"""The Content-Security-Policy of each page: what a browser may load and run there.

It stands in the page itself, so that it holds from the disk and on any server, and is
made from the finished page: a script or a style sheet that stands in it is allowed by
its hash, and any other is not. `allow` is for a directive whose pages need more.

Style attributes are allowed: KaTeX places each sign of a formula by one. They can
neither run nor load anything, as images have their own rule.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["HEADER", "RULES", "allow", "as_text", "extra", "inline_hashes", "with_policy"]

HEADER = "Content-Security-Policy"

RULES: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
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

INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
CHARSET = re.compile(r'<meta charset="[^"]*"\s*/?>', re.IGNORECASE)
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


def inline_hashes(page: str) -> dict[str, list[str]]:
    """Return the sources that allow the scripts and style sheets that stand in a page.

    Examples
    --------
    >>> inline_hashes("<script>1</script><script src='a.js'></script>")
    {'script-src': ["'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]}
    """
    found: dict[str, list[str]] = {}
    for kind, attributes, content in INLINE.findall(page):
        if re.search(r"\bsrc\s*=", attributes):
            continue
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        sources = found.setdefault(f"{kind.lower()}-src", [])
        if (source := f"'sha256-{digest}'") not in sources:
            sources.append(source)
    return found


def as_text(*more: Mapping[str, Iterable[str]]) -> str:
    """Return the policy, with what is allowed besides `RULES`.

    Examples
    --------
    >>> as_text({"script-src": ["'wasm-unsafe-eval'"]}).split("; ")[:2]
    ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"]
    """
    rules = {name: list(sources) for name, sources in RULES.items()}
    for each in more:
        for name, sources in each.items():
            rule = rules.setdefault(name, list(RULES["default-src"]))
            rule += [source for source in sources if source not in rule]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def with_policy(page: str, more: Mapping[str, Iterable[str]]) -> str:
    """Return a page with its policy, before anything that it is about.

    Raises
    ------
    ValueError
        If the page does not say how it is encoded, where the policy is to follow.
    """
    policy = as_text(inline_hashes(page), more)
    made, count = CHARSET.subn(
        rf'\g<0>\n    <meta http-equiv="{HEADER}" content="{policy}">', page, count=1
    )
    if not count:
        raise ValueError("the page has no <meta charset>, behind which its policy would stand")
    return made
