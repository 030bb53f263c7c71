"""What must hold for the book's EPUB. `make test` builds it first."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup

from tests.epubs import MATHML, XHTML, complaints, pages, said
from tests.missing import missing

BOOK = Path(__file__).parents[1] / "build" / "lenet-docs.epub"

LARGEST = 1_500_000
"""How many bytes the book may have: a phone on a train loads it in seconds."""


@pytest.fixture(scope="module")
def book() -> Path:
    """Return the EPUB, or skip where it is not built."""
    if not BOOK.is_file():
        missing("the EPUB is not built: make epub")
    return BOOK


@pytest.fixture(scope="module")
def read(book: Path) -> dict[str, Element]:
    """Return its pages by their names."""
    return pages(book)


def test_epubcheck_finds_nothing(book: Path) -> None:
    """Neither an error nor a warning."""
    assert complaints(book) == []


def test_it_is_small(book: Path) -> None:
    """It holds what its pages use, and no more."""
    assert book.stat().st_size < LARGEST


def test_every_formula_is_mathml_with_its_text(read: dict[str, Element]) -> None:
    """None is left as TeX, as HTML of KaTeX, or without words."""
    wordless = []
    for name, page in read.items():
        for element in page.iter():
            style = (element.get("class") or "").split()
            if "math" in style:
                formula = element.find(f".//{MATHML}math")
                if formula is None or not formula.get("alttext"):
                    wordless.append((name, said(element)))
            assert "katex" not in style, name
    assert wordless == []
    assert sum(len(list(page.iter(f"{MATHML}math"))) for page in read.values()) > 100


def numbers_of_site(page: Path) -> dict[str, str]:
    """Return the numbers of a page of the site that are no formulas, by their places."""
    tree = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    return {
        str(number["id"]): " ".join(number.text.split())
        for number in tree.select("span.number[id]")
        if not number.select_one(".math")
    }


def numbers_of_book(page: Element) -> dict[str, str]:
    """Return the same of a page of the EPUB."""
    return {
        number.attrib["id"]: said(number)
        for number in page.iter(f"{XHTML}span")
        if number.get("class") == "number"
        and "id" in number.attrib
        and number.find(f".//{MATHML}math") is None
    }


@pytest.mark.parametrize(
    "name", ["index", "worksheet", "disagreements", "layers/c3", "layers/totals"]
)
def test_the_numbers_are_those_of_the_site(name: str, site: Path, read: dict[str, Element]) -> None:
    """Each in its place."""
    expected = numbers_of_site(site / f"{name}.html")
    assert expected
    assert numbers_of_book(read[f"{name}.xhtml"]) == expected


def test_every_link_leads_somewhere(read: dict[str, Element]) -> None:
    """To a page of the book and a place on it; epubcheck looks at this, but needs Java."""
    places = {name: {each.get("id") for each in page.iter()} for name, page in read.items()}
    dead = []
    for name, page in read.items():
        for link in page.iter(f"{XHTML}a"):
            address = link.get("href", "")
            path, _, place = address.partition("#")
            if ":" in address:
                continue
            target = os.path.normpath(Path(name).parent / path) if path else name
            if target not in places or (place and place not in places[target]):
                dead.append((name, address))
    assert dead == []


def test_every_picture_has_words(read: dict[str, Element]) -> None:
    """A drawing's words give its numbers."""
    pictures = [
        (name, picture) for name, page in read.items() for picture in page.iter(f"{XHTML}img")
    ]
    assert len(pictures) > 30
    assert [name for name, picture in pictures if not picture.get("alt")] == []
