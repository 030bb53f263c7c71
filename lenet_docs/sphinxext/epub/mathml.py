"""Formulas as MathML, each with its text for readers that cannot set it.

KaTeX sets them, as on the site. Its HTML is left out: it needs a style sheet and fonts
that few e-readers take. So is the TeX source, which those that know no MathML would print
behind the formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from docutils import nodes
from sphinx.util.math import get_node_equation_number

from lenet_docs.sphinxext.formulas.formula_words import MATHML, in_words
from lenet_docs.sphinxext.formulas.mathematics import Formula, render

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["RENDERER", "mathml", "write_display", "write_inline"]

RENDERER = "mathml"
"""The name of this way to write formulas."""


def mathml(config: Config, tex: str, *, display: bool) -> str:
    """Return a formula as MathML, with its text as ``alttext``.

    Parameters
    ----------
    config
        Of the project.
    tex
        The formula, in TeX.
    display
        Whether it stands in a paragraph of its own.

    Raises
    ------
    FormulaError
        If KaTeX cannot set it.
    """
    made = render(config, Formula(tex, display, output="mathml"))
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
    self.body.append(f"{mathml(self.config, node.astext(), display=False)}</span>")
    raise nodes.SkipNode


def write_display(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula in a paragraph of its own, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})</span>')
    self.body.append(f"{mathml(self.config, node.astext(), display=True)}</div>\n")
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
