"""The search of the built site: what readers type leads where it should, from anywhere."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site.conftest import Visit

NUMBER, PRINT, PAGE = "Where it comes from", "In print", "Pages"
FROM_DISK = pytest.mark.parametrize("disk", [False, True], ids=["server", "disk"])
SEPARATORS = ("", ",", " ", "\u00a0", "\u2009", "\u202f", "'")

Entry = Mapping[str, Any]


def ask(visit: Visit, text: str, **options: Any) -> Page:
    """Return the search page, with what it found."""
    page = visit(f"search.html?q={quote(text)}", **options)
    page.wait_for_selector("#search-status:not(:empty)")
    return page


def first(page: Page, group: str = "") -> str:
    """Return where the first result leads, or the first under a heading."""
    under = f':has(> h2:text-is("{group}"))' if group else ""
    address = page.locator(f".search-group{under} .search-title").first.get_attribute("href")
    assert address is not None
    return address


@pytest.fixture(scope="module")
def ledger(site: Path) -> Mapping[str, Entry]:
    """Return every number of the site by its key."""
    numbers = json.loads((site / "numbers.json").read_text(encoding="utf-8"))["numbers"]
    return {each["key"]: each for each in numbers}


@pytest.mark.parametrize(
    ("text", "group", "leads_to"),
    [
        ("1,516", NUMBER, "layers/c3.html#n-c3-parameters-"),
        ("1516", NUMBER, "layers/c3.html#n-c3-parameters-"),
        ("1 516", NUMBER, "layers/c3.html#n-c3-parameters-"),
        ("340908", NUMBER, "layers/totals.html#n-net-connections-"),
        ("151,600", NUMBER, "layers/c3.html#n-c3-connections-"),
        ("C3 1516", NUMBER, "layers/c3.html#n-c3-parameters-"),
        ("connections of F6", NUMBER, "layers/f6.html#n-f6-connections"),
        ("1.7159", NUMBER, "layers/f6.html#n-amplitude"),
        ("156 000", PRINT, "layers/c3.html#why-does-the-journal-print-another-number"),
        ("345308", PRINT, "layers/totals.html#"),
        ("Table I", PAGE, "layers/c3.html#"),
        ("receptive field", PAGE, "reading.html#what-is-a-receptive-field"),
        ("RBF", PAGE, "glossary.html#term-RBF"),
        ("symmetry", PAGE, "layers/c3.html"),
        ("0.81", PAGE, "network/"),
    ],
)
@FROM_DISK
def test_a_query_leads_to_its_place(
    visit: Visit, text: str, group: str, leads_to: str, disk: bool
) -> None:
    """Numbers lead to their derivation, print to where it is discussed, words to their chapter."""
    page = ask(visit, text, disk=disk)
    assert first(page, group).startswith(leads_to)
    if group != PRINT:
        assert first(page) == first(page, group)


def test_any_number_leads_to_its_derivation(visit: Visit, ledger: Mapping[str, Entry]) -> None:
    """However its thousands are separated, a number leads to a place where it is derived."""
    derived: dict[int, list[Entry]] = {}
    for entry in ledger.values():
        if len(entry["values"]) == 1 and entry["values"][0].isdigit():
            derived.setdefault(int(entry["values"][0]), []).append(entry)
    chance = random.Random(1998)
    page = ask(visit, "1,516")
    for value in chance.sample(sorted(derived), 100):
        typed = f"{value:,}".replace(",", chance.choice(SEPARATORS))
        (found,) = page.evaluate(
            "text => searchMatch.find(text).numbers.slice(0, 1).map(({ key, shown, places }) =>"
            " ({ key, shown, place: `${places[0].page}#${places[0].anchor}` }))",
            typed,
        )
        assert found["shown"] == f"{value:,}"
        entry = ledger[found["key"]]
        origins = {each["origin"] for each in derived[value]}
        assert entry["origin"] == next(
            origin for origin in ("derived", "given", "function") if origin in origins
        )
        assert found["place"] in [f"{use['page']}#{use['anchor']}" for use in entry["uses"]]


@FROM_DISK
def test_a_result_leads_to_what_it_says(visit: Visit, disk: bool) -> None:
    """The link goes to the derivation itself, and its steps are there."""
    page = ask(visit, "340,908", disk=disk)
    page.locator(".search-title").first.click()
    page.wait_for_load_state()
    target = page.locator(":target")
    assert urlsplit(page.url).path.endswith("/layers/totals.html")
    assert "340,908" in target.locator(".katex-mathml").first.inner_text()
    # The page may scroll there at its leisure.
    page.wait_for_function(
        "() => { const top = document.querySelector(':target').getBoundingClientRect().top;"
        " return top >= 0 && top < innerHeight; }"
    )


def test_each_number_leads_to_the_ledger_too(visit: Visit) -> None:
    """Behind its derivation stands its entry."""
    page = ask(visit, "1,516")
    entry = page.locator(".search-result").first.locator(".search-entry")
    assert entry.get_attribute("href") == "ledger.html#entry-c3-parameters"
    assert entry.inner_text() == "Ledger: C3.parameters"


def test_results_show_their_words(visit: Visit) -> None:
    """The text around a match is fetched, marked, and can be read: no LaTeX, nothing twice."""
    page = ask(visit, "48,120")
    group = page.locator('.search-group:has(h2:text-is("Where else it stands"))')
    group.scroll_into_view_if_needed()
    context = group.locator(".search-context")
    context.first.wait_for()
    assert context.first.locator("mark").first.inner_text() == "48,120"
    for text in context.all_inner_texts():
        assert "\\" not in text
        assert "{" not in text


def test_a_disk_lets_nothing_be_fetched(visit: Visit) -> None:
    """From a disk, derivations are shown all the same; nothing is asked for in vain."""
    page = ask(visit, "48,120", disk=True)
    assert page.locator(".search-context").first.inner_text().endswith("= 48,120")


def test_what_is_not_there_is_said(visit: Visit) -> None:
    """Who finds nothing is told what to try, with numbers that begin alike."""
    page = ask(visit, "15160000000")
    assert page.locator("#search-status").inner_text() == "Nothing was found for “15160000000”."
    assert page.locator(".search-tips a").first.inner_text().startswith("1,516")
    assert page.locator('.search-tips a[href="ledger.html"]').count() == 1
    assert page.locator('.search-tips a[href="genindex.html"]').count() == 1


@pytest.mark.parametrize("text", ["'\"><b>bold</b>", "constructor", "__proto__", "((", "   ", "\\"])
def test_odd_queries_do_no_harm(visit: Visit, text: str) -> None:
    """Whatever is typed is text."""
    page = visit(f"search.html?q={quote(text)}")
    assert page.locator("#search-results b").count() == 0
    assert page.locator("#search-query").input_value() == text


@pytest.mark.parametrize("size", ["desktop", "phone", "narrow"])
def test_the_search_page_fits(visit: Visit, size: str) -> None:
    """No screen has to be scrolled sideways, and every link can be hit."""
    page = ask(visit, "156 000", size=size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = [
        box["height"]
        for link in page.locator(".search-results a:visible").all()
        if (box := link.bounding_box())
    ]
    assert min(heights) >= 24


def test_every_page_leads_to_the_search(visit: Visit) -> None:
    """What is typed beside any page is searched for."""
    page = visit("layers/c5.html")
    field = page.locator(".sidebar-search")
    field.fill("1516")
    field.press("Enter")
    page.wait_for_selector(".search-title")
    assert first(page).startswith("layers/c3.html#n-c3-parameters-")
    assert page.title().startswith("1516 – Search")


def test_without_scripts_the_page_says_so(visit: Visit) -> None:
    """Who runs none is led to the ledger and the index."""
    page = visit("search.html", java_script_enabled=False)
    warning = page.locator("noscript a")
    addresses = [link.get_attribute("href") for link in warning.all()]
    assert addresses == ["ledger.html", "genindex.html"]


def test_the_field_waits_for_words(visit: Visit) -> None:
    """Where nothing was typed yet, one can type at once."""
    page = visit("search.html")
    assert page.evaluate("document.activeElement.id") == "search-query"
