"""The site without a mouse: where the Tab key leads, what is seen of it, and what the keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.site.conftest import Visit, until
from tests.site.touring import PROBES

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLE = ["index.html", "layers/c3.html", "ledger.html", "api/layers.html", "search.html"]

STOPS = (8, 30)
"""How many stops of the Tab key are looked at: from the top of a page, and from its text."""

# What shows where the focus is: an outline, of the element or of the label that stands for it, or
# the frame of a link in a drawing.
FOCUSED = """() => {
    const { named } = probes;
    const focused = document.activeElement;
    const outlined = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const frame = focused.querySelector(".drawing-target");
    // Of a switch that is not seen itself, the label is.
    const shown = getComputedStyle(focused).opacity === "0" ? [...focused.labels] : [focused];
    const isSeen = frame ? getComputedStyle(frame).stroke !== "none" : shown.some(outlined);
    const isInSight = shown.some((element) => {
        const box = element.getBoundingClientRect();
        const [x, y] = [
            Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2),
            Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2),
        ];
        const top = document.elementFromPoint(x, y);
        return box.width > 0 && (element.contains(top) || top?.contains(element));
    });
    return [named(focused), isSeen, isInSight];
}"""


def focused(page: Page) -> str:
    """Return the text of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


@pytest.mark.parametrize("size", ["desktop", "narrow"])
@pytest.mark.parametrize("name", SAMPLE)
def test_the_focus_is_seen(visit: Visit, name: str, size: Literal["desktop", "narrow"]) -> None:
    """At each stop of the Tab key an outline shows where the focus is, and nothing covers it."""
    page = visit(name, size=size, reduced_motion="reduce")
    page.evaluate(PROBES.read_text(encoding="utf-8"))
    unseen = []
    for start, stops in zip(("", "#furo-main-content"), STOPS, strict=True):
        # The next stop is looked for from where the page was last sent to.
        page.evaluate("(start) => { if (start) location.hash = start; }", start)
        for _ in range(stops):
            page.keyboard.press("Tab")
            where, is_seen, is_in_sight = page.evaluate(FOCUSED)
            if where == "body":
                break
            if not (is_seen and is_in_sight):
                unseen.append((where, "no outline" if is_in_sight else "out of sight"))
    assert unseen == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_first_stop_leads_past_the_chapters(
    visit: Visit, size: Literal["desktop", "phone"]
) -> None:
    """The first link that Tab reaches is seen, and goes on from the text."""
    page = visit("layers/c3.html", size=size, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    assert page.locator("a.skip-to-content").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")


def test_the_drawers_open_with_the_keyboard(visit: Visit) -> None:
    """On a narrow window Tab finds their switches, but nothing in them while they are closed."""
    page = visit("layers/c3.html", size="narrow", reduced_motion="reduce")
    chapter = page.locator(".sidebar-drawer").get_by_role("link", name="S2:")
    section = page.locator(".toc-drawer a").nth(1)
    for switch, link in (("site navigation", chapter), ("table of contents", section)):
        assert not link.is_visible()
        toggle = page.get_by_role("checkbox", name=f"Toggle {switch} sidebar")
        toggle.focus()
        page.keyboard.press("Space")
        link.focus()
        assert link.is_visible()
        assert page.evaluate("document.activeElement.matches('aside a')")
        toggle.focus()
        page.keyboard.press("Space")
        assert not link.is_visible()


def test_a_part_of_the_sidebar_unfolds_with_the_keyboard(visit: Visit) -> None:
    """The switch beside a chapter that has pages of its own is reached and pressed."""
    page = visit("index.html", reduced_motion="reduce")
    switch = page.locator(".sidebar-tree").get_by_role("switch").first
    below = page.locator(".sidebar-tree li.has-children").first.locator("li a").first
    assert not below.is_visible()
    switch.focus()
    page.keyboard.press("Space")
    assert below.is_visible()


# ---- The numbers ---------------------------------------------------------------------------------


def test_a_panel_opens_and_closes_with_the_keyboard(visit: Visit) -> None:
    """Enter opens a number's panel, which has the focus; Escape returns it to the number."""
    page = visit("layers/c3.html")
    number = page.locator("a.provenance").first
    number.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    assert panel.is_visible()
    assert page.evaluate("!!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert number.evaluate("(link) => link === document.activeElement")


def test_tab_stops_at_one_number_of_a_section(visit: Visit) -> None:
    """Of the hundreds of numbers of a page the Tab key passes most."""
    page = visit("network/cost.html")
    stops = page.evaluate(
        """() => {
            const numbers = [...document.querySelectorAll("a.provenance")];
            const stops = numbers.filter((link) => link.tabIndex === 0);
            return [
                numbers.length,
                stops.length,
                new Set(numbers.map((link) => link.closest("section"))).size,
            ];
        }"""
    )
    numbers, stopping, sections = stops
    assert numbers > 100
    assert stopping == sections


def test_the_arrow_keys_lead_from_number_to_number(visit: Visit) -> None:
    """To the next, the one before, the first and the last; where one left is the next stop."""
    page = visit("layers/c3.html")
    numbers = page.locator("a.provenance")

    def index() -> int:
        found = page.evaluate(
            "[...document.querySelectorAll('a.provenance')].indexOf(document.activeElement)"
        )
        return int(found)

    numbers.first.focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(index())
    last = page.evaluate(
        """[...document.querySelectorAll("a.provenance")].findLastIndex(
            (link) => link.checkVisibility())"""
    )
    assert seen == [1, 2, 1, last, last, 0, 0]
    page.keyboard.press("ArrowRight")
    assert page.get_by_text("other numbers").is_visible()
    page.keyboard.press("Tab")
    assert index() != 0
    page.keyboard.press("Shift+Tab")
    assert index() == 1


# ---- What is wider than its box ------------------------------------------------------------------


def test_what_is_scrolled_can_have_the_focus(visit: Visit) -> None:
    """A box that scrolls is a stop with a name while it scrolls, and the arrow keys move it."""
    page = visit("layers/c3.html", size="narrow")
    box = page.locator("[role=group][tabindex='0']").first
    assert box.get_attribute("aria-label").endswith("can be scrolled")  # type: ignore[union-attr]
    box.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.scrollLeft > 0")
    stops = "document.querySelectorAll('article [tabindex=\"0\"]').length"
    before = page.evaluate(stops)
    page.set_viewport_size({"width": 1600, "height": 800})
    until(page, f"{stops} < {before}")
