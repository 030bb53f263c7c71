"""The ledger of a site: an entry for every number that its pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from docutils import nodes

from lenet_docs.ledger import Entry, Use, Witness, described, exactly, recorded, witnesses
from lenet_docs.published import Comparison
from lenet_docs.quantity import Quantity, number_text
from lenet_docs.sphinxext._expression import ExpressionError
from lenet_docs.sphinxext._network import Network
from lenet_docs.sphinxext._settings import load, vocabulary
from lenet_docs.sphinxext._sympy import recheck, recheck_text
from lenet_docs.sphinxext._tracing import Trace, Tracer, signature
from lenet_docs.sphinxext._uses import PageNumber, uses

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["Accounts"]

Signature = tuple[str, str, str, str]


class Accounts:
    """The ledger of a site, made from what its pages use.

    Parameters
    ----------
    env
        The environment of the build, when every page has been read.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._tracer = Tracer(vocabulary(env.config))
        self._comparisons = _by_signature(_comparisons(env))
        shown = uses(env)
        written = {each.key for page in shown.values() for each in page if not each.quantity}
        self._traces = {key: self._tracer.trace(key) for key in sorted(written)}
        self._keys = self._known_keys()
        places: dict[str, list[Use]] = defaultdict(list)
        cells: dict[str, PageNumber] = {}
        self._by_place: dict[tuple[str, str], str] = {}
        for page in sorted(shown):
            for each in shown[page]:
                key = self._key(page, each, cells)
                places[key].append(Use(page, each.anchor, each.shown))
                self._by_place[page, each.anchor] = key
        self.entries: Mapping[str, Entry] = {
            key: replace(self._entry(key, cells), uses=tuple(places[key])) for key in sorted(places)
        }
        """The entries by their keys, sorted."""
        self.anchors: Mapping[str, str] = _anchors(self.entries)
        """The anchor of each entry in the ledger, by its key."""

    def on(self, page: str) -> list[Entry]:
        """Return the entries that a page shows, in the order in which it first shows them."""
        keys = dict.fromkeys(
            self._by_place[page, each.anchor] for each in uses(self._env).get(page, [])
        )
        return [self.entries[key] for key in keys]

    # -- which entry a number belongs to ----------------------------------------------------

    def _known_keys(self) -> dict[Signature, str]:
        """Return the key of each derivation that has one; pages' own expressions come first."""
        known: dict[Signature, str] = {}
        for key, trace in self._traces.items():
            if isinstance(trace.value, Quantity):
                known.setdefault(signature(trace.value), key)
        for name, network in self._tracer.networks():
            named = Network(self._env, name)
            for path, check in self._tracer.checks(network).items():
                same = signature(check.derived)
                if same not in known:
                    known[same] = named.derived(path)["key"]  # type: ignore[index]
        return known

    def _key(self, page: str, number: PageNumber, cells: dict[str, PageNumber]) -> str:
        """Return the key of a number, which for a cell may be one that other pages use."""
        if not number.quantity:
            return number.key
        told = dict(number.quantity)
        same = (told["symbol"], told["owner"], told["name"], told["text"])
        if same in self._keys:
            return self._keys[same]
        if self._means(number.key, same):
            return number.key
        # Other names in cells mean something on their own page only.
        key, further = f"{page}: {number.key}", 1
        while key in cells and cells[key].quantity != number.quantity:
            further += 1
            key = f"{page}: {number.key} ({further})"
        cells[key] = number
        return key

    def _means(self, key: str, same: Signature) -> bool:
        """Return whether an expression of a cell gives the same number to a page."""
        try:
            trace = self._tracer.trace(key)
        except ExpressionError:
            return False
        if not isinstance(trace.value, Quantity) or signature(trace.value) != same:
            return False
        self._traces[key] = trace
        self._keys[same] = key
        return True

    # -- what an entry says -----------------------------------------------------------------

    def _entry(self, key: str, cells: Mapping[str, PageNumber]) -> Entry:
        if key in cells:
            return self._of_cell(key, dict(cells[key].quantity))
        trace = self._traces.get(key) or self._tracer.trace(key)
        entry = replace(described(key, trace.value), source=trace.source)
        return replace(
            entry,
            witnesses=tuple(_witnesses(trace)),
            comparisons=self._compared(trace),
        )

    def _of_cell(self, key: str, told: Mapping[str, str]) -> Entry:
        # A cell shows the derivation as typeset text; this is the same, from the same quantity.
        same = (told["symbol"], told["owner"], told["name"], told["text"])
        value = float(told["value"]) if "." in told["value"] else whole(Fraction(told["value"]))
        is_derived = "\n" in told["text"]
        said = recheck_text(told["text"], value) if is_derived else None
        return Entry(
            key,
            (told["value"],),
            told["shown"],
            "derived" if is_derived else "given",
            told["name"],
            told["owner"],
            told["text"],
            told["latex"],
            witnesses=(said,) if said else (),
            comparisons=tuple(self._comparisons.get(same, ())),
        )

    def _compared(self, trace: Trace) -> tuple[Comparison, ...]:
        found: dict[str, Comparison] = {}
        if trace.check is not None and trace.check.comparison.printed:
            found[trace.check.comparison.key] = trace.check.comparison
        if isinstance(trace.value, Quantity):
            for each in self._comparisons.get(signature(trace.value), ()):
                found.setdefault(each.key, each)
        return tuple(found.values())


def _comparisons(env: BuildEnvironment) -> Iterable[Comparison]:
    """Return what the project compares with print, besides its networks."""
    path = env.config.numbers_comparisons
    return load("numbers_comparisons", path)() if path else ()


def _by_signature(comparisons: Iterable[Comparison]) -> Mapping[Signature, list[Comparison]]:
    found: dict[Signature, list[Comparison]] = defaultdict(list)
    for each in comparisons:
        # A number without a name and a symbol could be any number.
        if each.printed and (each.quantity.name or each.quantity.symbol):
            found[signature(each.quantity)].append(each)
    return found


def _witnesses(trace: Trace) -> Iterable[Witness]:
    """Yield what the witnesses say; to a count, the formula is the witness."""
    if trace.check is not None and trace.network is not None:
        counts = recorded(trace.network)
        if trace.is_count:
            derived = trace.check.derived
            value, shown = exactly(derived.value), number_text(derived.value)
            agrees = trace.check.witnesses_agree
            yield Witness("formula", value, shown, agrees, "derived from the layer's formula")
        for witness in witnesses(trace.check, counts):
            if not (trace.is_count and witness.name == "enumeration"):
                yield witness
    yield from _rechecked(trace.value)


def _rechecked(value: object) -> Iterable[Witness]:
    if isinstance(value, Quantity):
        said = recheck(value)
        if said is not None:
            yield said


def whole(value: Fraction) -> int | Fraction:
    """Return a fraction as a whole number if it is one."""
    return value.numerator if value.denominator == 1 else value


def _anchors(keys: Iterable[str]) -> Mapping[str, str]:
    """Return an anchor a key; keys that differ in signs only are told apart by a number."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        stem = anchor = nodes.make_id(f"entry-{key}")
        further = 1
        while anchor in taken:
            further += 1
            anchor = f"{stem}-{further}"
        taken.add(anchor)
        anchors[key] = anchor
    return anchors
