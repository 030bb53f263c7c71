"""The tests of the pages, tested: each fault that they look for is planted once, and seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.axe import EXCEPTIONS
from tests.site.serving import served
from tests.site.test_fixtures import planted
from tests.site.touring import Seen, tour

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GOOD = """<a class=skip-to-content href=#text>Skip</a>
<main id=text><article><h1>Good</h1>{}</article></main><footer>End</footer>"""
NARROW_ONLY = "@media (max-width: 400px)"
DARK_ONLY = "@media (prefers-color-scheme: dark)"


def seen(browser: Browser, folder: Path, content: str) -> Seen:
    """Return what is seen of a page with this content."""
    with served(planted(folder, content)) as address:
        return tour(browser, address, "index.html")


def test_nothing_is_seen_of_a_good_page(browser: Browser, tmp_path: Path) -> None:
    """A page without a fault has none."""
    found = seen(browser, tmp_path, GOOD.format("<p>Words.</p>"))
    assert list(found.complaints) == []
    assert not any([*found.sideways.values(), *found.cut_off.values(), found.landmarks])


@pytest.mark.parametrize(
    ("content", "rule", "look"),
    [
        ("<img src='data:,'>", "image-alt", "desktop, light"),
        ("<p style='color: #999'>Grey</p>", "color-contrast", "desktop, light"),
        (
            f"<style>{DARK_ONLY} {{ p {{ color: #777; background: #666 }} }}</style><p>Grey</p>",
            "color-contrast",
            "desktop, dark",
        ),
        (
            f"<style>{NARROW_ONLY} {{ p {{ color: #999 }} }}</style><p>Grey</p>",
            "color-contrast",
            "phone, light",
        ),
        (
            f"<style>button {{ width: 3em; height: 3em; border: 0; padding: 0 }} {NARROW_ONLY} {{"
            " button { width: 8px; height: 8px } }</style><button>a</button><button>b</button>",
            "target-size",
            "phone, dark",
        ),
        ("<details><button></button></details>", "button-name", "desktop, light"),
    ],
    ids=[
        "alternative",
        "contrast",
        "contrast in the dark",
        "contrast on a phone",
        "target",
        "fold",
    ],
)
def test_axe_sees_a_fault_however_it_is_shown(
    browser: Browser, tmp_path: Path, content: str, rule: str, look: str
) -> None:
    """Also what shows only in one scheme, at one size, or unfolded."""
    found = seen(browser, tmp_path, GOOD.format(content)).violations
    assert rule in {violation.rule for violation in found[look]}


@pytest.mark.parametrize(
    ("content", "look"),
    [
        ("<p style='width: 330px'>Wide</p>", "320 px"),
        ("<p style='width: 700px'>Wide</p>", "200 %"),
        ("<p style='width: 50em'>Wide</p>", "letters at 200 %"),
        (f"<p style='white-space: nowrap'>{'wide ' * 9}</p>", "text spacing at 320 px"),
    ],
)
def test_what_is_too_wide_is_seen(
    browser: Browser, tmp_path: Path, content: str, look: str
) -> None:
    """At the size, or the size of letters, at which it no longer fits."""
    assert seen(browser, tmp_path, GOOD.format(content)).sideways[look]


def test_what_scrolls_in_its_own_box_is_not_too_wide(browser: Browser, tmp_path: Path) -> None:
    """It is reached there, and the page stays where it is."""
    box = "<pre tabindex=0 style='overflow-x: auto'><b style='padding-right: 2000px'>Wide</b></pre>"
    found = seen(browser, tmp_path, GOOD.format(box))
    assert not any([*found.sideways.values(), *found.cut_off.values()])


def test_text_that_is_cut_off_is_seen(browser: Browser, tmp_path: Path) -> None:
    """Where letters are spaced out as WCAG 1.4.12 has it, and the box does not grow."""
    words = "Just enough room here"
    room = f"width: {len(words) + 1}ch; font-family: monospace"  # in whatever font there is
    cut = f"<p style='{room}; overflow: hidden; white-space: nowrap'>{words}</p>"
    found = seen(browser, tmp_path, GOOD.format(cut)).cut_off
    assert found["text spacing"]
    assert not found["desktop"]


def test_a_missing_landmark_is_seen(browser: Browser, tmp_path: Path) -> None:
    """A page without a footer, say."""
    found = seen(browser, tmp_path, GOOD.format("").replace("footer", "div"))
    assert found.landmarks == ["footer, [role=contentinfo]"]


def test_rows_of_the_same_make_are_seen_once_or_twice(browser: Browser, tmp_path: Path) -> None:
    """A long table is thinned out for axe, but a row that is made otherwise stays."""
    rows = "<tr><td>1</td></tr>" * 120
    odd = "<tr><td><img src='data:,'></td></tr>"
    table = f"<table><tr><th>Number</th></tr>{rows}{odd}{rows}</table>"
    found = seen(browser, tmp_path, GOOD.format(table))
    assert {violation.rule for _, violation in found.complaints} == {"image-alt"}


def test_an_exception_is_for_its_own_rule_and_elements(browser: Browser, tmp_path: Path) -> None:
    """A heading that is a formula may be empty to axe; one that is empty to everybody may not."""
    table = "<table><tr><th><math><mi>E</mi></math><th><td>1</table>"
    complaints = seen(browser, tmp_path, GOOD.format(table)).complaints
    assert [(found.rule, found.exception) for _, found in complaints] == [
        ("empty-table-header", [each.rule for each in EXCEPTIONS].index("empty-table-header")),
        ("empty-table-header", -1),
    ]
    assert all(exception.reason for exception in EXCEPTIONS)
