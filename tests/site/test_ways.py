"""Pages as some readers have them: from the disk, printed, without motion, with panels open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.site.axe import install, violations
from tests.site.conftest import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

Size = Literal["desktop", "phone"]
Scheme = Literal["light", "dark"]

CHAPTERS = ["index.html", "layers/c3.html", "network/gradients.html"]


@pytest.mark.parametrize("name", [*CHAPTERS, "ledger.html", "genindex.html", "api/layers.html"])
def test_the_site_reads_from_the_disk(visit: Visit, name: str) -> None:
    """Opened as a file a page has its style, its fonts and its scripts, and no fault."""
    page = visit(name, disk=True)
    sidebar = page.locator(".sidebar-drawer")
    assert sidebar.evaluate("(element) => getComputedStyle(element).display") == "flex"
    fonts = page.evaluate(
        "document.fonts.ready.then((all) => [...all].map(({ status }) => status))"
    )
    assert "error" not in fonts
    assert ("loaded" in fonts) == (page.locator(".katex").count() > 0)
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("name", CHAPTERS)
def test_print_is_dark_on_white(visit: Visit, name: str) -> None:
    """On paper the page is light whatever the screen is, and what is pressed is not printed."""
    page = visit(name, scheme="dark")
    page.emulate_media(media="print")
    ground, ink = page.evaluate(
        """() => {
            const { backgroundColor, color } = getComputedStyle(document.body);
            return [backgroundColor, color].map((rgb) => rgb.match(/[\\d.]+/g).map(Number));
        }"""
    )
    is_transparent = ground[3:] == [0]
    assert is_transparent or min(ground[:3]) > 240
    assert max(ink[:3]) < 60
    for pressed in (".theme-toggle", ".provenance-keys", ".copybtn", ".mobile-header"):
        assert page.locator(pressed).locator("visible=true").count() == 0


@pytest.mark.parametrize("name", CHAPTERS)
def test_nothing_moves_for_who_asks_for_that(visit: Visit, name: str) -> None:
    """Neither transition nor animation nor smooth scrolling is left."""
    page = visit(name, size="phone", reduced_motion="reduce")
    switch(page, "site navigation")
    assert page.evaluate("document.getAnimations().length") == 0
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
            const lasts = transitionDuration.split(",").some((each) => parseFloat(each) > 0);
            return lasts || animationName !== "none" || scrollBehavior !== "auto";
        }).length"""
    )
    assert moving == 0


def switch(page: Page, drawer: str) -> None:
    """Open a drawer."""
    page.get_by_role("checkbox", name=f"Toggle {drawer} sidebar").focus()
    page.keyboard.press("Space")


def blamed(page: Page, part: str) -> list[str]:
    """Return what axe finds in a part of a page."""
    install(page)
    return [str(violation) for violation in violations(page, within=part)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_in_an_open_panel(visit: Visit, size: Size, scheme: Scheme) -> None:
    """A number's panel with steps, witnesses, what is printed, and links."""
    page = visit("layers/c3.html", size=size, scheme=scheme, reduced_motion="reduce")
    page.locator("a.provenance[href$='#entry-c3-connections']").first.click()
    panel = page.get_by_role("dialog")
    assert panel.get_by_role("heading").count() >= 2
    assert blamed(page, "dialog") == []


@pytest.mark.parametrize(
    ("drawer", "part"),
    [("site navigation", ".sidebar-drawer"), ("table of contents", ".toc-drawer")],
)
def test_axe_finds_nothing_in_an_open_drawer(visit: Visit, drawer: str, part: str) -> None:
    """The chapters and the parts of a page, where a phone hides them at first."""
    page = visit("layers/c3.html", size="phone", reduced_motion="reduce")
    switch(page, drawer)
    assert page.locator(part).is_visible()
    assert blamed(page, part) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_scheme_that_is_chosen_is_the_one_of_the_system(visit: Visit, scheme: Scheme) -> None:
    """Every colour is the same whether the reader chose the scheme here or for all programs.

    So what axe finds of the system's schemes is true of those that are chosen.
    """
    colours = """() => [...document.querySelectorAll("body, body *")].map((element) => {
        const { color, backgroundColor, fill } = getComputedStyle(element);
        return [color, backgroundColor, fill].join();
    })"""
    other: Scheme = "dark" if scheme == "light" else "light"
    automatic = visit("layers/c3.html", scheme=scheme, reduced_motion="reduce")
    chosen = visit("layers/c3.html", scheme=other, reduced_motion="reduce")
    chosen.evaluate(f"document.body.dataset.theme = '{scheme}'")
    assert chosen.evaluate(colours) == automatic.evaluate(colours)


# ---- What a screen reader is given ---------------------------------------------------------------


def test_a_screen_reader_has_the_outline_of_a_chapter(visit: Visit) -> None:
    """Its parts by name, its formulas as mathematics, its drawings by what they show."""
    page = visit("layers/c3.html")
    page.set_viewport_size({"width": 1600, "height": 900})
    tree = page.locator("body").aria_snapshot()
    for part in ('complementary "The book"', 'complementary "On this page"', "main:"):
        assert part in tree
    assert 'img "A table of the 6 maps of S2 in rows' in tree
    assert 'list "The layers"' in tree
    assert page.locator("article math").count() > 0
    assert page.locator("article .katex-html:not([aria-hidden=true])").count() == 0
