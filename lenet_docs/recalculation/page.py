"""The parts of a page that follow from settings, as HTML: what the build and the browser show."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape

from lenet_docs.architecture import Architecture
from lenet_docs.errors import ArchitectureError, SettingsError
from lenet_docs.figures.kit.drawing import Drawing, in_short
from lenet_docs.figures.layers.fields import receptive_fields
from lenet_docs.figures.layers.network import network
from lenet_docs.figures.layers.table import table_1
from lenet_docs.figures.layers.totals import totals as bars
from lenet_docs.layers import Layer
from lenet_docs.recalculation.fields import TABLE, TEMPLATE
from lenet_docs.recalculation.grid import grid
from lenet_docs.recalculation.settings import Columns, Outcome, Settings
from lenet_docs.recalculation.share import to_text
from lenet_docs.recalculation.source import to_python
from lenet_docs.recalculation.steps import Step, derived, note, totals
from lenet_docs.table import as_rows

__all__ = ["DRAWINGS", "Answer", "Page", "PagePart"]

DRAWINGS: Mapping[str, tuple[str, Callable[[Architecture], Drawing]]] = {
    "network": ("The whole network. Each layer leads to its chapter.", network),
    "fields": ("What a unit of each layer sees of the input.", receptive_fields),
    "table-1": (f"Which maps each map of {TABLE.layer} looks at.", table_1),
    "bars": ("Trainable parameters and connections, on a logarithmic scale.", bars),
}
"""The drawings that follow, each with its caption."""

PAGE_LINK = re.compile(r'href="doc:([^"]*)"')
OWN_ID = re.compile(r'(\bid="|url\(#|href="#)')

Typeset = Callable[[str], str]
"""Turns a displayed formula in LaTeX into HTML."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of the page.

    Parameters
    ----------
    name
        How the page calls it.
    settings
        What of the settings it follows from: if that is the same, so is the part.
    make
        Returns what stands there.
    """

    name: str
    settings: Hashable
    make: Callable[[], str]

    @property
    def html(self) -> str:
        """What stands there. It is made when it is asked for."""
        return self.make()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page says of settings, besides its parts.

    Parameters
    ----------
    outcome
        The network, and what stands in its way.
    stale
        The parts that do not follow, because of a problem.
    says
        The outcome in one sentence, for who listens.
    share
        The settings as text, or nothing if they cannot be shared.
    columns
        The connection table as the form is to keep it.
    """

    outcome: Outcome
    stale: tuple[str, ...]
    says: str
    share: str
    columns: Columns | None


@dataclass(frozen=True)
class Page:
    """A page, or a box on one, that follows from settings.

    Parameters
    ----------
    typeset
        Turns a displayed formula in LaTeX into HTML.
    links
        Where the pages that drawings lead to are, by their names.
    layer
        The layer that the box is about, if it is not about the whole network.

    Examples
    --------
    >>> from lenet_docs.recalculation.settings import PRESETS
    >>> page = Page(typeset=str, layer="S2")
    >>> settings = PRESETS["lenet5"].settings
    >>> answer = page.answer(settings)
    >>> print(answer.says)
    S2: 12 parameters, 5,880 connections.
    >>> [part.name for part in page.parts(settings, answer.outcome)]
    ['S2']
    """

    typeset: Typeset
    links: Mapping[str, str] = field(default_factory=dict)
    layer: str = ""

    @property
    def derivations(self) -> tuple[str, ...]:
        """The names of the parts that derive numbers."""
        return (self.layer,) if self.layer else (*(layer.name for layer in TEMPLATE), "totals")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order in which they are made: derivations first."""
        if self.layer:
            return (*self.derivations, *(("table",) if self.layer == TABLE.layer else ()))
        return (*self.derivations, "table", "layers", "python", *DRAWINGS)

    def answer(self, settings: Settings) -> Answer:
        """Return what is to be said of settings before the parts are made."""
        outcome = settings.outcome(self.layer)
        return Answer(
            outcome,
            tuple(name for name in self.names if not _follows(name, outcome)),
            self._says(outcome),
            _share(settings),
            settings.kept_columns,
        )

    def parts(
        self, settings: Settings, outcome: Outcome, names: Sequence[str] | None = None
    ) -> Iterator[PagePart]:
        """Yield the parts that follow from settings: of all, or of those that are named."""
        for name in self.names if names is None else names:
            if name == "table":
                yield PagePart(name, settings.upto(TABLE.layer), partial(grid, settings))
            elif _follows(name, outcome):
                assert outcome.net is not None
                yield PagePart(name, settings.upto(name), partial(self._html, name, outcome.net))

    def _html(self, name: str, net: Architecture) -> str:
        if name in DRAWINGS:
            return self._drawing(name, net)
        if name == "totals":
            return self._steps(totals(net))
        if name == "layers":
            return _table(net)
        if name == "python":
            return f"<pre>{escape(to_python(net), quote=False)}</pre>"
        return self._layer(net[name])

    def _layer(self, layer: Layer) -> str:
        remark = note(layer)
        words = f'<p class="recalculation-note">{escape(remark)}</p>' if remark else ""
        return self._steps(derived(layer)) + words

    def _steps(self, steps: Iterable[Step]) -> str:
        rows = (
            f'<dt>{words}</dt><dd><div class="math notranslate nohighlight">'
            f"{self.typeset(quantity.latex())}</div></dd>"
            for words, quantity in steps
        )
        return f'<dl class="recalculation-steps">{"".join(rows)}</dl>'

    def _drawing(self, name: str, net: Architecture) -> str:
        caption, draw = DRAWINGS[name]
        try:
            drawing = draw(net)
        except ArchitectureError as error:  # it can be counted, but not drawn
            return f'<p class="recalculation-note">{escape(str(error))}</p>'
        # The same drawing may stand elsewhere on the page: its places need names of their own.
        pictures = OWN_ID.sub(r"\1recalculation-", drawing.svg + drawing.narrow)
        pictures = PAGE_LINK.sub(self._link, pictures)
        _, words = in_short(drawing.alt)
        more = f'<p class="visually-hidden">{escape(words)}</p>' if words else ""
        return (
            f'<figure><div class="drawing">{pictures}{more}</div>'
            f"<figcaption><p>{escape(caption)}</p></figcaption></figure>"
        )

    def _link(self, link: re.Match[str]) -> str:
        return f'href="{escape(self.links.get(link[1], "#"))}"'

    def _says(self, outcome: Outcome) -> str:
        if outcome.problems:
            return " ".join(f"{problem.message}." for problem in outcome.problems)
        net = outcome.net
        assert net is not None
        if self.layer:
            layer = net[self.layer]
            return f"{layer.name}: {layer.parameters} parameters, {layer.connections} connections."
        return f"{net.trainable_parameters} trainable parameters, {net.connections} connections."


def _follows(name: str, outcome: Outcome) -> bool:
    """Return whether a part can be made: a layer before the first problem, or all without one."""
    if not outcome.problems or name == "table":
        return True
    return outcome.net is not None and name in [layer.name for layer in outcome.net]


def _share(settings: Settings) -> str:
    try:
        return to_text(settings)
    except SettingsError:
        return ""


def _table(net: Architecture) -> str:
    header, (*rows, last) = as_rows(net)
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in header)
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    return (
        '<table class="docutils numbers"><caption>All layers, computed.</caption>'
        f'<thead><tr>{head}</tr></thead><tbody>{body}<tr class="total">{_row(last)}</tr></tbody>'
        "</table>"
    )


def _row(cells: list[str]) -> str:
    first, *rest = (escape(cell) for cell in cells)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest)
