"""The ledger: numbers with everything that is known of each.

An `Entry` holds one number: its value, its derivation, what the witnesses say, and
what the editions print. The book's list of numbers, its ``numbers.json`` and the
command ``lenet-docs check`` all show entries, so they cannot say different things.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from importlib import resources

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import ARCHITECTURES, known_as
from lenet_docs.check import Check, Report
from lenet_docs.published import Comparison
from lenet_docs.quantity import Quantity, Value, number_text

__all__ = [
    "Entry",
    "Source",
    "Use",
    "Witness",
    "described",
    "entries",
    "exactly",
    "recorded",
    "witnesses",
]


@dataclass(frozen=True, slots=True)
class Witness:
    """What another way to the same number says.

    Parameters
    ----------
    name
        Who says so: ``"enumeration"``, ``"PyTorch"``, ``"SymPy"``, ``"formula"``.
    value, shown
        The number, exactly and as people write it; empty if it says no number of its
        own.
    agrees
        Whether it is the number of the entry.
    how
        How it was found, in words.
    """

    name: str
    value: str
    shown: str
    agrees: bool
    how: str


@dataclass(frozen=True, slots=True)
class Source:
    """What the expression reads or calls: a module, and a name in it."""

    module: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A place where a number is shown.

    Parameters
    ----------
    page
        The page, without a suffix: ``"layers/c3"``.
    anchor
        The place on it.
    shown
        How the number looks there.
    """

    page: str
    anchor: str
    shown: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One number.

    Parameters
    ----------
    key
        The expression that stands for it, such as ``"C3.connections"``.
    values
        The number, exactly: ``("151600",)``. Some expressions stand for several,
        such as the height and the width of a map.
    shown
        The same as people write it: ``"151,600"``.
    origin
        ``"derived"``; ``"given"``, if it is a given; ``"function"``, if a function
        returned it without a derivation, such as a count.
    name, owner
        What it counts, and of which layer or network; empty if it has no name.
    text, latex
        The derivation, as aligned text and as LaTeX; empty if it has none.
    witnesses
        What other ways to the same number say.
    comparisons
        What the editions print of it; one for each printed figure's key.
    source
        What the expression reads or calls.
    uses
        Where it is shown.
    """

    key: str
    values: tuple[str, ...]
    shown: str
    origin: str
    name: str = ""
    owner: str = ""
    text: str = ""
    latex: str = ""
    witnesses: tuple[Witness, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    source: Source | None = None
    uses: tuple[Use, ...] = ()

    @property
    def witnesses_agree(self) -> bool:
        """Whether every witness says the same."""
        return all(witness.agrees for witness in self.witnesses)

    @property
    def verdict(self) -> str:
        """What to make of it in a few words: of the witnesses first, then of print."""
        if not self.witnesses_agree:
            return "witnesses disagree"
        return "; ".join(dict.fromkeys(str(each.verdict) for each in self.comparisons))

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong: witnesses that disagree, and print that does and is not on record.

        Examples
        --------
        >>> said = Witness("PyTorch", "157", "157", agrees=False, how="counted by release 2.9")
        >>> Entry("C1.parameters", ("156",), "156", "given", witnesses=(said,)).faults
        ('the number is 156, but PyTorch says 157 (counted by release 2.9)',)
        """
        said = [
            f"the number is {self.shown}, but {each.name} says {each.shown} ({each.how})"
            for each in self.witnesses
            if not each.agrees
        ]
        for each in self.comparisons:
            make = ARCHITECTURES.get(each.key.partition(".")[0])
            said += each.faults(make() if make else None)
        return tuple(said)


def described(key: str, value: object) -> Entry:
    """Return the entry of a value without witnesses, comparisons, source and uses.

    Parameters
    ----------
    key
        The expression that stands for it.
    value
        A quantity, a number, a text, several of them, or anything with a height and
        a width.

    Raises
    ------
    TypeError
        If it is nothing of the kind.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> described("C1.parameters", lenet5()["C1"].parameters).shown
    '156'
    >>> described("C1", lenet5()["C1"]).shown
    '28 × 28'
    """
    if hasattr(value, "height") and hasattr(value, "width"):
        return replace(described(key, (value.height, value.width)), shown=_by(value))
    if isinstance(value, tuple | list):
        return _several(key, [described(key, each) for each in value])
    if isinstance(value, Quantity):
        return Entry(
            key,
            (exactly(value.value),),
            str(value),
            "given" if value.is_given else "derived",
            value.name,
            value.owner,
            value.text(),
            value.latex(),
        )
    if isinstance(value, str):
        return Entry(key, (value,), value, "function")
    if isinstance(value, int | Fraction | float):
        return Entry(key, (exactly(value),), number_text(value), "function")
    raise TypeError(f"{key} is a {type(value).__name__}, not a number")


def _by(maps: object) -> str:
    return f"{maps.height} × {maps.width}"  # type: ignore[attr-defined]


def _several(key: str, parts: list[Entry]) -> Entry:
    origins = dict.fromkeys(part.origin for part in parts)
    return Entry(
        key,
        tuple(value for part in parts for value in part.values),
        ", ".join(part.shown for part in parts),
        "derived" if "derived" in origins else next(iter(origins), "function"),
        text="\n\n".join(dict.fromkeys(part.text for part in parts if part.text)),
        latex="\n\n".join(dict.fromkeys(part.latex for part in parts if part.latex)),
    )


def exactly(value: Value) -> str:
    """Return a value so that nothing of it is lost.

    Examples
    --------
    >>> exactly(Fraction(13, 2)), exactly(151600), exactly(0.1)
    ('13/2', '151600', '0.1')
    """
    return repr(value) if isinstance(value, float) else str(value)


# -- witnesses ----------------------------------------------------------------------


@cache
def _torch_record() -> Mapping[str, Mapping[str, object]]:
    text = resources.files("lenet_docs").joinpath("pytorch.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, object]] = json.loads(text)
    return found


@cache
def recorded(architecture: Architecture) -> Mapping[str, int]:
    """Return what PyTorch counted of a network of the catalogue, by path.

    It is on record in ``pytorch.json``, which ``make witnesses`` writes. Of any
    other network there is no record.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> recorded(lenet5())["C3.connections"]
    151600
    >>> recorded(lenet5(64, 64))
    {}
    """
    networks: Mapping[str, Mapping[str, int]] = _torch_record()["networks"]  # type: ignore[assignment]
    return networks.get(known_as(architecture), {})


def witnesses(check: Check, counts: Mapping[str, int]) -> tuple[Witness, ...]:
    """Return what the enumeration and PyTorch say of a checked number.

    Parameters
    ----------
    check
        The number.
    counts
        What PyTorch counted of the network, as `recorded` returns it.
    """
    found = []
    if check.counted is not None:
        found.append(_says("enumeration", check.counted, check, "listed one by one"))
    if check.path in counts:
        release = _torch_record()["made_with"]["torch"]
        found.append(_says("PyTorch", counts[check.path], check, f"counted by release {release}"))
    return tuple(found)


def _says(name: str, value: Value, check: Check, how: str) -> Witness:
    agrees = value == check.derived.value
    return Witness(name, exactly(value), number_text(value), agrees, how)


def entries(report: Report) -> tuple[Entry, ...]:
    """Return the entries of everything that was checked of a network.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.check import check
    >>> found = {entry.key: entry for entry in entries(check(lenet5()))}
    >>> found["C3.connections"].verdict
    'edition P only'
    >>> [witness.name for witness in found["C3.connections"].witnesses]
    ['enumeration', 'PyTorch']
    """
    counts = recorded(report.architecture)
    return tuple(
        replace(
            described(each.path, each.derived),
            witnesses=witnesses(each, counts),
            comparisons=(each.comparison,) if each.comparison.printed else (),
        )
        for each in report.checks
    )
