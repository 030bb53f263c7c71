"""What the gate suggests in the place of a typed number."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from docutils import nodes
from sphinx.config import Config

from lenet_docs.sphinxext.cells.nodes import CellInputNode
from lenet_docs.sphinxext.gate import gate, suggestions
from lenet_docs.sphinxext.numbers.nodes import computed
from lenet_docs.sphinxext.numbers.numerals import find

NUMBERS: Mapping[str, object] = {
    "C1.a": 12,
    "C1.long": 13,
    "C1.b": 13,
    "C1.c": 13,
    "C1.d": 13,
    "S2.a": 12,
    "S2.b": 13,
    "few()": 12,
    "many()": 13,
    "part": Fraction(1, 2),
}


@pytest.fixture
def suggested(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that returns what is suggested on the page of C1."""
    monkeypatch.setattr(suggestions, "_numbers", lambda setting: NUMBERS)
    config = Config({}, {})
    config.add("numbers_vocabulary", "any:NAMES", "env", ())
    config.add("numbers_chapters", {"C1": "c1"}, "env", ())

    def found(written: str, *used: str, page: str = "other") -> list[str]:
        (numeral,) = find(written)
        return suggestions.suggestions(config, page, numeral, set(used))

    return found


def test_only_numbers_of_the_page_are_suggested(suggested: Any) -> None:
    """Its own layer's, those that it uses, and large ones of what it uses."""
    assert suggested("12") == suggested("half") == []
    assert suggested("12", page="c1") == ["C1.a"]
    assert suggested("13", page="c1") == ["C1.b", "C1.c", "C1.d"]
    assert suggested("12", "S2.b") == []
    assert suggested("13", "S2.a") == ["S2.b"]
    assert suggested("twelve", "S2.a", "few()") == ["S2.a as words", "few() as words"]
    assert suggested("13", "many()", "S2.a", page="c1") == ["many()", "C1.b", "C1.c"]
    assert suggested("Half", "part") == ["part as Words"]
    assert suggested("dozens", "part") == []


def test_a_page_uses_what_its_roles_name_and_its_cells_import() -> None:
    """In one line or in several."""
    code = "import x\nfrom lenet_docs.book import few, many\nfrom a import (\n    b,\n    c\n)\n"
    cell = CellInputNode()
    cell += nodes.literal_block(code, code)
    document = nodes.section(
        "",
        nodes.paragraph("", "", computed("", "", key="C1.maps")),
        cell,
    )
    assert gate._used(document) == {"C1.maps", "few", "many", "b", "c"}  # type: ignore[arg-type]
