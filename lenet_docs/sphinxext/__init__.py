"""A Sphinx extension for books whose numbers are computed.

Roles: ``n``, a computed number, ``printed``, a published one, ``measured`` and ``cited``.
Directives: the tables ``layers-table``, ``comparison`` and ``connection-table``, and
``drawing``. The gate refuses every other numeral, but for those of names and those with
the role ``exempt``, which asks for a reason.
All that the extension knows of a project stands in that project's ``conf.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lenet_docs.sphinxext.drawings.drawing import DrawingDirective, depart_html, drawing, visit_html
from lenet_docs.sphinxext.drawings.steps import setup_steps
from lenet_docs.sphinxext.gate.gate import setup_gate
from lenet_docs.sphinxext.numbers.latex_titles import PlainTitles
from lenet_docs.sphinxext.numbers.nodes import computed, published
from lenet_docs.sphinxext.numbers.roles import NumberRole, PrintedRole
from lenet_docs.sphinxext.rebuilding.freshness import setup_freshness
from lenet_docs.sphinxext.tables.comparison import ComparisonTable
from lenet_docs.sphinxext.tables.connection_table import ConnectionTableDirective
from lenet_docs.sphinxext.tables.layers_table import LayersTable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the settings, the nodes, the roles and the directives."""
    app.add_config_value("numbers_package", "", "env", types=frozenset({str}))
    app.add_config_value("numbers_vocabulary", "", "env", types=frozenset({str}))
    app.add_config_value("numbers_published", "", "env", types=frozenset({str}))
    app.add_config_value("numbers_network", "net", "env", types=frozenset({str}))
    app.add_config_value("numbers_chapters", {}, "env", types=frozenset({dict}))
    app.add_config_value("numbers_drawings", "", "env", types=frozenset({str}))
    setup_freshness(app)
    app.add_node(computed)
    app.add_node(published)
    app.add_node(drawing, html=(visit_html, depart_html))
    app.add_role("n", NumberRole())
    app.add_role("printed", PrintedRole())
    app.add_directive("layers-table", LayersTable)
    app.add_directive("comparison", ComparisonTable)
    app.add_directive("connection-table", ConnectionTableDirective)
    app.add_directive("drawing", DrawingDirective)
    app.add_post_transform(PlainTitles)
    setup_steps(app)
    setup_gate(app)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
