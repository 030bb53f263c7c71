"""What must hold of every page as it is written; no browser is needed to see it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.site.documents import Document, Site

LONGEST_LABEL = 150
"""Characters of a drawing's name; more is a description, which stands in a paragraph."""


def broken(written: Site, fault: str) -> list[str]:
    """Return the pages that have a fault."""
    return [page for page, document in written.documents.items() if FAULTS[fault](document)]


def skips_a_level(document: Document) -> bool:
    """Return whether a heading is more than one level below the one before it."""
    return any(below > above + 1 for above, below in pairwise([0, *document.headings]))


def has_an_unclear_drawing(document: Document) -> bool:
    """Return whether a drawing has no role, no name, or a name that nobody can listen to."""
    return any(
        drawing.get("role") not in ("img", "group")
        or not 0 < len(drawing.get("aria-label", "")) <= LONGEST_LABEL
        for drawing in document.drawings
    )


FAULTS: dict[str, Callable[[Document], bool]] = {
    "an id stands twice": lambda page: max(page.ids.values(), default=0) > 1,
    "what an element refers to is missing": lambda page: not set(page.references) <= set(page.ids),
    "not one main heading": lambda page: page.headings.count(1) != 1,
    "a level of headings is skipped": skips_a_level,
    "no language": lambda page: not page.language,
    "a table has no header": lambda page: any(
        table.is_data and not table.has_header for table in page.tables
    ),
    "an image has no alternative": lambda page: bool(page.unnamed_images),
    "a drawing has no short name": has_an_unclear_drawing,
    "a formula is read twice or not at all": lambda page: (
        page.hidden_formulas != page.spoken_formulas
    ),
    "a formula is left to the browser": lambda page: page.bare_formulas > 0,
    "a style is not meant for it": lambda page: page.wrongly_styled > 0,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_page_has_the_fault(written: Site, fault: str) -> None:
    """Ids are unique, headings in order, tables have headers, pictures and formulas words."""
    assert broken(written, fault) == []


def test_every_link_and_anchor_resolves(written: Site) -> None:
    """In the text, in drawings, in the ledger and in the panels of the numbers."""
    assert list(written.broken_links()) == []


PLANTED = {
    "an id stands twice": "<p id=a></p><p id=a></p>",
    "what an element refers to is missing": "<label for=b></label>",
    "not one main heading": "<h1>Another</h1>",
    "a level of headings is skipped": "<h3>Below</h3>",
    "no language": "",
    "a table has no header": "<table><tr><td>1</td></tr></table>",
    "an image has no alternative": "<img src=a.png>",
    "a drawing has no short name": f"<svg class=drawing role=img aria-label='{'a' * 151}'></svg>",
    "a formula is read twice or not at all": "<math></math><span class=katex-html></span>",
    "a formula is left to the browser": r"<span class=math>\(x\)</span>",
    "a style is not meant for it": "<template><dl></dl></template>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_seen(tmp_path: Path, fault: str) -> None:
    """A page that has it, and only that one, is named."""
    start = "<html>" if fault == "no language" else "<html lang=en>"
    (tmp_path / "good.html").write_text("<html lang=en><h1>Good</h1>", encoding="utf-8")
    (tmp_path / "bad.html").write_text(f"{start}<h1>Bad</h1>{PLANTED[fault]}", encoding="utf-8")
    found = Site(tmp_path)
    assert {each: broken(found, each) for each in FAULTS if broken(found, each)} == {
        fault: ["bad.html"]
    }


@pytest.mark.parametrize(
    "link",
    ["gone.html", "#nowhere", "deep/page.html#nowhere", "../index.html", "deep/?q=1"],
)
def test_a_broken_link_is_seen(tmp_path: Path, link: str) -> None:
    """To a missing page, to a missing place of this page or another, to outside of the site."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "page.html").write_text("<p id='a b'></p>", encoding="utf-8")
    good = "<a href='deep/page.html#a%20b'></a><a href='#'></a><a href='https://a.example/'></a>"
    planted = f"<template><svg><a xlink:href='{link}'></a></svg></template>"
    (tmp_path / "index.html").write_text(good + planted, encoding="utf-8")
    assert list(Site(tmp_path).broken_links()) == [("index.html", link)]
