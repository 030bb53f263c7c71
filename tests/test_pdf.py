"""What must hold for the PDF of the book. `make test` looks at it if `make pdf` has printed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from lenet_docs import lenet5
from lenet_docs.sphinxext.pdf.__main__ import read_settings
from lenet_docs.sphinxext.pdf._book import Site, headings
from tests.browser import chromium
from tests.missing import missing
from tests.pdfs import fonts, links, outline, protruding, text

ROOT = Path(__file__).parents[1]
BOOK = ROOT / "build" / "lenet-docs.pdf"


@pytest.fixture(scope="module")
def reader(site: Path) -> PdfReader:
    """Return the PDF, or skip where none is made of this site."""
    if not BOOK.is_file() or BOOK.stat().st_mtime < (site / "index.html").stat().st_mtime:
        missing("there is no PDF of this site: make pdf")
    return PdfReader(BOOK)


@pytest.fixture(scope="module")
def titles(site: Path) -> list[str]:
    """Return the titles of the chapters that the book must have."""
    book = Site(site, read_settings(ROOT / "conf" / "pdf.toml"))
    articles = (book.text(entry.page).partition("<article")[2] for entry in book.chapters())
    return [next(iter(headings(article))).rstrip("¶#") for article in articles]


def test_its_outline_has_every_chapter(reader: PdfReader, titles: list[str]) -> None:
    """In the order of the site's navigation."""
    found = [title for depth, title, _ in outline(reader) if depth == 1]
    assert found == titles
    assert len(found) > 25


def test_it_has_the_numbers(reader: PdfReader) -> None:
    """Those of each layer, and the totals."""
    words = text(reader)
    net = lenet5()
    counts = [net.connections, net.trainable_parameters]
    counts += [layer.connections for layer in net]
    counts += [layer.trainable_parameters for layer in net if int(layer.trainable_parameters)]
    assert [str(each) for each in counts if f"{int(each):,}" not in words] == []


def test_every_link_leads_somewhere(reader: PdfReader) -> None:
    """Within the book, to a place that it has."""
    places = {name.removeprefix("/") for name in reader.named_destinations}
    found = list(links(reader))
    assert len(found) > 300
    assert {place for _, place, _ in found if place} <= places
    assert [address for _, _, address in found if address and "://" not in address] == []


def test_its_fonts_are_in_it(reader: PdfReader) -> None:
    """Paper and screens show the same letters everywhere."""
    assert {name for name, embedded in fonts(reader) if not embedded} == set()


def test_nothing_reaches_into_the_margin(reader: PdfReader) -> None:
    """No formula, no line of code and no table is cut off."""
    with chromium() as browser:
        assert protruding(browser, ROOT / "build" / "work" / "pdf" / "book.html") == []
