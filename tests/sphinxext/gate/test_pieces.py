"""What of a page is a piece of its own, and of which kind."""

from __future__ import annotations

import pytest
from docutils import nodes
from sphinx import addnodes

from lenet_docs.sphinxext.gate.prose import OBJECT, pieces


def kinds(*inline: nodes.Node) -> list[tuple[str, str]]:
    """Return kinds and texts of the pieces of a paragraph."""
    line = nodes.paragraph("", "", *inline)
    return [(piece.kind.name, piece.text.replace(OBJECT, "_")) for piece in pieces(line)]


@pytest.mark.parametrize(
    ("before", "behind", "joined"),
    [
        ("x1", "5y", True),
        ("x", "5y", False),
        ("x1", "y5", False),
        ("1x", "5", False),
    ],
)
def test_digits_side_by_side_are_one_number(before: str, behind: str, joined: bool) -> None:
    """Where nothing stands between them, they read as one, and somebody typed it."""
    found = kinds(nodes.literal("", before), nodes.literal("", behind))
    assert (("PROSE", before + behind) in found) is joined


@pytest.mark.parametrize(
    ("text", "address", "kind"),
    [
        ("https://example.org/157", "https://example.org/157", "CODE"),
        ("https://example.org/157", "https://example.org/158", "PROSE"),
        ("157 maps", "157 maps", "PROSE"),
    ],
)
def test_an_address_is_code_where_it_is_shown_as_it_is(text: str, address: str, kind: str) -> None:
    """A text that is linked to another address says something."""
    found = kinds(nodes.reference("", text, refuri=address))
    assert any(each[0] == kind and text in each[1] for each in found)


@pytest.mark.parametrize(
    ("formula", "words", "is_mathematics"),
    [("2", " layers", False), ("2", ", and so on", True), ("n", " layers", True)],
)
def test_a_formula_that_only_counts_is_prose(
    formula: str, words: str, is_mathematics: bool
) -> None:
    """A number set as a formula counts what stands behind it as one in prose does."""
    found = kinds(nodes.math("", formula), nodes.Text(words))
    assert (("MATHEMATICS", formula) in found) is is_mathematics


@pytest.mark.parametrize(
    ("entry", "behind", "is_read"),
    [
        ("157 maps", nodes.paragraph("", "Words."), True),
        ("157 maps", addnodes.desc(), False),
        ("157 maps", addnodes.desc_signature(), False),
        ("module-157", nodes.paragraph("", "Words."), False),
    ],
)
def test_an_entry_of_the_index_is_read_but_for_names_of_code(
    entry: str, behind: nodes.Element, is_read: bool
) -> None:
    """What describes code is listed under its name, which nobody typed."""
    words, target = ("x", entry) if entry.startswith("module-") else (entry, "x")
    index = addnodes.index(entries=[("single", words, target, "", None)])
    page = nodes.section("", index, behind, domain="py")
    texts = [piece.text for piece in pieces(page)]
    assert any(words in text for text in texts) is is_read
