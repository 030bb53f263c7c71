"""The directive ``derivation``: the steps of a number, displayed, numbered where a label asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.directives.patches import MathDirective

from lenet_docs.sphinxext.formulas.linked_symbols import link
from lenet_docs.sphinxext.numbers.nodes import computed
from lenet_docs.sphinxext.settings.configuration import vocabulary
from lenet_docs.sphinxext.settings.expression import ExpressionError, canonical

if TYPE_CHECKING:
    from typing import ClassVar

    from docutils.nodes import Node
    from sphinx.util.typing import OptionSpec
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["DerivationDirective", "depart_html", "derivation", "visit_html"]


class derivation(computed):  # noqa: N801
    """The steps of a computed number: it holds a `math_block`, and tells what `computed` tells."""


class DerivationDirective(MathDirective):
    """The steps of the number that the argument stands for.

    With ``:label:`` they are numbered, and the role ``eq`` refers to them; ``:depth:``
    says how many levels of parts are opened.
    """

    required_arguments = 1
    optional_arguments = 0
    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        "label": directives.unchanged_required,
        "class": directives.class_option,
        "depth": directives.nonnegative_int,
    }

    def run(self) -> list[Node]:
        """Return the derivation, or stop with an error that names file and line."""
        expression = self.arguments[0]
        try:
            found = vocabulary(self.config).evaluate(expression)
            if not hasattr(found, "derivation"):
                raise ExpressionError(f"'{expression}' has no steps; it was not derived")
            steps = found.derivation(self.options.get("depth", 0))
        except ExpressionError as error:
            raise self.error(f"{self.name}: {error}") from error
        self.arguments, self.content = [], StringList(steps.latex().splitlines())
        *targets, block = super().run()
        assert isinstance(block, nodes.math_block)
        link(block, steps.linked_latex())
        # A target would give its name to what follows it, which is the block around this one.
        for target in targets:
            assert isinstance(target, nodes.target)
            block["ids"] += target["ids"]
            self.state.document.ids.update(dict.fromkeys(target["ids"], block))
        wrapped = derivation(
            "",
            "",
            block,
            expression=expression,
            key=canonical(expression),
            format="derivation",
            classes=["derivation"],
        )
        self.set_source_info(wrapped)
        return [wrapped]


def visit_html(self: HTML5Translator, node: derivation) -> None:
    """Open a block: what it extends stands in a line."""
    self.body.append(self.starttag(node, "div"))


def depart_html(self: HTML5Translator, node: derivation) -> None:
    """Close the block."""
    self.body.append("</div>\n")
