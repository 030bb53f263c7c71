"""Files of results: what was measured, by which command, at which commit, on what machine, when.

The book quotes numbers from them; `lenet_docs.sphinxext.numbers.results_files` reads them and
says what they must hold.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from lenet_docs.network.training.origin import machine

__all__ = [
    "FOLDER",
    "CannotMeasureError",
    "Results",
    "ResultsError",
    "machine",
    "revision",
    "write",
]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "benchmarks" / "results"

# All that could change a result. What was trained is a result itself.
MEASURED = (
    "lenet_docs",
    ":(exclude)lenet_docs/network/trained",
    "benchmarks/*.py",
    "tests",
    "conf",
)

Results: TypeAlias = Mapping[str, "int | float | Results"]


class CannotMeasureError(Exception):
    """Something cannot be measured here, for the reason that is given."""


class ResultsError(CannotMeasureError):
    """The results belong to no commit, so that nobody could measure them again."""


def write(file: Path, *, command: str, results: Results, versions: Iterable[str] = ()) -> None:
    """Write what was measured.

    Parameters
    ----------
    file
        Where to.
    command
        What measures the same again.
    results
        Numbers, in tables of tables.
    versions
        Programs with their versions that are part of the machine, besides Python and NumPy.

    Raises
    ------
    ResultsError
        If the working tree is not that of a commit.
    """
    head = {
        "command": command,
        "revision": revision(),
        "machine": ", ".join([machine(), *versions]),
        "date": datetime.now(UTC).date().isoformat(),
    }
    lines = [f'{name} = "{value}"' for name, value in head.items()]
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join([*lines, *_tables("results", results)]) + "\n", encoding="utf-8")


def revision() -> str:
    """Return the commit that the working tree holds.

    Raises
    ------
    ResultsError
        If what could change a result differs from the commit.
    """
    changed = _git("status", "--porcelain", "--", *MEASURED)
    if changed:
        raise ResultsError(
            "not written: these files are not as committed, so that no commit has the results\n"
            + changed
        )
    return _git("rev-parse", "HEAD")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip("\n")


def _tables(path: str, results: Results) -> Iterator[str]:
    numbers = {name: value for name, value in results.items() if isinstance(value, int | float)}
    if numbers:
        yield f"\n[{path}]"
        yield from (f"{name} = {value}" for name, value in numbers.items())
    for name, value in results.items():
        if isinstance(value, Mapping):
            yield from _tables(f"{path}.{name}", value)
