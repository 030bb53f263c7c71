"""What the form says when it cannot load or work things out, and that the reader can go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.recalculating import load
from tests.site.serving import Handler, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.site.conftest import Visit

# Not at once: the evaluation of this line itself uses what it breaks.
BREAK = """
setTimeout(() => {
  self.parse = JSON.parse;
  JSON.parse = () => {
    throw Error("out of memory");
  };
})
"""

GONE, BROKEN, OTHER = "the network is gone", "the server cannot answer", "it is something else"


def go_wrong(route: Route, how: str) -> None:
    """Answer a request in the way in which it goes wrong."""
    if how == GONE:
        route.abort()
    elif how == BROKEN:
        route.fulfill(status=503)
    else:
        route.fulfill(status=200, content_type="application/wasm", body="nothing of that kind")


class HangsUp(Handler):
    """Ends the connection in the middle of a file."""

    file = ""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, or its first half."""
        if self.path.endswith(self.file):
            content = source.read()
            outputfile.write(content[: len(content) // 2])
            self.close_connection = True
        else:
            super().copyfile(source, outputfile)


@pytest.fixture
def chapter(browser: Browser, address: str) -> Iterator[Page]:
    """A chapter with a form that is not loaded."""
    page = browser.new_page()
    page.goto(address + "layers/s2.html")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("needed", "why", "says"),
    [
        ("**/form.js", GONE, "form.js"),
        ("**/worker.js", BROKEN, "worker"),
        ("**/*.wasm", GONE, "wasm: Failed to fetch"),
        ("**/*.wasm", OTHER, "WebAssembly"),
        ("**/python_stdlib.zip", BROKEN, "the server answers 503"),
        ("**/recalculation/*.zip", BROKEN, "the server answers 503"),
    ],
)
def test_what_does_not_load_says_so_and_can_be_tried_again(
    chapter: Page, needed: str, why: str, says: str
) -> None:
    """Later it is there again."""
    chapter.route(needed, lambda route: go_wrong(route, why))
    chapter.locator(".recalculation-load").click()
    failure = chapter.locator(".recalculation-failure")
    failure.filter(has_text="Press the button to try again").wait_for()
    assert says in failure.inner_text()
    assert not chapter.locator(".recalculation-progress").is_visible()
    chapter.unroute(needed)
    form = load(chapter)
    assert not failure.is_visible()
    form.type("S2.window", "4")
    assert "4,998" in form.read()["says"]


@pytest.mark.parametrize(
    ("file", "says"), [("pyodide.asm.wasm", "WebAssembly"), ("python_stdlib.zip", "stdlib.zip")]
)
def test_a_connection_that_ends_too_early_says_so(
    site: Path, browser: Browser, file: str, says: str
) -> None:
    """Pyodide would wait for the rest, and tell nobody."""
    handler = type("HangsUp", (HangsUp,), {"file": file})
    with served(site, handler=handler) as address:
        page = browser.new_page()
        page.goto(address + "layers/s2.html")
        page.locator(".recalculation-load").click()
        failure = page.locator(".recalculation-failure")
        failure.filter(has_text="Press the button to try again").wait_for()
        assert says in failure.inner_text()
        page.close()


def test_a_fault_in_the_worker_is_said_and_the_next_key_counts(chapter: Page) -> None:
    """What was shown stays until then."""
    form = load(chapter)
    before = form.read()
    (worker,) = chapter.workers
    worker.evaluate(BREAK)
    chapter.locator('[name="S2.window"]').fill("4")
    problem = chapter.locator(".recalculation-problem", has_text="out of memory")
    problem.wait_for()
    form.wait()
    assert form.read()["formulas"] == before["formulas"]
    worker.evaluate("JSON.parse = self.parse")
    form.type("S2.window", "7")
    assert not problem.is_visible()
    form.type("S2.window", "4")
    assert "4,998" in form.read()["says"]


def test_a_page_from_a_disk_says_how_to_serve_it(visit: Visit) -> None:
    """What the browser forbids there is not offered; the numbers stand there all the same."""
    page = visit("recalculate.html", disk=True)
    why = page.locator(".recalculation-why")
    why.filter(has_text="python -m http.server").wait_for()
    assert not page.locator(".recalculation-load").is_visible()
    assert page.locator('[data-part="C3"] .katex').count() > 0
