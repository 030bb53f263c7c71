"""Run the tests of the counts on every mutant, two at a time, and report the survivors."""

from __future__ import annotations

import argparse
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import multiprocessing
import os
import sys
import time
import tomllib
from collections.abc import Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest
import sphinx.testing.fixtures  # noqa: F401 -- tests/conftest.py asks for it: once is enough

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lenet_docs"
TARGETS = [PACKAGE / "catalogue.py", *sorted((PACKAGE / "layers").glob("*.py"))]
# The quick tests come first: most mutants fall at once.
TESTS = [
    "tests/test_architecture.py",
    "tests/test_catalogue.py",
    "tests/test_layers.py",
    "tests/test_published.py",
    "tests/test_bad_input.py",
    "tests/test_squashing.py",
    "tests/book/test_levels.py",
    "tests/book/test_frame.py",
    "tests/test_enumeration.py",
]
# Hypothesis is imported already, which pytest would warn of.
QUIETLY = ["-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
SECONDS = 90
NOT_MUTATED = 3


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Give one module the source of a mutant; all others are imported as they are."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(part for part in parts if part != "__init__")
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.source, str(self.mutant.path), "exec"), module.__dict__)


def _try(mutant: Mutant) -> None:
    """Run the tests on `mutant` in this process, and exit with 0 if they pass."""
    os.chdir(ROOT)
    mutated = Mutated(mutant)
    sys.meta_path.insert(0, mutated)
    # The same examples for every mutant: a survivor can be looked into.
    hypothesis.settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        # That a test fails is enough; nobody will read the smallest example.
        phases=[hypothesis.Phase.generate],
    )
    hypothesis.settings.load_profile("mutation")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        status = pytest.main(["-x", "-q", *QUIETLY, *TESTS])
    if mutated.name in sys.modules and sys.modules[mutated.name].__loader__ is not mutated:
        os._exit(NOT_MUTATED)
    os._exit(0 if status == pytest.ExitCode.OK else 1)


def survivors(chosen: Sequence[Mutant]) -> list[Mutant]:
    """Return the mutants on which the tests pass; one that never ends counts as caught."""
    fork = multiprocessing.get_context("fork")
    waiting, alive = list(chosen), []
    running: dict[int, tuple[Mutant, BaseProcess, float]] = {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            started = fork.Process(target=_try, args=(waiting[0],))
            started.start()
            deadline = time.monotonic() + SECONDS
            running[started.sentinel] = (waiting.pop(0), started, deadline)
        ended = set(wait(list(running), timeout=1))
        for sentinel, (mutant, process, deadline) in list(running.items()):
            if sentinel in ended:
                process.join()
                if process.exitcode == NOT_MUTATED:
                    raise RuntimeError(f"{mutant.name}: the tests ran on the original")
                if process.exitcode == 0:
                    alive.append(mutant)
            elif time.monotonic() > deadline:
                process.kill()
                process.join()
            else:
                continue
            del running[sentinel]
    return alive


def main() -> int:
    """Try every mutant and return the number of survivors that nobody explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="try the mutants whose name holds this text")
    only = parser.parse_args().only
    record = tomllib.loads((Path(__file__).parent / "equivalent.toml").read_text(encoding="utf-8"))
    reasons: dict[str, str] = {each["mutant"]: each["reason"] for each in record["equivalent"]}
    chosen = [m for path in TARGETS for m in mutants(path) if only in m.name]
    started = time.monotonic()
    # Were the tests to fail on the package as it is, every mutant would seem caught.
    untouched = Mutant(TARGETS[0], 0, "nothing", "nothing", TARGETS[0].read_text(encoding="utf-8"))
    if not survivors([untouched]):
        print("the tests fail before anything is changed: mend them first")
        return 1
    survived = survivors(chosen)
    unexplained = [m for m in survived if m.name not in reasons]
    names = {mutant.name for mutant in survived}
    stale = [] if only else [name for name in reasons if name not in names]
    for mutant in unexplained:
        where = f"{mutant.path.relative_to(ROOT)}:{mutant.line}"
        print(f"{where}: survives: {mutant.was} -> {mutant.becomes}")
    for name in stale:
        print(f"equivalent.toml: is caught, or does not exist any more: {name}")
    print(
        f"{len(chosen)} mutants, {len(chosen) - len(survived)} caught, "
        f"{len(survived) - len(unexplained)} equivalent, {len(unexplained)} unexplained, "
        f"in {time.monotonic() - started:.0f} s"
    )
    return 1 if unexplained or stale or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
