"""What is known of a number, worked out once for each state of the package.

To count networks link by link, and to have SymPy work out every step anew, takes most of the time
that the ledger needs. None of it depends on pages: it is kept beside the doctrees, and dropped as
soon as anything in the package is different.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.errors import SphinxError
from sphinx.util.parallel import ParallelTasks, make_chunks, parallel_available

from lenet_docs.ledger import Entry, Witness, described, exactly, recorded, witnesses
from lenet_docs.published import Comparison
from lenet_docs.quantity import Quantity, number_text
from lenet_docs.sphinxext.ledger.tracing import Signature, Trace, Tracer, signature
from lenet_docs.sphinxext.settings.configuration import load, vocabulary
from lenet_docs.sphinxext.settings.expression import ExpressionError
from lenet_docs.sphinxext.tables.network_numbers import NetworkNumbers

if TYPE_CHECKING:
    from typing import Any

    from sphinx.environment import BuildEnvironment

__all__ = ["Assessed", "Assessor"]

FILE = "numbers.pickle"


class Assessed(NamedTuple):
    """What is known of the number of an expression: its entry, and what it shares with equals."""

    entry: Entry
    signature: Signature | None


class Assessor:
    """Says what is known of numbers. What it has said once it remembers, from build to build.

    Parameters
    ----------
    env
        The environment of the build.
    processes
        How many may work at it at once.
    """

    def __init__(self, env: BuildEnvironment, processes: int = 1) -> None:
        self._env = env
        self._processes = processes
        self._tracer = Tracer(vocabulary(env.config))
        self._file = Path(env.doctreedir) / FILE
        self._cache_key = _cache_key(env)
        self._known: dict[object, Any] = self._remembered()
        self._before = len(self._known)
        self._compared: Mapping[Signature, list[Comparison]] | None = None

    def of(self, keys: Iterable[str]) -> Mapping[str, Assessed]:
        """Return what is known of expressions that pages show.

        Raises
        ------
        ExpressionError
            If one cannot be evaluated.
        """
        asked = sorted(keys)
        new = [key for key in asked if key not in self._known]
        if new:
            self._count(chain(self._named(), self._tracer.networks_of(new)))
            self._assess_all(new, self._assess)
        return {key: self._known[key] for key in asked}

    def of_own_expressions(self, keys: Iterable[str]) -> Mapping[str, Assessed | None]:
        """Return what is known of expressions of cells, if the names in them are the book's."""
        asked = sorted(keys)
        self._assess_all([key for key in asked if key not in self._known], self._if_ours)
        return {key: self._known[key] for key in asked}

    def of_cell(self, key: str, told: tuple[tuple[str, str], ...]) -> Entry:
        """Return the entry of a quantity of which only that is known which a cell told."""
        if (key, told) not in self._known:
            self._known[key, told] = self._from_told(key, dict(told))
        found: Entry = self._known[key, told]
        return found

    @property
    def derived(self) -> Mapping[Signature, str]:
        """The expressions of all numbers of the networks that have a name."""
        if Signature not in self._known:
            found: dict[Signature, str] = {}
            for name, network in self._tracer.networks():
                named = NetworkNumbers(self._env, name)
                for path, check in self._tracer.checks(network).items():
                    same = signature(check.derived)
                    if same not in found:
                        found[same] = named.derived(path)["key"]  # type: ignore[index]
            self._known[Signature] = found
        derived: Mapping[Signature, str] = self._known[Signature]
        return derived

    def remember(self) -> None:
        """Write what is known, for the next build."""
        if len(self._known) > self._before:
            early = self._file.with_suffix(".early")
            with early.open("wb") as file:
                pickle.dump(self._cache_key, file)
                pickle.dump(self._known, file)
            early.replace(self._file)

    def _remembered(self) -> dict[object, Any]:
        known: dict[object, Any] = {}
        if self._file.is_file():
            with self._file.open("rb") as file:
                # What another state of the code has written might not even be readable.
                if pickle.load(file) == self._cache_key:
                    known = pickle.load(file)
        return known

    # -- counting ---------------------------------------------------------------------------

    def _named(self) -> Iterable[Any]:
        return (network for _, network in self._tracer.networks())

    def _count(self, networks: Iterable[Any]) -> None:
        """Count networks side by side, each as soon as it is known."""
        if self._processes < 2 or not parallel_available:
            return
        tasks = ParallelTasks(self._processes)
        begun: set[int] = set()
        for each in networks:
            if id(each) not in begun and self._tracer.is_open(each):
                begun.add(id(each))
                tasks.add_task(self._tracer.checks, each, self._tracer.keep)
        self._prepare()
        tasks.join()

    # -- what an entry says -----------------------------------------------------------------

    def _assess_all(self, keys: Sequence[str], assess: Callable[[str], Assessed | None]) -> None:
        """Work out what is known of expressions, some of them side by side."""
        if self._processes < 2 or not parallel_available or not keys:
            self._known |= {key: assess(key) for key in keys}
            return
        self._prepare()
        tasks = ParallelTasks(self._processes)
        for some in make_chunks(keys, self._processes):
            tasks.add_task(
                lambda some: {key: assess(key) for key in some},
                some,
                lambda _, found: self._known.update(found),
            )
        tasks.join()

    def _prepare(self) -> None:
        """Import what takes long, and look up what is compared: once, before forking."""
        import_module("lenet_docs.sphinxext.ledger.sympy_witness")
        self._with_print  # noqa: B018 -- kept when it has been asked for

    def _if_ours(self, key: str) -> Assessed | None:
        try:
            return self._assess(key)
        except ExpressionError:
            return None

    def _assess(self, key: str) -> Assessed:
        try:
            return self._traced(key)
        except ExpressionError:
            raise
        except Exception as error:
            # What another process raises is told by its words alone.
            raise SphinxError(f"the witnesses of '{key}' fail: {error!r}") from error

    def _traced(self, key: str) -> Assessed:
        trace = self._tracer.trace(key)
        entry = replace(
            described(key, trace.value),
            source=trace.source,
            witnesses=tuple(_witnesses(trace)),
            comparisons=self._comparisons_of(trace),
        )
        return Assessed(
            entry, signature(trace.value) if isinstance(trace.value, Quantity) else None
        )

    def _from_told(self, key: str, told: Mapping[str, str]) -> Entry:
        from lenet_docs.sphinxext.ledger.sympy_witness import recheck_text

        # A cell shows the derivation as typeset text; this is the same, from the same quantity.
        same = (told["symbol"], told["owner"], told["name"], told["text"])
        value = float(told["value"]) if "." in told["value"] else whole(Fraction(told["value"]))
        is_derived = "\n" in told["text"]
        rounded = set(told["rounded"].split())
        said = recheck_text(told["text"], value, rounded) if is_derived else None
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
            comparisons=tuple(self._with_print.get(same, ())),
        )

    def _comparisons_of(self, trace: Trace) -> tuple[Comparison, ...]:
        found: dict[str, Comparison] = {}
        if trace.check is not None and trace.check.comparison.printed:
            found[trace.check.comparison.key] = trace.check.comparison
        if isinstance(trace.value, Quantity):
            for each in self._with_print.get(signature(trace.value), ()):
                found.setdefault(each.key, each)
        return tuple(found.values())

    @property
    def _with_print(self) -> Mapping[Signature, list[Comparison]]:
        """What the project compares with print, besides its networks."""
        if self._compared is None:
            path = self._env.config.numbers_comparisons
            self._compared = _by_signature(load("numbers_comparisons", path)() if path else ())
        return self._compared


def _cache_key(env: BuildEnvironment) -> str:
    """Return the cache key: the settings and the hash of the package's sources."""
    config = env.config
    told = (config.numbers_vocabulary, config.numbers_comparisons, config.numbers_network)
    return repr((*told, config.numbers_source_hash))


def _by_signature(comparisons: Iterable[Comparison]) -> Mapping[Signature, list[Comparison]]:
    found: dict[Signature, list[Comparison]] = defaultdict(list)
    for each in comparisons:
        # A number without a name and a symbol could be any number.
        if each.printed and (each.quantity.name or each.quantity.symbol):
            found[signature(each.quantity)].append(each)
    return found


def _witnesses(trace: Trace) -> Iterable[Witness]:
    """Yield what the witnesses say; to a count, the formula is the witness."""
    # SymPy takes long to import, and most builds find that they know everything.
    from lenet_docs.sphinxext.ledger.sympy_witness import recheck

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
    if isinstance(trace.value, Quantity):
        said = recheck(trace.value)
        if said is not None:
            yield said


def whole(value: Fraction) -> int | Fraction:
    """Return a fraction as a whole number if it is one."""
    return value.numerator if value.denominator == 1 else value
