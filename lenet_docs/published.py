"""What the two editions of the paper print, and how it compares with what is derived.

The figures stand in ``published.toml``. They are compared. No number of a
network is computed from them; the only sums made with them are those that check
the paper against itself (`lenet_docs.book.print.cross_checks`).

Two editions are in circulation and they disagree:

* **P**, the authors' preprint of 46 pages, and
* **J**, the journal, Proceedings of the IEEE 86(11), pages 2278 to 2324.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import resources

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import printed_as
from lenet_docs.errors import PublishedError, unknown
from lenet_docs.numerals import parse, rounding
from lenet_docs.quantity import Quantity, Value
from lenet_docs.readings import READINGS

__all__ = [
    "EDITIONS",
    "Comparison",
    "Figure",
    "Verdict",
    "compare",
    "comparisons",
    "figure",
    "figures",
]

EDITIONS: Mapping[str, str] = {"P": "preprint", "J": "journal"}
"""The editions, by the letter that the book uses for them."""

UNITS: Mapping[str, Fraction] = {
    "": Fraction(1),
    "thousands": Fraction(1000),
    "percent": Fraction(1, 100),
}
"""What a figure can count without saying so."""


class Verdict(StrEnum):
    """How what is printed compares with what is derived."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    ONLY_P = "edition P only"
    ONLY_J = "edition J only"
    NOT_PRINTED = "not printed"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as one edition prints it.

    Parameters
    ----------
    key
        What it is a figure of: a network and a quantity of it, such as
        ``"lenet5.C3.connections"``, or a name of its own, such as
        ``"squashing.amplitude"``.
    edition
        ``"P"`` or ``"J"``.
    section
        Where it stands: a section, a figure or a table.
    page
        The page, in the numbering of that edition.
    printed
        The figure, character by character.
    last_page
        Where only a range of pages is on record, the last of them.
    about
        Whether it is rounded: the paper says "about", prints a share in
        percent, or labels a bar with it.
    unit
        What it counts where the figure itself does not say so: ``"thousands"``
        for the bars of Figs. 11 and 12, ``"percent"`` for those of Fig. 9.
    reading
        The name of the reading that explains a figure known to disagree, empty
        for all others; see `lenet_docs.readings`.
    unexplained
        Whether the figure is known to disagree, and nothing explains it.
    """

    key: str
    edition: str
    section: str
    page: int
    printed: str
    last_page: int = 0
    about: bool = False
    unit: str = ""
    reading: str = ""
    unexplained: bool = False

    @property
    def value(self) -> Fraction:
        """The number that the characters stand for; a percentage is a fraction of one."""
        return parse(self.printed) * UNITS[self.unit]

    @property
    def rounding(self) -> Fraction:
        """The unit of the last digit that the figure vouches for."""
        return rounding(self.printed) * UNITS[self.unit]

    @property
    def place(self) -> str:
        """Where the figure stands, in words."""
        pages = f"pages {self.page} to {self.last_page}" if self.last_page else f"page {self.page}"
        return f"{EDITIONS[self.edition]}, {self.section}, {pages}"

    def matches(self, value: Value) -> bool:
        """Whether `value` is what is printed, within its rounding if it is rounded.

        Examples
        --------
        >>> about = Figure("lenet1.parameters", "J", "III-C.7", 2291, "2600", about=True)
        >>> about.matches(2578), about.matches(2540)
        (True, False)
        """
        if isinstance(value, float):
            return abs(value - float(self.value)) <= float(self.rounding) / 2
        if self.about:
            return abs(Fraction(value) - self.value) <= self.rounding / 2
        return value == self.value


@dataclass(frozen=True, slots=True)
class Comparison:
    """A derived quantity beside what is printed of it.

    Parameters
    ----------
    key
        What is compared.
    quantity
        What is derived.
    printed
        The figures that the editions print, the preprint's first.
    """

    key: str
    quantity: Quantity
    printed: tuple[Figure, ...]

    @property
    def disagreeing(self) -> tuple[Figure, ...]:
        """The printed figures that differ from the derived one."""
        return tuple(f for f in self.printed if not f.matches(self.quantity.value))

    @property
    def verdict(self) -> Verdict:
        """What to make of it."""
        if not self.printed:
            return Verdict.NOT_PRINTED
        wrong = {figure.edition for figure in self.disagreeing}
        right = {figure.edition for figure in self.printed} - wrong
        if not wrong:
            return Verdict.AGREES
        if not right:
            return Verdict.DISAGREES
        return Verdict.ONLY_P if right == {"P"} else Verdict.ONLY_J

    def faults(self, architecture: Architecture | None = None) -> Iterator[str]:
        """Yield what is wrong beyond the disagreements that are on record.

        The reading that a record names has to give the printed figure exactly. What is no
        quantity of a network has no readings.
        """
        for figure in self.printed:
            where = f"{self.key}: {figure.place} prints {figure.printed}"
            agrees = figure.matches(self.quantity.value)
            is_known = bool(figure.reading) or figure.unexplained
            if agrees and is_known:
                yield f"{where}, which is recorded as a disagreement but agrees"
            elif not agrees and (not is_known or (figure.reading and architecture is None)):
                yield f"{where}, derived is {self.quantity}; no reading explains it"
            elif figure.reading and architecture is not None:
                explained = READINGS[figure.reading].quantity(architecture)
                if not figure.matches(explained.value):
                    yield f"{where}, but the reading '{figure.reading}' gives {explained}"


@cache
def figures() -> tuple[Figure, ...]:
    """Return every recorded figure, in the order of the record.

    Raises
    ------
    PublishedError
        If the record is malformed.

    Examples
    --------
    >>> [f.printed for f in figures() if f.key == "lenet5.C3.connections"]
    ['151,600', '156 000']
    """
    text = resources.files("lenet_docs").joinpath("published.toml").read_text(encoding="utf-8")
    return tuple(read(text))


def read(text: str) -> Iterator[Figure]:
    r"""Read a record of figures in TOML.

    Parameters
    ----------
    text
        A table for each key, in it a table for each edition with ``section``,
        ``page`` and ``printed``, and where they apply ``last_page``, ``about``,
        ``unit`` and ``reading``.

    Raises
    ------
    PublishedError
        If an edition or a field is missing or unknown.

    Examples
    --------
    >>> text = 'lenet5.units.P = {section = "II-A", page = 7, printed = "8,094"}'
    >>> [figure.value for figure in read(text)]
    [Fraction(8094, 1)]
    """
    try:
        record = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PublishedError(f"published.toml: {error}") from None
    yield from _tables("", record)


_FIELDS = {
    "section": str,
    "page": int,
    "printed": str,
    "last_page": int,
    "about": bool,
    "unit": str,
    "reading": str,
    "unexplained": bool,
}


def _tables(key: str, table: Mapping[str, object]) -> Iterator[Figure]:
    for name, inner in table.items():
        if not isinstance(inner, dict):
            raise PublishedError(
                f"published.toml: '{key}.{name}' is no table; write [{key}.P] or [{key}.J] first"
            )
        if name in EDITIONS:
            yield _figure(key, name, inner)
        else:
            yield from _tables(f"{key}.{name}" if key else name, inner)


def _figure(key: str, edition: str, fields: Mapping[str, object]) -> Figure:
    where = f"published.toml, [{key}.{edition}]"
    for name, value in fields.items():
        if name not in _FIELDS:
            raise PublishedError(f"{where}: {unknown('field', name, _FIELDS)}")
        if not isinstance(value, _FIELDS[name]):
            raise PublishedError(f"{where}: '{name}' is {value!r}, not {_FIELDS[name].__name__}")
    missing = [name for name in ("section", "page", "printed") if name not in fields]
    if missing:
        raise PublishedError(f"{where}: '{missing[0]}' is missing")
    found = Figure(key, edition, **fields)  # type: ignore[arg-type]
    parse(found.printed)
    if found.unit not in UNITS:
        raise PublishedError(f"{where}: {unknown('unit', found.unit, filter(None, UNITS))}")
    if found.reading and found.reading not in READINGS:
        raise PublishedError(f"{where}: {unknown('reading', found.reading, READINGS)}")
    return found


def figure(key: str, edition: str) -> Figure:
    """Return what `edition` prints under `key`.

    Raises
    ------
    PublishedError
        If no such figure is recorded.

    Examples
    --------
    >>> figure("lenet5.C3.connections", "J").printed
    '156 000'
    """
    found = {f.edition: f for f in figures() if f.key == key}
    if not found:
        raise PublishedError(unknown("printed figure", key, (f.key for f in figures())))
    if edition not in found:
        raise PublishedError(f"{key}: {unknown('edition', edition, found)}")
    return found[edition]


def compare(
    architecture: Architecture, path: str, record: Iterable[Figure] | None = None
) -> Comparison:
    """Compare a quantity of a network with what is printed of it.

    Parameters
    ----------
    architecture
        The network.
    path
        A quantity of it, such as ``"C3.connections"``.
    record
        The printed figures; those of ``published.toml`` if left out.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(compare(lenet5(), "C3.connections").verdict)
    edition P only
    """
    quantity = architecture.quantity(path)
    if isinstance(quantity, tuple):
        raise PublishedError(f"{path} has several values; name one, such as '{path}.0'")
    return compare_value(f"{printed_as(architecture)}.{path}", quantity, record)


def compare_value(
    key: str, quantity: Quantity, record: Iterable[Figure] | None = None
) -> Comparison:
    """Compare any derived quantity with what is printed under `key`."""
    printed = [f for f in (figures() if record is None else record) if f.key == key]
    order = list(EDITIONS)
    return Comparison(key, quantity, tuple(sorted(printed, key=lambda f: order.index(f.edition))))


def comparisons(
    architecture: Architecture, record: Iterable[Figure] | None = None
) -> tuple[Comparison, ...]:
    """Compare everything that is printed of a network with what is derived."""
    listed = figures() if record is None else tuple(record)
    prefix = f"{printed_as(architecture)}."
    paths = dict.fromkeys(f.key.removeprefix(prefix) for f in listed if f.key.startswith(prefix))
    return tuple(compare(architecture, path, listed) for path in paths)
