"""How the tests show the built site in a browser.

The site is ``build/html`` (the fixture ``site`` of ``tests/conftest.py``): `make html` builds it.
The browser ends with this folder: while Playwright runs, the thread has an event loop, and what
executes notebooks must not meet it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest

from tests.browser import chromium
from tests.site.documents import Site
from tests.site.serving import served
from tests.site.watching import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 120_000
"""Milliseconds that a busy machine may take to show a page."""

SIZES = {"desktop": (1280, 800), "phone": (390, 844), "narrow": (320, 640)}

Visit = Callable[..., "Page"]


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true. Playwright's own way is what a page's policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return one browser for all tests of the site."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def root(site: Path) -> str:
    """Return the path of the address for which the site was built; without one it is a slash."""
    page = (site / "index.html").read_text(encoding="utf-8")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)index\.html"', page)
    return urlsplit(canonical[1]).path if canonical else "/"


@pytest.fixture(scope="package")
def address(site: Path, root: str) -> Iterator[str]:
    """Return where the built site is served; ends with a slash."""
    with served(site, root=root) as where:
        yield where


@pytest.fixture(scope="package")
def written(site: Path, root: str) -> Site:
    """Return the site as it is written."""
    return Site(site, root)


@pytest.fixture
def visit(browser: Browser, site: Path, address: str) -> Iterator[Visit]:
    """Return a function that opens a page of the site; it must have no fault until the test ends.

    ``visit("layers/c3.html", size="phone", scheme="dark")``; with ``disk=True`` the page is opened
    from the disk. Other arguments are those of Playwright's ``new_context``.
    """
    contexts: list[BrowserContext] = []
    watched: list[list[str]] = []

    def visited(
        page: str,
        *,
        size: Literal["desktop", "phone", "narrow"] = "desktop",
        scheme: Literal["light", "dark"] = "light",
        disk: bool = False,
        **options: object,
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=size != "desktop",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        shown = context.new_page()
        start = site.as_uri() + "/" if disk else address
        watched.append(watch(shown, start))
        shown.goto(start + page)
        return shown

    yield visited
    for context in contexts:
        context.close()
    assert [fault for faults in watched for fault in faults] == []
