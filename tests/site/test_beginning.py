"""The beginning of a page: readers see it at once, and it stays as they see it."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.conftest import Visit, until
from tests.site.serving import Handler, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# What of a beginning changes its looks when the style sheets come that are loaded behind it. What
# stands behind them is not there yet then.
CHANGES = """
() => {
  const links = [...document.querySelectorAll("article link[rel=stylesheet]")];
  const all = [...document.querySelectorAll("body *")];
  for (const each of all.slice(all.indexOf(links[0]))) {
    if (!links.includes(each)) each.remove();
  }
  const beginning = all.filter((each) => each.isConnected && !links.includes(each));
  const properties = ["color", "backgroundColor", "font", "textDecoration", "border", "opacity"];
  const look = (each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    return [x, y, width, height, ...properties.map((name) => style[name])].join();
  };
  const after = beginning.map(look);
  for (const link of links) {
    link.disabled = true;
  }
  const changed = beginning.filter((each, at) => look(each) !== after[at]);
  const words = beginning.filter((each) => each.closest("article")).length;
  return { words, changed: changed.map((each) => each.outerHTML.slice(0, 80)) };
}
"""

PAINTED = "performance.getEntriesByName('first-contentful-paint').length"


class Late(Handler):
    """Sends the style sheet only when it is allowed to."""

    allowed = Event()

    def send_head(self) -> Any:
        """Send what stands before a file, and return the file."""
        if "book.css" in self.path:
            assert self.allowed.wait(60)
        return super().send_head()


@pytest.mark.parametrize("name", ["index.html", "layers/c3.html"])
def test_the_beginning_is_shown_while_the_rest_is_awaited(
    site: Path, browser: Browser, name: str
) -> None:
    """On a slow line too: the style sheet of the rest is not there yet."""
    allowed = Event()
    handler = type("Late", (Late,), {"allowed": allowed})
    with served(site, handler=handler) as address:
        page = browser.new_page()
        page.goto(address + name, wait_until="commit")
        page.locator("article p").last.wait_for()
        until(page, PAINTED)
        assert page.locator("h1").is_visible()
        assert page.locator("footer").count() == 0
        allowed.set()
        page.locator("footer").wait_for(state="attached")
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "narrow"])
def test_a_beginning_has_all_of_its_style(site: Path, visit: Visit, size: str, scheme: str) -> None:
    """It neither moves nor changes its colours when the style sheets come."""
    names = [
        str(file.relative_to(site))
        for file in sorted(site.rglob("*.html"))
        if "<style>" in file.read_text(encoding="utf-8")
    ]
    assert len(names) > 30
    page = visit(names[0], size=size, scheme=scheme, disk=True)
    start = page.url.removesuffix(names[0])
    found = {}
    for name in names:
        page.goto(start + name)
        found[name] = page.evaluate(CHANGES)
    assert [name for name, look in found.items() if not look["words"]] == []
    assert {name: look["changed"] for name, look in found.items() if look["changed"]} == {}


def test_the_switch_of_colours_has_its_room_from_the_start(visit: Visit) -> None:
    """The theme shows it when its script runs, on wide screens above the text: nothing moves."""
    page = visit("layers/c3.html")
    page.set_viewport_size({"width": 1600, "height": 900})
    top = "document.querySelector('article').getBoundingClientRect().top"
    after = page.evaluate(top)
    page.evaluate("document.documentElement.classList.add('no-js')")
    assert page.evaluate(top) == after
