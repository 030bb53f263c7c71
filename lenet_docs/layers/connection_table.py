"""Which feature maps a feature map looks at: connection tables such as Table I."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lenet_docs.errors import ArchitectureError, shown

__all__ = ["ConnectionTable", "Group"]


@dataclass(frozen=True, slots=True)
class Group:
    """Maps that look at equally many source maps in the same way.

    Parameters
    ----------
    columns
        The indices of the maps.
    inputs
        How many source maps each of them looks at.
    contiguous
        Whether those source maps are neighbours, the last counting as a
        neighbour of the first.
    """

    columns: tuple[int, ...]
    inputs: int
    contiguous: bool


@dataclass(frozen=True, slots=True)
class ConnectionTable:
    """A table of marks: column *j* lists the source maps that map *j* looks at.

    Parameters
    ----------
    columns
        One sequence of source map indices a map, counted from 0.
    sources
        How many source maps the table has rows for, where it was given by rows.

    Examples
    --------
    >>> table = ConnectionTable.from_rows(["X.X", "XX."])
    >>> table.columns
    ((0, 1), (1,), (0,))
    >>> table.marks
    4
    """

    columns: tuple[tuple[int, ...], ...]
    sources: int | None = field(default=None, compare=False)

    def __init__(self, columns: Iterable[Iterable[int]], sources: int | None = None) -> None:
        try:
            listed = tuple(tuple(column) for column in columns)
        except TypeError:
            raise ArchitectureError(
                f"the columns of the connection table are {shown(columns)}; "
                "give a list of source maps a map, such as [[0, 1], [1], [0]]"
            ) from None
        object.__setattr__(self, "columns", listed)
        object.__setattr__(self, "sources", sources)

    @classmethod
    def from_rows(cls, rows: Sequence[str]) -> ConnectionTable:
        """Read a table as it is printed: a row a source map, ``X`` for a mark, ``.`` for none.

        Raises
        ------
        ArchitectureError
            If the rows are no texts, differ in length or hold another character.
        """
        if isinstance(rows, str) or not all(isinstance(row, str) for row in rows):
            raise ArchitectureError(
                f"the rows of the connection table are {shown(rows)}; "
                "give one text a source map, such as ['X . X', 'X X .']"
            )
        cells = ["".join(row.split()) for row in rows]
        width = len(cells[0]) if cells else 0
        for index, row in enumerate(cells):
            if len(row) != width:
                raise ArchitectureError(
                    f"row {index} of the connection table has {len(row)} entries, "
                    f"but row 0 has {width}; give every row one entry a map"
                )
            strange = sorted(set(row) - set("X."))
            if strange:
                raise ArchitectureError(
                    f"row {index} of the connection table holds {strange[0]!r}; "
                    "write X for a connection and . for none"
                )
        columns = ([i for i, row in enumerate(cells) if row[j] == "X"] for j in range(width))
        return cls(columns, len(cells))

    @property
    def marks(self) -> int:
        """How many marks the table has: the kernels that it asks for."""
        return sum(len(column) for column in self.columns)

    def rows(self, sources: int) -> tuple[tuple[int, ...], ...]:
        """Return the table the other way: for each source map, the maps that look at it."""
        return tuple(
            tuple(j for j, column in enumerate(self.columns) if source in column)
            for source in range(sources)
        )

    def drawing(self, sources: int) -> tuple[str, ...]:
        """Return the table as printed: a row a source map, ``X`` for a mark, ``.`` for none."""
        return tuple(
            "".join("X" if source in column else "." for column in self.columns)
            for source in range(sources)
        )

    def groups(self, sources: int) -> tuple[Group, ...]:
        """Return the maps that are counted alike, in the order of their first column."""
        kinds: dict[tuple[int, bool], list[int]] = {}
        for index, column in enumerate(self.columns):
            kinds.setdefault((len(column), _contiguous(column, sources)), []).append(index)
        return tuple(Group(tuple(c), inputs, near) for (inputs, near), c in kinds.items())

    def validate(self, layer: str, maps: int, source: str, sources: int) -> None:
        """Check that the table fits between two layers.

        Raises
        ------
        ArchitectureError
            If a row or a column is missing or surplus, a column is empty, or an entry
            is repeated, out of range or not a whole number.
        """
        wrong = self._what_is_wrong(layer, maps, source, sources)
        if wrong:
            raise ArchitectureError(f"{layer}: {wrong}", layer=layer, setting="table")

    def _what_is_wrong(self, layer: str, maps: int, source: str, sources: int) -> str:
        if len(self.columns) != maps:
            return (
                f"the connection table has {len(self.columns)} columns, but {layer} has {maps} "
                "maps; give one column a map"
            )
        if self.sources not in (None, sources):
            return (
                f"the connection table has {self.sources} rows, but {source} has {sources} "
                f"maps; give one row a map of {source}"
            )
        for index, column in enumerate(self.columns):
            here = f"column {index} of the connection table"
            if not column:
                return f"{here} is empty; name at least one map of {source}"
            for entry in column:
                if type(entry) is not int:
                    return (
                        f"{here} holds {shown(entry)}; name maps of {source} by whole numbers "
                        f"from 0 to {sources - 1}"
                    )
                if not 0 <= entry < sources:
                    return (
                        f"{here} names map {shown(entry)}, but {source} has maps 0 to {sources - 1}"
                    )
            entry, times = Counter(column).most_common(1)[0]
            if times > 1:
                return f"{here} names map {entry} of {source} more than once; name it once"
        return ""


def _contiguous(column: Sequence[int], sources: int) -> bool:
    """Whether the entries are neighbours on a circle of `sources` maps."""
    present = set(column)
    starts = sum((entry - 1) % sources not in present for entry in present)
    return starts <= 1
