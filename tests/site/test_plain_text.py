"""The Markdown beside each page says what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

NUMERAL = re.compile(r"\d+(?:[,.\u00a0\u2009]\d+)*")
PARTS = re.compile(r"[,.\u00a0\u2009]")

# What stands on a page without being said there: permanent links, downloads, numbers of lines. The
# ledger's folded derivations are in numbers.json. The form that recalculates shows LeNet-5's own
# numbers, which are those of the chapters, until a reader changes it.
ASIDE = ".headerlink, .downloads, .linenos, template, script, table.ledger details, .recalculation"


def pages(site: Path) -> list[Path]:
    """Return the pages of the book, which have Markdown."""
    return sorted(file for file in site.rglob("*.html") if file.with_suffix(".md").is_file())


def said(page: Path) -> str:
    """Return the text of a page, with the source of each formula."""
    article = BeautifulSoup(page.read_text("utf-8"), "html.parser").select_one("#furo-main-content")
    assert isinstance(article, Tag)
    for formula in article.select(".katex"):
        source = formula.select_one("annotation")
        assert source is not None
        formula.replace_with(source.text)
    for tag in article.select(ASIDE):
        tag.decompose()
    for picture in article.select("svg"):
        picture.replace_with(str(picture.get("aria-label", "")))
    return article.get_text(" ")


def numerals(text: str) -> set[str]:
    """Return the numerals of a text, without what parts their digits."""
    return {PARTS.sub("", found) for found in NUMERAL.findall(text.replace("{,}", ","))}


def test_every_number_of_a_page_is_in_its_markdown(site: Path) -> None:
    """Computed, printed and measured numbers, in prose, tables, formulas, drawings and cells."""
    missing = {}
    for page in pages(site):
        left = numerals(said(page)) - numerals(page.with_suffix(".md").read_text("utf-8"))
        if left:
            missing[page.relative_to(site).as_posix()] = sorted(left)
    assert missing == {}


def test_every_link_between_markdown_files_leads_to_one(site: Path) -> None:
    """What is linked beside a page is there."""
    broken = []
    for file in [page.with_suffix(".md") for page in pages(site)] + [site / "llms.txt"]:
        text = re.sub(r"^(`{3,}).*?^\1$", "", file.read_text("utf-8"), flags=re.DOTALL | re.M)
        for address in re.findall(r"\]\(([^)\s]+\.(?:md|json|txt|html))\)", text):
            if "//" not in address and not (file.parent / address).is_file():
                broken.append(f"{file.relative_to(site)}: {address}")
    assert broken == []


@pytest.mark.parametrize("name", ["llms.txt", "llms-full.txt"])
def test_the_lists_are_there(site: Path, name: str) -> None:
    """With the chapters in them."""
    text = (site / name).read_text("utf-8")
    assert text.startswith("# ")
    assert "C3: where do 1,516 parameters come from?" in text
