"""The policy of the built pages, as a browser applies it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lenet_docs.sphinxext.site.policy import HEADER
from tests.site.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def refused(page: Page) -> list[str]:
    """Return what the page's policy has refused so far."""
    found: list[str] = page.evaluate("window.refused")
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page that notes what its policy refuses."""
    opened = browser.new_page()
    opened.add_init_script(WATCH)
    yield opened
    opened.close()


def pages(site: Path) -> list[str]:
    """Return all pages of the site."""
    return sorted(str(file.relative_to(site)) for file in site.rglob("*.html"))


def test_no_page_needs_what_its_policy_refuses(site: Path, page: Page) -> None:
    """On no page a script, a style, a font or an image is refused, from the disk."""
    found = {}
    for name in pages(site):
        page.goto(f"{site.as_uri()}/{name}", wait_until="load")
        found[name] = refused(page)
    assert found == {name: [] for name in pages(site)}


@pytest.mark.parametrize("name", ["index.html", "layers/c3.html", "ledger.html", "search.html"])
def test_no_served_page_needs_what_its_policy_refuses(address: str, page: Page, name: str) -> None:
    """A server is another origin than a file, but the policy means the site in both."""
    page.goto(address + name, wait_until="load")
    assert refused(page) == []


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "disk"])
@pytest.mark.parametrize(
    ("planted", "directive"),
    [
        ("<script>window.planted = true</script>", "script-src-elem"),
        ("<img src=x onerror='window.planted = true'>", "script-src-attr"),
        ("<style>body { display: none }</style>", "style-src-elem"),
        ("<script src='https://elsewhere.example/a.js'></script>", "script-src-elem"),
        ("<img src='https://elsewhere.example/a.png'>", "img-src"),
        ("<iframe src='https://elsewhere.example/'></iframe>", "frame-src"),
    ],
)
def test_what_is_planted_into_a_page_is_refused(
    site: Path, tmp_path: Path, page: Page, planted: str, directive: str, from_disk: bool
) -> None:
    """A script, a handler, a style sheet that the build did not write; anything from elsewhere."""
    text = (site / "index.html").read_text(encoding="utf-8")
    shutil.copytree(site / "_static", tmp_path / "_static")
    (tmp_path / "index.html").write_text(text.replace("</article>", f"{planted}</article>", 1))
    with served(tmp_path) as address:
        page.goto((tmp_path.as_uri() + "/" if from_disk else address) + "index.html")
        page.wait_for_function("window.refused.length > 0")
        assert refused(page)[0].startswith(directive)
        assert page.evaluate("window.planted") is None


def test_every_page_has_a_policy(site: Path) -> None:
    """Also those that Sphinx makes by itself."""
    without = [name for name in pages(site) if HEADER not in (site / name).read_text("utf-8")]
    assert without == []
