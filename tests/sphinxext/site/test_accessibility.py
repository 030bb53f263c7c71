"""What screen readers stumble over is mended, and what the theme must have for that is there."""

from __future__ import annotations

from lenet_docs.sphinxext.site.markup import mended_body, mended_theme
from tests.sphinxext.conftest import Build


def test_a_page_is_mended(build: Build) -> None:
    """The theme's parts have names, lists have theirs, and nothing is a description of nothing."""
    built = build("accessibility")
    page = built.page("index.html")
    assert built.complaints == []
    assert [side.get("aria-label") for side in page.find_all("aside")] == [
        "The book",
        "On this page",
    ]
    assert [lines.name for lines in page.select("dt.sig > .sig-lines > .sig-line")] == [
        "span",
        "span",
    ]
    assert [corner.name for corner in page.select("table .head")] == ["td", "th"]
    assert page.select("[role=heading]") == []
    for parts in page.select("ul[aria-labelledby]"):
        name = page.find(id=parts["aria-labelledby"])
        assert name is not None
        assert name.text == "The chapters"
    links = page.find_all("a")
    assert links[0].get("href") == "#furo-main-content"


def test_the_page_that_is_shown_is_marked(build: Build) -> None:
    """Among the chapters, the reader's own one is the current page."""
    (current,) = build("accessibility").page("other.html").select("[aria-current]")
    assert (current["aria-current"], current.text) == ("page", "Another page")


def test_an_epub_is_left_to_its_own_theme(build: Build) -> None:
    """The theme of another builder has none of what is mended, and nobody is warned."""
    options = {"confoverrides": {"author": "A", "version": "1", "copyright": "1"}}
    built = build("accessibility", "epub", **options)
    assert [line for line in built.complaints if "has no longer" in line] == []
    assert "sig-lines" in built.text("index.xhtml")


def test_a_theme_that_has_changed_is_told() -> None:
    """What is to be mended and is not found becomes a warning, not silence."""
    missing: list[str] = []
    assert mended_theme("<p>Another theme</p>", missing.append) == "<p>Another theme</p>"
    assert missing == [
        "the link to the content, or the switches of the sidebars",
        '<aside class="sidebar-drawer',
        '<aside class="toc-drawer',
    ]


def test_a_wrapper_keeps_no_id_of_its_table() -> None:
    """An id stands once in a page: on the table."""
    table = '<table class="docutils" id="a">'
    wrapped = f'<div class="table-wrapper docutils container" id="a">{table}</div>'
    assert mended_body(wrapped) == f'<div class="table-wrapper docutils container">{table}</div>'


def test_a_link_of_a_formula_alone_has_a_name() -> None:
    """MathML is a name for few readers; the formula in words is one for all."""
    math = "<math><mn>5</mn><mo>=</mo><mn>5</mn></math>"
    start = '<a class="provenance reference internal" href="a"'
    link = (
        f'{start}><span class="math"><span class="katex"><span class="katex-mathml">{math}</span>'
        '<span class="katex-html"></span></span></span></a>'
    )
    assert mended_body(link).startswith(f'{start} aria-label="5 = 5">')
