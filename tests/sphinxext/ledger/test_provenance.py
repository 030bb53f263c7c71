"""What the scripts do in a browser, on a site that is opened from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium
from tests.sphinxext.conftest import Build
from tests.toy import NET

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NUMBER = "a.provenance[href$='#entry-c1-units']"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one browser for all tests."""
    with chromium() as started:
        yield started


@pytest.fixture
def site(build: Build) -> Path:
    """Return the folder of the built project."""
    return build("ledger").out


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """Return the first page, whose scripts must not fail."""
    faults: list[str] = []
    shown = browser.new_page()
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.goto((site / "index.html").as_uri())
    yield shown
    shown.close()
    assert faults == []


def focused(page: Page) -> str:
    """Return where the focus is: the address of a link, or the class of another element."""
    found = page.evaluate(
        "document.activeElement.getAttribute('href') || document.activeElement.className"
    )
    return str(found)


@pytest.mark.parametrize("way", ["click", "tap", "Enter"])
def test_a_number_opens_its_panel(browser: Browser, site: Path, way: str) -> None:
    """With the mouse, a finger or the keyboard; the panel has a name, and the focus."""
    page = browser.new_page(has_touch=True)
    page.goto((site / "index.html").as_uri())
    number = page.locator(NUMBER).first
    if way == "Enter":
        number.focus()
        page.keyboard.press("Enter")
    else:
        getattr(number, way)()
    panel = page.get_by_role("dialog", name="64 units of C1")
    assert panel.is_visible()
    assert "4 × (4 × 4)" in panel.inner_text()
    assert "65 (journal, II, page 2284)" in panel.inner_text().replace("\u00a0", " ")
    assert focused(page) == "panel-title"
    page.close()


@pytest.mark.parametrize("way", ["Escape", "outside", "button"])
def test_the_panel_closes_and_the_focus_returns(page: Page, way: str) -> None:
    """Escape, a click beside the panel, or its button; the page stays where it is."""
    page.locator(NUMBER).first.click()
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "outside":
        page.mouse.click(2, 2)
    else:
        page.get_by_role("button", name="Close").click()
    page.wait_for_function("!document.querySelector('dialog').open")
    page.wait_for_function("document.activeElement.matches('a.provenance')")
    assert focused(page) == "ledger.html#entry-c1-units"
    assert page.url.endswith("index.html")


def test_the_panel_leads_to_the_ledger(page: Page) -> None:
    """Its link opens the entry, with the derivation unfolded."""
    page.locator(NUMBER).first.click()
    page.get_by_role("link", name="Entry in the ledger").click()
    assert page.url.endswith("ledger.html#entry-c1-units")
    # The script unfolds it once the page is there.
    page.locator("#entry-c1-units pre.steps").wait_for(state="visible")


def test_a_click_with_a_key_held_down_is_a_link(page: Page) -> None:
    """Whoever asks for a new tab gets the ledger in it."""
    with page.context.expect_page() as opened:
        page.locator(NUMBER).first.click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("ledger.html#entry-c1-units")
    assert not page.locator("dialog").is_visible()


def test_without_a_script_the_number_is_a_link(browser: Browser, site: Path) -> None:
    """It leads to its entry, which has the derivation to unfold; no dead controls are shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator(NUMBER).first.click()
    assert page.url.endswith("ledger.html#entry-c1-units")
    page.locator("#entry-c1-units summary").first.click()
    assert page.locator("#entry-c1-units pre.steps").is_visible()
    assert page.locator("table.ledger button, input[type=search]:visible").count() == 0
    context.close()


def test_the_ledger_is_searched_as_one_types(page: Page, site: Path) -> None:
    """The field has a label; the count says how many are left; commas do not matter."""
    page.goto((site / "ledger.html").as_uri())
    field = page.get_by_label("Search the ledger")
    count = page.locator(".ledger-search output")
    assert count.inner_text() == "8 of 8 numbers"
    field.fill("c1.units")
    assert count.inner_text() == "1 of 8 numbers"
    field.fill("no such number")
    assert count.inner_text() == "0 of 8 numbers"
    field.fill(str(int(NET.connections)))
    assert "net.connections" in page.locator("table.ledger tbody tr:visible .key").all_inner_texts()


def test_the_ledger_is_sorted_with_the_keyboard(page: Page, site: Path) -> None:
    """A heading's button sorts, again the other way round, and says so."""
    page.goto((site / "ledger.html").as_uri())
    head = page.locator("table.ledger thead th").nth(1)
    head.get_by_role("button").focus()

    def values() -> list[str]:
        return page.locator("table.ledger td.value").all_inner_texts()

    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert values()[:3] == ["1/3", "4 × 4", "4"]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert values()[-1] == "1/3"


def test_printed_pages_show_plain_numbers(page: Page) -> None:
    """On paper there is nothing to follow."""
    page.emulate_media(media="print")
    line = page.locator(NUMBER).first.evaluate("each => getComputedStyle(each).textDecorationLine")
    assert line == "none"
