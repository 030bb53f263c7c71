"""Numbers of a derivation that are linked with their symbols: on a site, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from lenet_docs import Quantity, lenet5
from lenet_docs.sphinxext.formulas.linked_symbols import MARK, unmarked
from tests.browser import chromium
from tests.sphinxext.conftest import Build, Built

if TYPE_CHECKING:
    from playwright.sync_api import Page

NETWORK = lenet5()
TOTALS = ("connections", "parameters", "trainable_parameters", "units", "multiply_adds")
QUANTITIES = {
    **{name: getattr(NETWORK, name) for name in TOTALS},
    **{
        f"{layer.name}.{name}": getattr(layer, name)
        for layer in NETWORK
        for name in (*TOTALS, "height", "width", "receptive_field")
    },
}


@pytest.mark.parametrize("name", QUANTITIES)
def test_marks_change_nothing_else(name: str) -> None:
    """Without its marks, a derivation is what everyone else is given."""
    steps = QUANTITIES[name].derivation()
    assert unmarked(steps.linked_latex()) == steps.latex()
    assert MARK not in steps.latex() + steps.formula() + steps.arithmetic()


def marks(quantity: Quantity) -> dict[str, list[str]]:
    """Return what is marked in a derivation, by the numbers of its symbols."""
    found: dict[str, list[str]] = {}
    for symbols, marked in re.findall(
        r"\\htmlData\{of=([\d ]+)\}\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}",
        quantity.derivation().linked_latex(),
    ):
        found.setdefault(symbols, []).append(marked)
    return found


def test_a_symbol_and_its_number_have_the_same_mark() -> None:
    """The symbols of the first line and the numbers that are put in; the result and its name."""
    assert marks(NETWORK["C3"].connections) == {
        "1": [r"\text{connections}_{\text{C3}}", "151{,}600"],
        "2": [r"\text{parameters}_{\text{C3}}", "1{,}516", "1{,}516"],
        "3": [r"H_{\text{C3}}", "10"],
        "4": [r"W_{\text{C3}}", "10"],
    }


def test_the_symbol_of_a_general_term_stands_for_each_of_its_numbers() -> None:
    """In a sum over layers one symbol means seven numbers."""
    found = marks(NETWORK.connections)
    assert found["2 3 4 5 6 7 8"] == [r"\text{connections}_{\ell}"]
    assert [found[str(number)] for number in range(2, 9)] == [
        [layer.connections.derivation().arithmetic().rpartition(" = ")[2]] for layer in NETWORK
    ]


CHAPTER = """\
# A chapter

```{jupyter-execute}
from lenet_docs import lenet5

lenet5()["C3"].connections
```

Inline, {n}`C3.connections as formula`.
"""


@pytest.fixture
def built(build: Build) -> Built:
    """Return a book with the derivation that a cell shows."""
    return build("search", folder="linked", pages={"chapter.md": CHAPTER})


def test_a_site_has_the_marks(built: Built) -> None:
    """The cell's formula has them, in what is seen and not in MathML."""
    assert built.complaints == []
    displayed = built.page("chapter.html").select(".katex-display")
    assert len(displayed) == 1
    for formula in displayed:
        marked = [str(each["data-of"]) for each in formula.select("[data-of]")]
        assert marked == ["1", "2", "3", "4", "2", "3", "4", "2", "1"]
        assert formula.select("math [data-of]") == []
        annotation = formula.select_one("annotation")
        assert annotation is None or annotation.text == NETWORK["C3"].connections.latex()


def test_only_pages_with_marks_load_the_script(built: Built) -> None:
    """Other pages would not use it."""
    for page, expected in (("chapter", True), ("before", False)):
        assert ("links.js" in built.text(f"{page}.html")) is expected


@pytest.mark.parametrize("builder", ["latex", "text", "epub"])
def test_no_other_form_has_marks(build: Build, builder: str) -> None:
    """They are no LaTeX, and nobody can point at paper."""
    built = build("search", builder, folder=f"linked-{builder}", pages={"chapter.md": CHAPTER})
    files = [file for file in built.out.rglob("*") if file.suffix in {".tex", ".txt", ".xhtml"}]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert any("151{,}600" in text or "151,600" in text for text in texts)
    assert not any("htmlData" in text or "data-of" in text for text in texts)


@pytest.fixture
def page(built: Built) -> Iterator[Page]:
    """Return the chapter in a browser."""
    with chromium() as browser:
        shown = browser.new_page()
        shown.goto((built.out / "chapter.html").as_uri())
        yield shown


def lit(page: Page) -> list[str]:
    """Return what is lit."""
    found = [each.text_content() or "" for each in page.locator(".is-linked").all()]
    return [re.sub(r"[\s\u200b]", "", text) for text in found]


def test_the_mouse_and_the_keyboard_light_both_up(page: Page) -> None:
    """Pointing at either lights both, within one derivation; moving on ends it."""
    symbol = page.locator('.katex-display [data-of="3"]')
    symbol.first.hover()
    assert lit(page) == ["HC3", "10"]
    symbol.nth(1).hover()
    assert len(lit(page)) == 2
    page.locator("h1").hover()
    assert lit(page) == []
    box = page.locator('[role="group"][aria-label^="Derivation"]').first
    box.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert lit(page)[1] == "10"
    page.keyboard.press("ArrowLeft")
    assert lit(page)[1:] == ["1,516", "1,516"]
    page.keyboard.press("Tab")
    assert lit(page) == []
