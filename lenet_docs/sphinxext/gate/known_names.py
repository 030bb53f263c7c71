"""The names that hold a numeral, such as LeNet-5, from the project's list of them.

The list is a TOML file::

    [[name]]
    pattern = 'LeNet-[145]'
    reason = "what the paper calls its networks"

A pattern is a regular expression. What it matches is a name, and so are the numerals in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lenet_docs.sphinxext.gate.context import counts
from lenet_docs.sphinxext.numbers.numerals import Numeral, find

__all__ = ["Name", "Names", "NamesError", "load_names"]

COUNTS = "Of 1,516 things in 6 kinds, six are 5 × 5 wide, 37.3 twice, and half are 1998."
"""No numeral of this sentence is a name."""


class NamesError(ValueError):
    """A list of names with which something is wrong; the message says where and what."""


@dataclass(frozen=True, slots=True)
class Name:
    """A pattern of names, why their numerals are no numbers, and the line of the list."""

    pattern: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a project.

    Examples
    --------
    >>> names = Names([Name("LeNet-[145]", "networks of the paper", line=1)])
    >>> text = "LeNet-5 has 5 layers"
    >>> [(each.text, names.of(each, text) is not None) for each in find(text)]
    [('5', True), ('5', False)]
    """

    names: Sequence[Name]

    def of(self, numeral: Numeral, text: str) -> Name | None:
        """Return the first name of the list to which a numeral of `text` belongs."""
        # A line may break within a name; and which kind of space stands there is no matter.
        plain = re.sub(r"\s", " ", text)
        for name in self.names:
            for found in re.finditer(name.pattern, plain):
                if (
                    found.start() <= numeral.start
                    and numeral.end <= found.end()
                    and not (
                        # "p. 12 parameters" names a page no more.
                        plain[numeral.start - 1 : numeral.start] == " "
                        and counts(plain, found.end())
                    )
                ):
                    return name
        return None


def load_names(file: Path) -> Names:
    """Return the names that a file lists.

    Raises
    ------
    NamesError
        If the file cannot be read, or an entry is not as it must be.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise NamesError(f"{file}: {error}") from error
    entries = content.pop("name", [])
    if content or not isinstance(entries, list):
        raise NamesError(f"{file} may hold [[name]] and nothing else")
    lines = [number for number, line in _lines(text) if line.strip() == "[[name]]"]
    return Names([_name(entry, file, line) for entry, line in zip(entries, lines, strict=True)])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.splitlines(), start=1)


def _name(entry: dict[str, Any], file: Path, line: int) -> Name:
    where = f"{file}:{line}"
    if set(entry) != {"pattern", "reason"} or not all(
        isinstance(value, str) and value.strip() for value in entry.values()
    ):
        raise NamesError(f"{where}: a name has a pattern and a reason, both texts")
    name = Name(**entry, line=line)
    try:
        re.compile(name.pattern)
    except re.error as error:
        raise NamesError(f"{where}: '{name.pattern}' is no regular expression: {error}") from error
    alone = Names([name])
    for numeral in find(COUNTS):
        if alone.of(numeral, COUNTS):
            raise NamesError(
                f"{where}: '{name.pattern}' takes bare numbers for names, such as '{numeral.text}'"
            )
    return name
