"""Nodes of a page as Markdown."""

from __future__ import annotations

from docutils import nodes

from lenet_docs.sphinxext.text.markdown import Markdown


def written(*found: nodes.Node) -> str:
    """Return nodes as Markdown, in which links show where they lead."""
    writer = Markdown(lambda node, text: f"[{text}]({node['refuri']})")
    return "\n\n".join(str(piece) for node in found for piece in writer.blocks(node))


def test_a_number_is_no_link() -> None:
    """On a page it leads to the ledger; in a text a link a number would be in the way."""
    number = nodes.reference("", "156", refuri="ledger.html#c1", classes=["provenance"])
    other = nodes.reference("", "a page", refuri="page.html")
    assert written(nodes.paragraph("", "", number, nodes.Text(" on "), other)) == (
        "156 on [a page](page.html)"
    )


def test_what_stands_in_html_is_written_from_its_plain_form() -> None:
    """HTML is passed over, unless it brings the same without HTML."""
    plain = nodes.paragraph("", "The same")
    assert written(nodes.raw("", "<p>HTML</p>", format="html")) == ""
    assert written(nodes.raw("", "<p>HTML</p>", format="html", plain=plain)) == "The same"
