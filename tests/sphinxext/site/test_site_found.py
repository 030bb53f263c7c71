"""How pages are found, shared and read in order: what stands in their heads and beside them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.sphinxext.conftest import Build, Built

BASE = "https://book.example/en/"


@pytest.fixture
def site(build: Build) -> Built:
    """Return the small site ``test-site``, whose address nobody knows."""
    return build("site", confoverrides={"site_looked_up": ["To look things up"]})


@pytest.fixture
def published(build: Build) -> Built:
    """Return the same site with an address."""
    return build("site", folder="published", confoverrides={"html_baseurl": BASE})


def meta(page: BeautifulSoup) -> dict[str, str]:
    """Return the tags of a page's head by their names."""
    tags = page.select("meta[name], meta[property]")
    return {str(tag.get("name") or tag.get("property")): str(tag["content"]) for tag in tags}


# -- the heads --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("chapter", "After this chapter you can: print a number; say where it came from."),
        ("index", "It has a page with code, and one without."),
        ("words", "Nothing but words. A second sentence, and a chapter."),
        ("genindex", "The names of the package and the terms of this book, with their pages."),
    ],
)
def test_a_page_is_described_by_its_own_words(site: Built, page: str, words: str) -> None:
    """By what its readers will be able to do, or by how it begins."""
    found = meta(site.page(f"{page}.html"))
    assert found["description"] == words
    assert found["og:description"] == words


def test_a_description_has_the_numbers_of_the_page(build: Build) -> None:
    """The words are taken from the tree, where the roles are numbers; formulas are passed by."""
    page = (
        "# C1\n\nWith $x$ nothing.\n\n{n}`C1.parameters` parameters. {n}`C1.maps as Words` maps.\n"
    )
    made = build("site", folder="number", pages={"number.md": f"---\norphan: true\n---\n{page}"})
    assert meta(made.page("number.html"))["description"] == "156 parameters. Six maps."


def test_signs_in_a_title_are_written_as_html_writes_them(site: Built) -> None:
    """Quotation marks would end the attribute in which a title stands."""
    assert meta(site.page("words.html"))["og:title"] == "Words & “signs”"


def test_what_needs_an_address_is_left_out_where_nobody_knows_it(site: Built) -> None:
    """No canonical address, none for OpenGraph, no site map."""
    page = site.page("chapter.html")
    assert page.select("link[rel=canonical]") == []
    assert "og:url" not in meta(page)
    assert not (site.out / "sitemap.xml").exists()


def test_an_address_is_used_wherever_one_is_needed(published: Built) -> None:
    """The page says it twice, and the site map lists the pages, each once and in order."""
    page = published.page("chapter.html")
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == f"{BASE}chapter.html"
    assert meta(page)["og:url"] == f"{BASE}chapter.html"
    places = ElementTree.fromstring(published.text("sitemap.xml")).iterfind(".//{*}loc")
    names = ["chapter", "designed", "index", "words"]
    assert [place.text for place in places] == [f"{BASE}{name}.html" for name in names]


def test_the_search_page_is_not_to_be_found(site: Built) -> None:
    """What a search engine would find there is the search itself."""
    assert meta(site.page("search.html"))["robots"] == "noindex"


# -- plain text -------------------------------------------------------------------------


def test_each_page_says_where_its_markdown_is(site: Built) -> None:
    """As an alternate of the page, and the file is there."""
    link = site.page("chapter.html").select_one("link[rel=alternate]")
    assert link is not None
    assert (link["type"], link["href"]) == ("text/markdown", "chapter.md")
    assert site.text("chapter.md").startswith("# A chapter\n\n> **After this chapter you can**")


def test_links_lead_from_markdown_to_markdown(site: Built) -> None:
    """Who reads one page as plain text reads the next one so, too."""
    assert "[a chapter](chapter.md)" in site.text("words.md")


def test_cells_are_written_with_what_they_showed(build: Build) -> None:
    """Code as code, a derivation as a formula, words as they were printed."""
    cell = (
        "```{jupyter-execute}\nfrom lenet_docs import lenet5\nprint(6)\nlenet5()['C1'].maps\n```\n"
    )
    pages = {"cell.md": f"---\norphan: true\n---\n# Cell\n\n{cell}"}
    text = build("site", folder="cell", pages=pages).text("cell.md")
    code, words, formula = text.split("# Cell\n\n")[1].split("\n\n", 2)
    assert code == "```python\nfrom lenet_docs import lenet5\nprint(6)\nlenet5()['C1'].maps\n```"
    assert words == "```\n6\n```"
    assert formula.startswith("$$")


def test_llms_txt_lists_the_pages(site: Built) -> None:
    """A title, what it is about, the chapters of each part, and last what may be left out."""
    assert site.text("llms.txt") == (
        "# A site\n\n> It has a page with code, and one without.\n\n"
        "Each page of the book is a Markdown file beside its HTML, with its computed numbers. "
        "[llms-full.txt](llms-full.txt) holds the chapters in one file.\n\n"
        "## The chapters\n\n"
        "- [A chapter](chapter.md): After this chapter you can: print a number; "
        "say where it came from.\n"
        "- [A page with a design](designed.md)\n\n"
        "## Optional\n\n"
        "- [Words & “signs”](words.md): Nothing but words. A second sentence, and a chapter.\n"
    )
    whole = site.text("llms-full.txt")
    assert whole.index("# A site") < whole.index("# A chapter") < whole.index("# A page with")
    assert "Nothing but words" not in whole


def test_lists_have_addresses_where_the_site_has_one(published: Built) -> None:
    """A list that was copied to elsewhere still leads to the pages."""
    assert f"[A chapter]({BASE}chapter.md)" in published.text("llms.txt")


def test_figures_and_tables_have_their_numbers(build: Build) -> None:
    """As on the page, whose text refers to them by these numbers."""
    table = "```{table} Of numbers.\n:name: tab\n\n| a |\n|---|\n| b |\n```"
    page = f"# T\n\n{table}\n\nSee {{numref}}`tab`.\n"
    options = {"confoverrides": {"numfig": True}}
    made = build("site", folder="numbered", pages={"words.md": page}, **options)
    text = made.text("words.md")
    assert "**Table 1:** Of numbers.\n\n| a |\n| --- |\n| b |" in text
    assert "See Table 1." in text
