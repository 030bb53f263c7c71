"""What a first visit weighs, how still a page stands, and what a change of it costs."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from benchmarks.visits import Conditions, visit
from tests.site.serving import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HEAVIEST = 300_000
"""Bytes of a first visit, compressed, with the fonts."""

MOST_SHIFT = 0.02

FEW = 500
"""Elements of the thousands of a chapter."""


@pytest.mark.parametrize("page", ["index.html", "layers/c3.html"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_first_visit_is_light_and_nothing_jumps(
    site: Path, browser: Browser, page: str, width: int
) -> None:
    """The front page and a long chapter, on a desktop and on a phone."""
    with served(site, compressed=True) as address:
        seen = visit(browser, address + page, Conditions(width=width))
    assert seen.bytes < HEAVIEST
    assert seen.shift < MOST_SHIFT


def test_conditions_are_imposed(tmp_path: Path, browser: Browser) -> None:
    """A page that is far away, or comes slowly, is not there before its time."""
    # Nothing is painted before the style sheet is there; its bytes compress to about as many.
    (tmp_path / "index.html").write_text("<link rel=stylesheet href=a.css><p>A word.")
    (tmp_path / "a.css").write_text(f"/* {random.Random(1).randbytes(20_000).hex()} */")
    with served(tmp_path, compressed=True) as address:
        far = visit(browser, address, Conditions(latency=300))
        slow = visit(browser, address, Conditions(download=40_000))
    assert far.first_paint > 0.3
    assert slow.bytes > 20_000
    assert slow.first_paint > 0.3


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("classList.toggle('show-back-to-top')", "html"),
        ("setAttribute('role', 'group')", "article section"),
    ],
)
def test_a_class_or_a_role_has_no_page_styled_anew(
    address: str, browser: Browser, change: str, where: str
) -> None:
    """The theme changes the page's class whenever the reader scrolls back; ours change roles."""
    page = browser.new_page()
    page.goto(address + "layers/c3.html", wait_until="load")
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    # The style that is asked for must be known.
    page.evaluate(
        f"const changed = document.querySelector('{where}');"
        f" changed.{change}; getComputedStyle(changed).color"
    )
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.close()
    styled = [
        event["args"]["elementCount"]
        for event in events
        if event["name"] == "UpdateLayoutTree" and "elementCount" in event["args"]
    ]
    assert styled
    assert sum(styled) < FEW
