"""The gate: no numeral gets onto a page that is not computed, published, measured or a name's."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain
from sphinx.errors import ConfigError
from sphinx.util import logging

from lenet_docs.sphinxext.cells.nodes import CellInputNode, JupyterCellNode
from lenet_docs.sphinxext.gate import cited
from lenet_docs.sphinxext.gate.cited import CitedNumbers, CitedRole, cited_numbers, nearest_key
from lenet_docs.sphinxext.gate.context import YEAR
from lenet_docs.sphinxext.gate.exempt import ExemptRole, exempt
from lenet_docs.sphinxext.gate.judge import Citation, Exemption, GateVerdict, PageVerdicts, judge
from lenet_docs.sphinxext.gate.known_names import NamesError, load_names
from lenet_docs.sphinxext.gate.literals import hidden_pieces, printed_pieces
from lenet_docs.sphinxext.gate.prose import Kind, pieces
from lenet_docs.sphinxext.gate.report import report
from lenet_docs.sphinxext.gate.source_lines import place
from lenet_docs.sphinxext.gate.suggestions import suggestions
from lenet_docs.sphinxext.numbers.measured import MeasuredRole, measured, told
from lenet_docs.sphinxext.numbers.nodes import computed
from lenet_docs.sphinxext.numbers.numerals import find
from lenet_docs.sphinxext.tables.measurements import MeasurementsTable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from lenet_docs.sphinxext.gate.prose import Piece
    from lenet_docs.sphinxext.numbers.numerals import Numeral

__all__ = ["setup_gate"]

logger = logging.getLogger(__name__)

IMPORTED = re.compile(r"^from \S+ import (?:\(([^)]*)\)|([^(\n]+))", re.MULTILINE)
"""The names that a cell imports, in brackets or in a line."""


class Gate(Domain):
    """Judges each page when it is read, and keeps what it saw for the report."""

    name = "gate"
    label = "Numbers gate"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}}

    @property
    def pages(self) -> dict[str, PageVerdicts]:
        """What was seen, by page."""
        pages: dict[str, PageVerdicts] = self.data["pages"]
        return pages

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        read: dict[str, PageVerdicts] = otherdata["pages"]
        # Without a list of names no page is judged.
        self.pages.update({name: read[name] for name in docnames if name in read})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Judge a page, and report what must not pass."""
        if not env.config.numbers_names:
            return
        file = Path(env.config.numbers_names)
        # Where the list of names has changed, a page that passed by a name may pass no more.
        env.note_dependency(file)
        names = load_names(file)
        page = self.pages[docname] = PageVerdicts()
        page.lists_citations = any(True for _ in document.findall(cited_numbers))
        for piece in chain(pieces(document), hidden_pieces(document)):
            for judged in judge(piece, names):
                page.counts[judged.verdict] += 1
                if judged.name:
                    page.names.add(judged.name.pattern)
                if judged.verdict is GateVerdict.REFUSED:
                    refuse(env.config, docname, document, piece, judged.numeral)
            if piece.kind is Kind.EXEMPT:
                where = place(piece, next(find(piece.text)))
                page.exemptions.append(Exemption(where, piece.text, piece.node["reason"]))
            if piece.kind is Kind.CITED:
                page.citations.append(_citation(piece, len(page.citations)))

        for piece in printed_pieces(document):
            typed = [each for each in judge(piece, names) if each.verdict is GateVerdict.REFUSED]
            page.counts[GateVerdict.IN_LITERALS] += len(typed)
            page.counts[GateVerdict.COMPUTED] -= len(typed)

    def check_consistency(self) -> None:
        """Report the names that no page needs, so that their list stays short."""
        if not self.env.config.numbers_names:
            return
        file = Path(self.env.config.numbers_names)
        needed = {pattern for page in self.pages.values() for pattern in page.names}
        for name in load_names(file).names:
            if name.pattern not in needed:
                message = f"'{name.pattern}' lets no numeral pass on any page; take it out"
                warn(message, f"{file}:{name.line}", "name")


def _citation(piece: Piece, count: int) -> Citation:
    node = piece.node
    if not node["ids"]:
        node["ids"].append(nodes.make_id(f"cited-{node['key']}-{count + 1}"))
    return Citation(piece.text, node["key"], node["source"], node["place"], node["ids"][0])


def refuse(
    config: Config, docname: str, document: nodes.document, piece: Piece, numeral: Numeral
) -> None:
    """Report a numeral that must not pass, and what to write in its place."""
    where = place(piece, numeral)
    mark = ":{}:" if where.rpartition(":")[0].endswith(".rst") else "{{{}}}"
    written = " ".join(numeral.text.split()).encode(
        "unicode_escape" if hidden(numeral) else "utf-8"
    )
    words = written.decode()
    if found := suggestions(config, docname, numeral, _used(document)):
        advice = " or ".join(f"{mark.format('n')}`{each}`" for each in found)
    elif re.fullmatch(YEAR, numeral.text) and piece.kind is not Kind.MATHEMATICS:
        advice = f"'in {words}', 'the {words} paper' or '(Author, {words})' if it is a year"
    else:
        cite, exempt_ = (mark.format(role) for role in ("cited", "exempt"))
        advice = (
            f"{mark.format('n')}`...`, {cite}`{nearest_key(document, piece.node)} p. ...: {words}` "
            f"or {exempt_}`{words} (reason: ...)`"
        )
    warn(f"'{words}' is {_fault(piece, numeral)}; write {advice}, or reword", where)


def hidden(numeral: Numeral) -> bool:
    """Return whether a numeral holds signs that a terminal would not show as they are."""
    return numeral.manner == "disguised" and not numeral.text.isascii()


def _fault(piece: Piece, numeral: Numeral) -> str:
    if numeral.manner == "disguised":
        return "typed, not computed, and written so that no search finds it"
    if numeral.manner == "trick":
        return "typed into a formula, where it can make or hide numbers"
    if isinstance(piece.node, JupyterCellNode):
        return "typed into code that is hidden, which may hold names, 0, 1 and 2"
    if piece.kind is Kind.MATHEMATICS:
        return "typed into a formula, which may hold symbols, 0, 1, 2, exponents and indices"
    if piece.kind is Kind.LITERAL:
        return "typed, not computed, and no part of code"
    return "typed, not computed"


def _used(document: nodes.document) -> set[str]:
    """Return the expressions of a page, and the names that its cells import."""
    used = {node["key"] for node in document.findall(computed)}
    for cell in document.findall(CellInputNode):
        # A cell need not be Python as a whole: it may hold commands of its shell.
        for listed, line in IMPORTED.findall(cell.astext()):
            used |= set(re.findall(r"\w+", listed or line))
    return used


def warn(message: str, where: str, subtype: str = "gate") -> None:
    """Report a fault at a place; a build that allows no warning fails."""
    logger.warning("%s", message, location=where, type="numbers", subtype=subtype)


def find_files(app: Sphinx, config: Config) -> None:
    """Find the files that the settings name from the folder of ``conf.py``.

    Raises
    ------
    ConfigError
        If the list of names is not as it must be.
    """
    config.numbers_results = [str(Path(app.confdir, file)) for file in config.numbers_results]
    if config.numbers_names:
        file = Path(app.confdir, config.numbers_names)
        try:
            load_names(file)
        except NamesError as error:
            raise ConfigError(f"numbers_names: {error}") from error
        config.numbers_names = str(file)


def print_report(app: Sphinx, exception: Exception | None) -> None:
    """Print the report, in a quiet build as well: a gate that was weakened must be seen."""
    # A build that was stopped early has no environment.
    env = getattr(app, "env", None)
    if env is None or not app.config.numbers_names:
        return
    gate: Gate = env.domains["gate"]
    for line in report(gate.pages):
        if app.quiet:
            print(line)
        else:
            logger.info(line)


def setup_gate(app: Sphinx) -> None:
    """Add the settings, the roles and the gate itself. Without a list of names it stays open."""
    app.add_config_value("numbers_names", "", "env", types=frozenset({str}))
    app.add_config_value("numbers_results", [], "env", types=frozenset({list}))
    app.add_node(measured)
    app.add_node(told)
    app.add_node(exempt)
    app.add_node(cited.cited)
    app.add_node(cited_numbers)
    app.add_role("cited", CitedRole())
    app.add_directive("cited-numbers", CitedNumbers)
    app.add_role("measured", MeasuredRole())
    app.add_directive("measurements", MeasurementsTable)
    app.add_role("exempt", ExemptRole())
    app.add_domain(Gate)
    app.connect("config-inited", find_files)
    app.connect("env-updated", cited.pages_to_write)
    app.connect("doctree-resolved", cited.fill_in)
    app.connect("build-finished", print_report)
