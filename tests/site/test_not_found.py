"""The page for what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_a_missing_page_leads_back_from_any_folder(browser: Browser, address: str) -> None:
    """It has its looks, and its links lead to pages, however deep the address was."""
    page = browser.new_page()
    answer = page.goto(f"{address}layers/of/nothing.html")
    assert answer is not None
    assert answer.status == 404
    assert page.title().startswith("There is no such page")
    assert page.evaluate("document.styleSheets.length") >= 1
    for link in page.locator("#furo-main-content a[href*='.html']").all():
        assert page.request.get(urljoin(address, link.get_attribute("href"))).ok
    page.get_by_role("link", name="The ledger").first.click()
    assert page.url == f"{address}ledger.html"
    page.close()
