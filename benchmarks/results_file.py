"""Files of results: what was measured, by which command, at which commit, on what machine, when.

The book quotes numbers from them; `lenet_docs.sphinxext._results` reads them and says what they
must hold.
"""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import numpy as np
from threadpoolctl import threadpool_info

__all__ = ["FOLDER", "Results", "ResultsError", "machine", "revision", "write"]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "benchmarks" / "results"

Results: TypeAlias = Mapping[str, "int | float | Results"]


class ResultsError(Exception):
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
    changed = _git("status", "--porcelain", "--", "lenet_docs", "benchmarks/*.py", "tests", "conf")
    if changed:
        raise ResultsError(
            "not written: these files are not as committed, so that no commit has the results\n"
            + changed
        )
    return _git("rev-parse", "HEAD")


def machine() -> str:
    """Return what the results were measured on, in a few words."""
    blas = next(
        (f"{info['internal_api']} {info['version']}" for info in threadpool_info()
         if info["user_api"] == "blas"),
        "no BLAS known",
    )  # fmt: skip
    return ", ".join(
        [
            f"{_processor()} ({os.cpu_count()} cores)",
            f"Python {platform.python_version()}",
            f"NumPy {np.__version__} ({blas})",
        ]
    )


def _processor() -> str:
    """Return the name of the processor, where the system says it."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


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
