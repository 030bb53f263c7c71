"""Results of measurements, from files that say how, where and when they were measured.

A file is TOML or JSON. It must hold:

``command``
    what measures the results again;
``revision``
    the commit that was measured, as git names it;
``machine``
    what it ran on, in a few words;
``date``
    the day, as ``2026-01-31``;
``results``
    a table of numbers, and of tables of numbers. A number's key is its path, such as
    ``training.errors``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from lenet_docs.sphinxext.settings.expression import ExpressionError, suggest

__all__ = ["Result", "ResultsError", "find_result", "load_results"]

REVISION = re.compile(r"[0-9a-f]{7,64}")


class ResultsError(ExpressionError):
    """A results file, or a key, with which something is wrong; the message says what."""


@dataclass(frozen=True, slots=True)
class Result:
    """A measured number, exactly as its file writes it, and how it was measured."""

    key: str
    value: int | Fraction
    command: str
    revision: str
    machine: str
    day: date

    @property
    def origin(self) -> str:
        """How the number was measured, in one sentence."""
        return (
            f"measured by '{self.command}' at revision {self.revision[:10]}, "
            f"on {self.machine}, {self.day.isoformat()}"
        )


def find_result(files: Iterable[Path], key: str) -> Result:
    """Return the result that one of the files holds under `key`.

    Raises
    ------
    ResultsError
        If none or several do, or a file is not as it must be.
    """
    known: dict[str, Result] = {}
    for file in files:
        for name, result in load_results(file).items():
            if name in known:
                raise ResultsError(f"'{name}' is in several files, {file.name} among them")
            known[name] = result
    if key not in known:
        raise ResultsError(f"there is no result '{key}'; {suggest(key, known)}")
    return known[key]


def load_results(file: Path) -> Mapping[str, Result]:
    """Return the results of a file, by key.

    Raises
    ------
    ResultsError
        If the file cannot be read, or a field is missing or not as it must be.
    """
    return _load(file, file.stat().st_mtime_ns if file.exists() else 0)


@cache
def _load(file: Path, changed: int) -> Mapping[str, Result]:
    """Read a file, each state of it once: a page asks for many results."""
    content = _read(file)
    fields = {name: _text(file, content, name) for name in ("command", "revision", "machine")}
    if not REVISION.fullmatch(fields["revision"]):
        raise ResultsError(
            f"{file.name}: revision '{fields['revision']}' is not a commit, such as '0d9be89c1f'"
        )
    day = _day(file, content)
    results = content.get("results")
    numbers = dict(_numbers(file, results, "")) if isinstance(results, dict) else {}
    if not numbers:
        raise ResultsError(f"{file.name}: 'results' is missing; it is a table of numbers")
    return {key: Result(key, value, **fields, day=day) for key, value in numbers.items()}


def _read(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix == ".json":
            content = json.loads(text, parse_float=Fraction)
        else:
            content = tomllib.loads(text, parse_float=Fraction)
    except (OSError, ValueError) as error:
        raise ResultsError(f"{file.name} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise ResultsError(f"{file.name} must hold a table")
    return content


def _text(file: Path, content: Mapping[str, Any], field: str) -> str:
    value = content.get(field)
    if not isinstance(value, str) or not value.strip():
        raise ResultsError(f"{file.name}: '{field}' is missing, so nobody can measure this again")
    return value.strip()


def _day(file: Path, content: Mapping[str, Any]) -> date:
    value = content.get("date")
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ResultsError(
            f"{file.name}: 'date' is missing or no day; write it as 2026-01-31"
        ) from None


def _numbers(
    file: Path, table: Mapping[str, Any], path: str
) -> Iterator[tuple[str, int | Fraction]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _numbers(file, value, f"{path}{name}.")
        elif isinstance(value, int | Fraction) and not isinstance(value, bool):
            yield f"{path}{name}", value
        else:
            raise ResultsError(f"{file.name}: '{path}{name}' is no number")
