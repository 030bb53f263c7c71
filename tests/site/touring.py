"""One visit to every page, in which all is seen that needs a browser and no reader's hand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import chromium
from tests.site.axe import OF_COLOURS, OF_LAYOUT, Violation, install, violations
from tests.site.watching import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROBES = Path(__file__).with_name("probes.js")

PATIENCE = 120_000
"""Milliseconds that a busy machine may take to show a page."""

DESKTOP, PHONE, NARROW = (1280, 800), (390, 844), (320, 640)

# What people who need it set: WCAG 1.4.12.
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""

LETTERS = {"standard": 16, "fixed": 13}
"""How large the letters of a browser are unless its reader has set another size."""

ADOPT = """(style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
}"""
"""Adds a style sheet of the reader's, which no Content-Security-Policy of the page forbids."""

FRAMES = """(patience) => new Promise((done, fail) => {
    setTimeout(() => fail(new Error(`no frame for ${patience} ms`)), patience);
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""
"""What a page waits for is given up after some time, as Playwright does not do that."""

MOST_ROWS = 100
"""Of longer tables axe sees two rows of each make."""


@dataclass
class Seen:
    """What was seen of a page: what goes wrong, by how the page was shown."""

    faults: list[str] = field(default_factory=list)
    violations: dict[str, list[Violation]] = field(default_factory=dict)
    sideways: dict[str, list[str]] = field(default_factory=dict)
    cut_off: dict[str, list[str]] = field(default_factory=dict)
    landmarks: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> Iterator[tuple[str, Violation]]:
        """Each violation once, with how the page was shown."""
        known: set[tuple[str, str]] = set()
        for look, found in self.violations.items():
            for violation in found:
                if (violation.rule, violation.target) not in known:
                    known.add((violation.rule, violation.target))
                    yield look, violation


def tours(address: str, pages: Sequence[str]) -> dict[str, Seen]:
    """Show each page in every way, side by side in as many browsers as there are processors."""
    workers = os.cpu_count() or 1
    shares = [pages[start::workers] for start in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        found = pool.map(partial(_with_own_browser, address), shares)
        return {page: seen for share in found for page, seen in share.items()}


def _with_own_browser(address: str, pages: Sequence[str]) -> dict[str, Seen]:
    with chromium() as browser:
        return {page: tour(browser, address, page) for page in pages}


def tour(browser: Browser, address: str, page: str) -> Seen:
    """Show a page in every way that is asked for, and return what was seen."""
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    try:
        return _look(context.new_page(), address, page)
    finally:
        context.close()


def _look(shown: Page, address: str, page: str) -> Seen:
    seen = Seen()
    faults = watch(shown, address)
    _size(shown, DESKTOP)
    shown.goto(address + page)
    install(shown)
    shown.evaluate(PROBES.read_text(encoding="utf-8"))
    shown.evaluate("probes.unfold()")
    seen.landmarks = shown.evaluate("probes.landmarks()")
    _judge_layout(shown, seen)
    shown.evaluate(f"probes.thinOut({MOST_ROWS})")
    _judge_access(shown, seen)
    seen.faults = list(faults)
    return seen


def _judge_layout(shown: Page, seen: Seen) -> None:
    def judge(look: str, size: tuple[int, int]) -> None:
        _size(shown, size)
        seen.sideways[look] = shown.evaluate("probes.sideways()")
        seen.cut_off[look] = shown.evaluate("probes.cutOff()")

    judge("phone", PHONE)
    judge("320 px", NARROW)
    # 640 pixels are what is left of 1280 at twice the size.
    judge("200 %", (640, 400))
    devtools = shown.context.new_cdp_session(shown)
    twice = {name: 2 * pixels for name, pixels in LETTERS.items()}
    devtools.send("Page.setFontSizes", {"fontSizes": twice})
    judge("letters at 200 %", DESKTOP)
    devtools.send("Page.setFontSizes", {"fontSizes": LETTERS})
    devtools.detach()
    shown.evaluate(ADOPT, TEXT_SPACING)
    judge("text spacing", DESKTOP)
    judge("text spacing at 320 px", NARROW)
    shown.evaluate(ADOPT, "")
    judge("desktop", DESKTOP)


def _judge_access(shown: Page, seen: Seen) -> None:
    # Both schemes at both sizes: all rules once, then those whose answer may differ.
    seen.violations["desktop, light"] = violations(shown)
    shown.emulate_media(color_scheme="dark")
    seen.violations["desktop, dark"] = violations(shown, OF_COLOURS)
    _size(shown, PHONE)
    seen.violations["phone, dark"] = violations(shown, OF_COLOURS + OF_LAYOUT)
    shown.emulate_media(color_scheme="light")
    seen.violations["phone, light"] = violations(shown, OF_COLOURS)


def _size(shown: Page, size: tuple[int, int]) -> None:
    width, height = size
    shown.set_viewport_size({"width": width, "height": height})
    # Two frames: whatever follows the width of the window has followed it.
    shown.evaluate(FRAMES, PATIENCE)
