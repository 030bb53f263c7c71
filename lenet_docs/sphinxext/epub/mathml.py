"""Formulas as MathML, each with its text for readers that cannot set it.

KaTeX sets them, as on the site. Its HTML is left out: it needs a style sheet and fonts
that few e-readers take. So is the TeX source, which those that know no MathML would print
behind the formula.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from docutils import nodes
from sphinxcontrib import katex

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from sphinx.writers.html5 import HTML5Translator

__all__ = ["RENDERER", "in_words", "mathml", "write_display", "write_inline"]

RENDERER = "mathml"
"""The name of this way to write formulas."""

MATHML = "http://www.w3.org/1998/Math/MathML"

SILENT = str.maketrans("\u2061", " ", "\u2062\u2063\u2064\u200b")
"""Signs that only say how neighbours belong together: a function and what it is applied to."""

SPACED = frozenset("=≈≠<>≤≥≡∼→⇒⟹∈×·+−/,;∧∨∪∖")
"""Operators that a line of text sets off; a comma only from what follows it."""

RELATIONS = frozenset("=≈≠<>≤≥≡∼→⇒⟹")
"""Operators with which a row of a derivation goes on."""


@cache
def mathml(tex: str, *, display: bool) -> str:
    """Return a formula as MathML, with its text as ``alttext``.

    Parameters
    ----------
    tex
        The formula, in TeX.
    display
        Whether it stands in a paragraph of its own.

    Raises
    ------
    KaTeXError
        If KaTeX cannot set it.
    """
    made = katex.render_latex(tex, {"displayMode": display, "output": "mathml"})
    found = ElementTree.fromstring(made).find(f"{{{MATHML}}}math")
    assert found is not None, made
    (semantics,) = found
    row, *_source = semantics
    found[:] = [row]
    for table in found.iter(f"{{{MATHML}}}mtable"):
        _align(table)
    attributes = {"alttext": in_words(row), **found.attrib}
    # Without prefixes: some e-readers look for the names only.
    for each in found.iter():
        each.tag = each.tag.removeprefix(f"{{{MATHML}}}")
    found.attrib = {"xmlns": MATHML, **attributes}
    return ElementTree.tostring(found, encoding="unicode")


def write_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line."""
    self.body.append(self.starttag(node, "span", "", CLASS="math"))
    self.body.append(f"{mathml(node.astext(), display=False)}</span>")
    raise nodes.SkipNode


def write_display(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula in a paragraph of its own, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = katex.get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})</span>')
    self.body.append(f"{mathml(node.astext(), display=True)}</div>\n")
    raise nodes.SkipNode


def _align(table: Element) -> None:
    """Say in style sheets' words how columns stand: browsers no longer know MathML's own."""
    sides = table.attrib.pop("columnalign", "").split()
    for row in table:
        for cell, side in zip(row, sides, strict=False):
            if side != "center":
                cell.set("style", f"text-align: {side}")
    if table.attrib.pop("columnspacing", "").startswith("0em"):
        table.set("class", "tight")


def in_words(element: Element) -> str:
    """Return a formula as a line of text.

    Examples
    --------
    >>> from xml.etree.ElementTree import fromstring
    >>> in_words(fromstring(
    ...     f'<mrow xmlns="{MATHML}"><msub><mi>x</mi><mn>0</mn></msub><mo>=</mo>'
    ...     '<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac></mrow>'
    ... ))
    'x_0 = (a + 1)/2'
    """
    return " ".join(_words(element).replace(" ,", ",").replace(" ;", ";").split())


def _words(element: Element) -> str:
    kind = element.tag.removeprefix(f"{{{MATHML}}}")
    if kind in ("mi", "mn", "mtext", "mo"):
        text = (element.text or "").translate(SILENT)
        return f" {text} " if kind == "mo" and text in SPACED else text
    if kind == "mspace":
        return " "
    if kind == "mphantom":
        return ""
    if kind == "mtable":
        return _rows([_words(row).strip() for row in element])
    if kind == "mtr":
        return " ".join(_words(cell) for cell in element)
    parts = [_words(child) for child in element]
    if kind == "mfrac":
        return f"{_closed(parts[0])}/{_closed(parts[1])}"
    if kind == "msqrt":
        return f"√({''.join(parts).strip()})"
    if kind == "mroot":
        return f"({parts[0].strip()})^(1/{parts[1].strip()})"
    if kind in ("mover", "munder") and len(parts[1].strip()) == 1 and element.get("accent"):
        return parts[0] + parts[1].strip()
    signs = {"msub": "_", "munder": "_", "msup": "^", "mover": "^"}.get(kind, "_^")
    if kind in ("msub", "munder", "msup", "mover", "msubsup", "munderover"):
        scripts = "".join(sign + _closed(part) for sign, part in zip(signs, parts[1:], strict=True))
        # What a sum runs over is set off from what is summed, and so is what a function applies to.
        base = parts[0].rstrip()
        return base + scripts + (" " if kind.startswith("mu") or base != parts[0] else "")
    return "".join(parts)


def _closed(text: str) -> str:
    """Return a part of a fraction, or an index, in brackets if it is more than a name."""
    text = text.strip()
    return (
        text if text.isalnum() or len(text) <= 1 or text.replace(",", "").isdigit() else f"({text})"
    )


def _rows(rows: list[str]) -> str:
    """Return rows one behind the other; where one goes on with a relation, nothing parts them."""
    text = ""
    for row in filter(None, rows):
        text += row if not text else (" " if row[0] in RELATIONS else "; ") + row
    return text
