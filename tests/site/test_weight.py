"""What a first visit weighs, and how still a page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.visits import visit
from tests.site.serving import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HEAVIEST = 300_000
"""Bytes of a first visit, compressed, with the fonts."""

MOST_SHIFT = 0.02


@pytest.mark.parametrize("page", ["index.html", "layers/c3.html"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_first_visit_is_light_and_nothing_jumps(
    site: Path, browser: Browser, page: str, width: int
) -> None:
    """The front page and a long chapter, on a desktop and on a phone."""
    with served(site, compressed=True) as address:
        seen = visit(browser, address + page, width=width)
    assert seen.bytes < HEAVIEST
    assert seen.shift < MOST_SHIFT
