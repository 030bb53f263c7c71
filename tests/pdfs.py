"""PDFs for the tests: what a reader of one sees, where, and what leads where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.generic import Destination

from lenet_docs.sphinxext.pdf._printing import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTH = 657
"""How many CSS pixels an A4 sheet has between its margins."""

PROTRUDING = """(width) => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const right = () => Math.max(0, ...[...range.getClientRects()].map((box) => box.right));
  while (texts.nextNode()) {
    const text = texts.currentNode;
    range.selectNodeContents(text);
    if (right() <= width + 1 || text.parentElement.closest(".cover, .visually-hidden")) continue;
    // Blanks at the end of a line may hang over it.
    for (const word of text.data.matchAll(/\\S+/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (right() > width + 1) found.push(`${Math.round(right())}: ${word[0]}`);
    }
  }
  return found;
}"""


def text(reader: PdfReader) -> str:
    """Return all words of a PDF, with single blanks."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Return the outline: how deep each entry is, its words, and its page from 1."""

    def walk(entries: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                assert isinstance(entry, Destination)
                number = reader.get_destination_page_number(entry)
                assert number is not None
                yield depth, " ".join(str(entry.title).split()), number + 1

    return list(walk(reader.outline, 0))


def links(reader: PdfReader) -> Iterator[tuple[int, str, str]]:
    """Yield each link: its page, and the place or the address to which it leads."""
    for number, page in enumerate(reader.pages, start=1):
        for reference in page.get("/Annots", ()):
            annotation = reference.get_object()
            if annotation.get("/Subtype") != "/Link":
                continue
            if "/Dest" in annotation:
                yield number, str(annotation["/Dest"]).removeprefix("/"), ""
            else:
                yield number, "", str(annotation["/A"].get_object()["/URI"])


def fonts(reader: PdfReader) -> Iterator[tuple[str, bool]]:
    """Yield each font, and whether its shapes are in the file."""
    for page in reader.pages:
        resources: Any = page["/Resources"].get_object()
        for reference in resources.get("/Font", {}).values():
            font = reference.get_object()
            if font["/Subtype"] == "/Type3":
                yield "shapes", True
                continue
            (inner,) = font.get("/DescendantFonts", [font])
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            embedded = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
            yield str(font["/BaseFont"]), embedded


def protruding(browser: Browser, page: Path, width: int = WIDTH) -> list[str]:
    """Return the texts of a page that reach beyond the margin of the paper, and how far."""
    tab = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme="light")
    tab.set_default_timeout(PATIENCE)
    tab.emulate_media(media="print")
    tab.goto(page.as_uri())
    found: list[str] = tab.evaluate(PROTRUDING, width)
    tab.close()
    return found
