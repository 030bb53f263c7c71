"""The search of a small book: what its index says of numbers, and what its pages hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sphinxext.conftest import Build, Built

START, END = "window.bookNumbers=", ";\n"


@pytest.fixture
def built(build: Build) -> Built:
    """Return the book, built."""
    return build("search")


def numbers(built: Built) -> Any:
    """Return the index of the numbers."""
    text = built.text("searchnumbers.js")
    assert text.startswith(START)
    assert text.endswith(END)
    return json.loads(text.removeprefix(START).removesuffix(END))


def places(index: Any, found: list[int]) -> list[tuple[str, str, str]]:
    """Return places by page, anchor and heading."""
    return [
        (index["pages"][page][0], anchor, index["headings"][heading])
        for page, anchor, heading in (index["places"][number] for number in found)
    ]


def entry(index: Any, key: str) -> list[Any]:
    """Return what is told of a number."""
    found: list[list[Any]] = [each for each in index["numbers"] if each[2] == key]
    assert len(found) == 1
    return found[0]


def test_a_number_leads_to_its_derivation_first(built: Built) -> None:
    """The steps that stand open in the chapter come before the folded and the named ones."""
    assert built.complaints == []
    index = numbers(built)
    shown, what, _, anchor, where, line, others = entry(index, "C3.connections")
    assert (shown, what, others) == ("151,600", "connections of C3", "")
    assert line.startswith("connections_C3 = parameters_C3 × (H_C3 × W_C3) = 1,516 ×")
    assert line.endswith(" = 151,600")
    assert f'id="{anchor}"' in built.text("ledger.html")
    assert places(index, where) == [
        ("chapter", "n-c3-connections-2", "How many connections?"),
        ("before", "n-c3-connections", ""),
        ("index", "n-c3-connections", ""),
    ]


def test_the_anchors_are_on_the_pages(built: Built) -> None:
    """No place of the index leads nowhere."""
    index = numbers(built)
    for page, anchor, _ in places(index, list(range(len(index["places"])))):
        assert f'id="{anchor}"' in built.text(f"{page}.html")


def test_a_share_is_found_as_it_is_shown(built: Built) -> None:
    """What the pages round is found by what they show."""
    key = "share(C3.connections, net.connections)"
    assert entry(numbers(built), key)[-1] == "44"


def test_steps_lead_to_their_derivation(built: Built) -> None:
    """A number that stands only within a derivation is found by it."""
    index = numbers(built)
    derived = [index["numbers"][number][2] for number in index["steps"]["1516"]]
    assert derived == ["C3.connections"]


def test_print_that_differs_is_listed(built: Built) -> None:
    """The journal's figure is, with what is derived; the preprint's is the derived number."""
    index = numbers(built)
    ((printed, where, number, found),) = index["printed"]
    assert (printed, where) == ("156\u00a0000", "journal, II-B, page 2285")
    assert index["numbers"][number][2] == "C3.connections"
    assert places(index, found) == [
        ("chapter", "how-many-connections", "How many connections?"),
    ]


def test_captions_are_listed(built: Built) -> None:
    """A figure is found by its caption."""
    index = numbers(built)
    assert [(words, *places(index, [place])) for words, place in index["captions"]] == [
        ("Kernels of a unit.", ("chapter", "fig-unit", "How many connections?"))
    ]


def test_pages_are_listed_as_they_are_read(built: Built) -> None:
    """The front page repeats what others derive: it comes last."""
    assert [page for page, _ in numbers(built)["pages"]] == ["before", "chapter", "ledger", "index"]


def terms(built: Built) -> Any:
    """Return the terms of Sphinx's own index, with the pages that hold each."""
    text = built.text("searchindex.js")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    pages = index["docnames"]
    return {
        term: [pages[file] for file in ([files] if isinstance(files, int) else files)]
        for term, files in index["terms"].items()
    }


def test_numbers_are_terms_of_the_index(built: Built) -> None:
    """Those of formulas, of print and of text; the ledger is known by its entries."""
    found = terms(built)
    assert found["151600"] == ["before", "chapter", "index"]
    assert found["1516"] == ["chapter"]
    assert found["156000"] == ["chapter"]
    assert {"times", "aligned", "text", "left"} & found.keys() == set()


def test_the_search_page_holds_what_its_scripts_need(built: Built) -> None:
    """A labelled field, a status, examples, and words for those who run no script."""
    page = built.page("search.html")
    (field,) = page.select("#search-query")
    (label,) = page.select('label[for="search-query"]')
    assert (field["type"], field["name"], label.text) == ("search", "q", "A number, or words")
    assert [each.text for each in page.select("h1")] == ["Search"]
    assert [each["role"] for each in page.select("#search-status")] == ["status"]
    assert [each["href"] for each in page.select(".search-examples a")] == [
        "?q=151%2C600",
        "?q=kernel",
    ]
    assert "The ledger" in page.select_one("noscript").text  # type: ignore[union-attr]
    scripts = [str(each["src"]).split("?")[0] for each in page.select("script[src]")]
    for script in ("searchindex.js", "searchnumbers.js", "_static/search-page.js"):
        assert scripts.count(script) == 1
        assert (built.out / script).is_file()


def test_other_pages_load_nothing_of_it(built: Built) -> None:
    """The index and the scripts are for the search page."""
    loaded = [str(each.get("src")) for each in built.page("chapter.html").select("script")]
    assert not any("search" in script for script in loaded)


def test_no_key_is_bound_to_the_search(built: Built) -> None:
    """A key alone must not do anything that readers cannot switch off (WCAG 2.1.4)."""
    assert "ENABLE_SEARCH_SHORTCUTS: false" in built.text("_static/documentation_options.js")


def test_what_was_removed_is_found_no_more(build: Build) -> None:
    """A page that is read again is indexed anew, with whatever others were read before."""
    before = numbers(build("search", folder="changed"))
    changed = build("search", folder="changed", pages={"before.md": "# Before the chapter\n"})
    assert len(places(before, entry(before, "C3.connections")[4])) == 3
    after = numbers(changed)
    assert len(places(after, entry(after, "C3.connections")[4])) == 2
    assert "share(C3.connections, net.connections)" not in [each[2] for each in after["numbers"]]


def test_one_process_or_several_make_the_same_index(build: Build) -> None:
    """What is read side by side is put together as if it had been read in order."""
    one = build("search", folder="one", freshenv=True)
    two = build("search", folder="two", freshenv=True, parallel=2)
    for name in ("searchnumbers.js", "searchindex.js", "search.html"):
        assert one.text(name) == two.text(name)
