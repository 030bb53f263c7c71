"""Settings: a network like LeNet-5 as a form describes it, possible or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TypeVar

from lenet_docs.architecture import Architecture
from lenet_docs.book.layers.larger_inputs import grown
from lenet_docs.catalogue import CODE_HEIGHT, CODE_WIDTH, lenet5, lenet5_dense
from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import (
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Layer,
    Subsampling,
)
from lenet_docs.quantity import Quantity
from lenet_docs.recalculation.fields import FIELDS, INPUT, TABLE, TEMPLATE, Field, fields_of

__all__ = ["CELLS", "MOST", "PRESETS", "Columns", "Outcome", "Preset", "Problem", "Settings"]

Columns = tuple[tuple[int, ...], ...]

MOST = 1_000
"""The largest number that a field takes: beyond it a page could not answer at once."""

CELLS = 512
"""The largest connection table that a page can show."""

Made = TypeVar("Made", Input, Layer)

WHOLE = re.compile(r"[+-]?[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a network cannot be as it was set.

    Parameters
    ----------
    field
        The name of the field to blame.
    message
        The package's own words.
    """

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of settings.

    Parameters
    ----------
    net
        The network; if there are problems, its layers before the first of them, if any.
    problems
        What cannot be, in the order of the network.
    """

    net: Architecture | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the fields of the form hold.

    Parameters
    ----------
    values
        For each field, its number, or the text that is no whole number.
    columns
        The connection table: the source maps of each map. It may be larger or smaller
        than the maps ask for; see `table`. Without it every map is looked at.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> settings = Settings.of(lenet5())
    >>> settings.values["C1.kernel"]
    5
    >>> print(settings.outcome().net.connections)
    340,908
    >>> settings.changed({"C1.kernel": "40"}).outcome().problems[0].message
    'C1: the kernel is 40 high, but input is only 32 high; choose a kernel height of at most 32'
    """

    values: Mapping[str, int | str]
    columns: Columns | None = None

    @classmethod
    def of(cls, net: Architecture) -> Settings:
        """Return the settings of a network whose layers are those of LeNet-5."""
        values: dict[str, int | str] = {
            f"{INPUT}.height": int(net.input.height),
            f"{INPUT}.width": int(net.input.width),
        }
        for layer in net:
            for field in fields_of(layer.name):
                values[field.name] = _value(layer, field.setting)
        table = getattr(net[TABLE.layer], TABLE.setting)
        return cls(values, table.columns if table is not None else None)

    def changed(self, texts: Mapping[str, str]) -> Settings:
        """Return the settings with what was typed into some of the fields."""
        read = {name: _read(texts[name]) for name in texts if name in self.values}
        return replace(self, values={**self.values, **read})

    def partly(self, columns: Iterable[Iterable[int]] | None) -> Settings:
        """Return the settings with another connection table, or with none."""
        if columns is None:
            return replace(self, columns=None)
        return replace(self, columns=tuple(tuple(sorted(column)) for column in columns))

    @property
    def table(self) -> ConnectionTable | None:
        """The connection table, as large as the maps ask for.

        Marks of maps that are no more are left out. A map that was added looks at
        everything, as the last map of Table I does.
        """
        sources, maps = self.sides
        if self.columns is None:
            return None
        kept = [[each for each in column if each < sources] for column in self.columns[:maps]]
        return ConnectionTable([*kept, *[range(sources)] * (maps - len(kept))])

    @property
    def kept_columns(self) -> Columns | None:
        """The columns of `table`, and those that come back if there are maps again."""
        if self.columns is None or self.table is None:
            return None
        return (*self.columns, *self.table.columns[len(self.columns) :])

    @property
    def sides(self) -> tuple[int, int]:
        """How many maps the connection table is of: looked at, and looking; 0 for no number."""
        sources, maps = self.values["C1.maps"], self.values[f"{TABLE.layer}.maps"]
        if not isinstance(sources, int) or not isinstance(maps, int):
            return 0, 0
        return min(max(0, sources), MOST), min(max(0, maps), MOST)

    def upto(self, name: str) -> Hashable:
        """Return what a layer follows from: what was set for it and the layers before it.

        Whatever is no layer follows from all settings.
        """
        layers = [INPUT, *(layer.name for layer in TEMPLATE)]
        among = layers[: layers.index(name) + 1] if name in layers else layers
        columns = self.columns if TABLE.layer in among else None
        return tuple(self.values[field.name] for field in FIELDS if field.layer in among), columns

    def outcome(self, upto: str = "") -> Outcome:
        """Return the network and what stands in its way.

        Parameters
        ----------
        upto
            The last layer that matters; all, if it is empty.
        """
        made: list[Layer] = []
        problems: list[Problem] = []
        image, problem = _tried(self._image)
        problems += problem
        for make in self._makers(upto):
            layer, problem = _tried(make)
            problems += problem
            if layer is not None and not problems:
                made.append(layer)
        if image is None:
            return Outcome(None, tuple(problems))
        while made:
            try:
                return Outcome(Architecture(self._name, image, made), tuple(problems))
            except ArchitectureError as error:
                # Layers behind one that does not fit have nothing to stand behind.
                names = [layer.name for layer in made]
                made = made[: names.index(error.layer)]
                problems.insert(0, _problem(error))
        return Outcome(None, tuple(problems))

    @property
    def _name(self) -> str:
        """The name of the network: the catalogue's, if it has these layers."""
        behind = [field.name for field in FIELDS if field.layer != INPUT]
        for name, known in _known().items():
            alike = all(self.values[field] == known.values[field] for field in behind)
            if alike and self.columns == known.columns:
                return name
        return "changed"

    def _number(self, field: Field) -> int | str:
        number = self.values[field.name]
        if isinstance(number, int) and number > MOST:
            raise ArchitectureError(
                f"{field.layer}: the {field.words} is {number:,}; here it can be at most {MOST:,}",
                layer=field.layer,
                setting=field.setting,
            )
        return number

    def _image(self) -> Input:
        height, width = (self._number(field) for field in fields_of(INPUT))
        return Input(height, width)  # type: ignore[arg-type]  # texts are refused, in its words

    def _makers(self, upto: str) -> list[Callable[[], Layer]]:
        names = [layer.name for layer in TEMPLATE]
        layers = TEMPLATE.layers[: names.index(upto) + 1] if upto else TEMPLATE.layers
        return [partial(self._layer, layer) for layer in layers]

    def _layer(self, like: Layer) -> Layer:
        """Return a layer of the kind of `like` with the numbers of the settings.

        Raises
        ------
        ArchitectureError
            If it cannot be.
        """
        numbers: dict[str, int | str] = {
            field.setting: self._number(field) for field in fields_of(like.name)
        }
        match like:
            case Convolution():
                table = self._checked_table() if like.name == TABLE.layer else None
                return Convolution(like.name, **numbers, table=table)  # type: ignore[arg-type]
            case Subsampling():
                return Subsampling(like.name, **numbers)  # type: ignore[arg-type]
            case FullConnection() | EuclideanRBF():
                units = _units(like, numbers["units"])
                return type(like)(like.name, units=units, replicated=like.replicated)  # type: ignore[arg-type]
        raise AssertionError(f"no settings for {like.kind}")

    def _checked_table(self) -> ConnectionTable | None:
        sources, maps = self.sides
        if self.columns is not None and sources * maps > CELLS:
            raise ArchitectureError(
                f"{TABLE.layer}: the connection table has {sources * maps:,} cells; here it can "
                f"have at most {CELLS:,}, so choose fewer maps, or let every map look at all",
                layer=TABLE.layer,
                setting=TABLE.setting,
            )
        return self.table


@cache
def _known() -> Mapping[str, Settings]:
    return {net.name: Settings.of(net) for net in (lenet5(), lenet5_dense())}


def _tried(make: Callable[[], Made]) -> tuple[Made | None, list[Problem]]:
    try:
        return make(), []
    except ArchitectureError as error:
        return None, [_problem(error)]


def _problem(error: ArchitectureError) -> Problem:
    return Problem(f"{error.layer}.{error.setting}", str(error))


def _units(like: Layer, number: int | str) -> int | str | Quantity:
    """Return a number of units; that of the pixels of a code keeps how it came about."""
    pixels = CODE_WIDTH * CODE_HEIGHT
    return pixels if isinstance(like, FullConnection) and pixels == number else number


def _value(layer: Layer, setting: str) -> int:
    """Return what a layer was made with; a pair of alike numbers is one number."""
    value = layer.maps if setting == "units" else getattr(layer, setting)
    return int(value[0] if isinstance(value, tuple) else value)


def _read(text: str) -> int | str:
    """Return the whole number that a text is, or the text itself."""
    return int(text) if WHOLE.fullmatch(text.strip()) else text


@dataclass(frozen=True, slots=True)
class Preset:
    """Settings to begin with, and how the page calls them."""

    words: str
    settings: Settings


PRESETS: Mapping[str, Preset] = {
    "lenet5": Preset("LeNet-5", Settings.of(lenet5())),
    "larger": Preset("LeNet-5 with a larger input", Settings.of(grown(3, 3))),
    "dense": Preset("C3 without Table I", Settings.of(lenet5_dense())),
}
"""Settings that a reader may begin with, the usual ones first."""
