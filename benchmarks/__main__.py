"""Measures everything, prints it, and writes what the book quotes: ``make bench``.

``make bench ONLY=network`` measures a part. Each part has a file of results of its own, so that one
can be measured again without the others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from benchmarks.results_file import CannotMeasureError, machine

COMMAND = "make bench"

PARTS = {
    "counting": "benchmarks.counting",
    "network": "benchmarks.network",
    "building": "benchmarks.building",
    "reading": "benchmarks.reading",
    "recalculation": "benchmarks.recalculating",
}
"""The modules by the names of what they measure. Each has ``run(command)``, which prints a table,
and writes its results with the command that it is given."""


def main(arguments: Sequence[str] | None = None) -> str | None:
    """Measure part by part; return what could not be measured, and why, if anything could not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    chosen = parser.parse_args(arguments).only
    print(machine(), flush=True)
    failures = []
    for name, module in PARTS.items():
        if chosen in (None, name):
            print(f"\n== {name} ==\n", flush=True)
            try:
                import_module(module).run(f"{COMMAND} ONLY={name}")
            except CannotMeasureError as error:
                failures.append(f"{name}: {error}")
    return "\n\n".join(failures) or None


if __name__ == "__main__":
    sys.exit(main())
