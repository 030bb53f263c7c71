"""Derivations of the built site: linked with their symbols, and scrolled within their own box."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from tests.site.conftest import Visit

CHAPTER = "layers/c3.html"
WIDE = """boxes => boxes.filter(box => box.scrollWidth > box.clientWidth)
    .map(box => [box.tabIndex, box.getAttribute("role"), box.getAttribute("aria-label") ?? ""])"""
SCROLLED = """() => [...document.querySelectorAll(".math *")].filter(
    each => each.scrollWidth > each.clientWidth && each.clientWidth > 0
        && ["auto", "scroll"].includes(getComputedStyle(each).overflowX)).length"""


def test_a_tap_links_a_number_with_its_symbol(visit: Visit) -> None:
    """Without a mouse, a finger does; a tap elsewhere ends it."""
    page = visit(CHAPTER, size="phone")
    formula = page.locator(".katex-display:has([data-of])").first
    formula.locator("[data-of]").nth(1).tap()
    assert page.locator(".is-linked").count() > 1
    assert formula.locator(".is-linked").count() == page.locator(".is-linked").count()
    page.locator("h1").tap()
    assert page.locator(".is-linked").count() == 0


@pytest.mark.parametrize("size", ["phone", "narrow"])
def test_a_wide_derivation_can_be_scrolled_by_the_keyboard(
    visit: Visit, size: Literal["phone", "narrow"]
) -> None:
    """The page stays put; the box that scrolls can have the focus, and no other one scrolls."""
    page = visit(CHAPTER, size=size)
    wide = page.locator(".math-wrapper").evaluate_all(WIDE)
    assert wide
    assert all(stop == 0 and role == "group" and name for stop, role, name in wide)
    assert page.evaluate(SCROLLED) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_only_pages_have_marks(site: Path) -> None:
    """Notebooks, Markdown and the ledger's file hold plain LaTeX."""
    files = [
        file
        for file in site.rglob("*")
        if file.suffix in {".ipynb", ".md", ".json", ".py", ".txt"}
        and file.parent.name not in {"_static", "api"}
    ]
    assert files
    for file in files:
        assert "htmlData" not in file.read_text(encoding="utf-8"), file
