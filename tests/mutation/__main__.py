"""Run the tests of a room on each of its mutants, and report the survivors.

Tests are imported once for a room, and run once to see which functions each of them calls and how
long it takes. Each mutant is then a fork in which the changed function takes the place of the old
one. What takes effect at import, and what seems to survive, is tried again from the import on.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import TypeVar

import hypothesis
import num2words  # noqa: F401 -- what each fork would import again, as these:
import numpy  # noqa: F401
import pytest
import sphinx.application
import sphinx.testing.fixtures  # noqa: F401

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.rooms import ROOMS

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lenet_docs"
QUIETLY = ["-q", "--assert=plain", "-p", "no:cacheprovider"]
# Hypothesis is imported already, which pytest would warn of.
QUIETLY += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
SECONDS, BYTES = 90, 6 * 2**30
SURVIVED, UNTRIED, CAUGHT = 0, 2, 3


def forked(
    tasks: Sequence[T], run: Callable[[T, Path], int], jobs: int
) -> Iterator[tuple[T, int, Path]]:
    """Run `run` on each task in a process and a folder of its own; yield how each one ended."""
    waiting: list[T] = list(tasks)
    running: dict[int, tuple[T, Path]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            task, folder = waiting.pop(0), Path(tempfile.mkdtemp(prefix="mutation-"))
            if (pid := os.fork()) == 0:
                status = CAUGHT
                with suppress(BaseException):
                    _confine(folder)
                    status = run(task, folder)
                os._exit(status)
            running[pid] = task, folder
        pid, status = os.wait()
        if pid in running:
            task, folder = running.pop(pid)
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            yield task, os.waitstatus_to_exitcode(status), folder
            shutil.rmtree(folder, ignore_errors=True)


def _confine(folder: Path) -> None:
    """Keep a mutant from the terminal, from the files of others, and from running for ever."""
    os.setpgid(0, 0)
    os.chdir(ROOT)
    for stream in (1, 2):
        os.dup2(os.open(folder / "output", os.O_CREAT | os.O_WRONLY | os.O_APPEND), stream)
    os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.tempdir = str(folder)
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    signal.alarm(SECONDS)


class Same:
    """Have Hypothesis try the same examples for every mutant: a survivor can be looked into."""

    def pytest_configure(self) -> None:
        hypothesis.settings.register_profile(
            "mutation",
            derandomize=True,
            database=None,
            deadline=None,
            # That a test fails is enough; nobody will read the smallest example.
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        )
        hypothesis.settings.load_profile("mutation")


class Swapping(Same):
    """Run what was collected on mutants that take the place of a function which is loaded."""

    def __init__(self, chosen: Sequence[Mutant], jobs: int) -> None:
        self.chosen, self.jobs = chosen, jobs
        self.calls: dict[str, set[tuple[str, str]]] = {}
        self.seconds: dict[str, float] = {}
        self.doubtful: list[int] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os._exit(CAUGHT)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        # Only what belongs to the project: to touch all would copy memory in every fork.
        self.functions, self.caches = [], []
        for each in gc.get_objects():
            if type(each) is FunctionType and _is_own(each.__code__):
                self.functions.append(each)
            elif type(each) is functools._lru_cache_wrapper and _is_own(
                getattr(each.__wrapped__, "__code__", _is_own.__code__)
            ):
                self.caches.append(each)
        gc.freeze()
        for _, status, folder in forked([session.items], self._watch, 1):
            if status != SURVIVED:
                output = (folder / "output").read_text(encoding="utf-8")
                pytest.exit(f"a test fails before anything is changed:\n{output}", 1)
            self.calls, self.seconds = pickle.loads((folder / "calls").read_bytes())
        items = sorted(session.items, key=lambda item: self.seconds[item.nodeid])

        def swap(index: int, folder: Path) -> int:
            mutant = self.chosen[index]
            if not (mutant.function and self._swap(mutant)):
                return UNTRIED
            place = str(mutant.path), mutant.function
            chosen = [item for item in items if place in self.calls[item.nodeid]]
            signal.alarm(10 + 5 * int(sum(self.seconds[item.nodeid] for item in chosen)))
            _run(chosen)
            return SURVIVED

        for index, status, _ in forked(range(len(self.chosen)), swap, self.jobs):
            if status in (SURVIVED, UNTRIED):
                self.doubtful.append(index)
        return True

    def _watch(self, items: Sequence[pytest.Item], folder: Path) -> int:
        """Note which functions each test calls, as if it ran alone, and how long it takes."""
        signal.alarm(len(items) * SECONDS)
        calls: set[tuple[str, str]] = set()
        # What differs in its parameters only may share a fixture that takes long.
        for _, alike in groupby(items, lambda item: item.nodeid.partition("[")[0]):
            group = list(alike)
            self._forget()
            calls.clear()
            started = time.monotonic()
            with _noting(calls):
                _run(group)
            took = (time.monotonic() - started) / len(group)
            self.calls |= {item.nodeid: set(calls) for item in group}
            self.seconds |= {item.nodeid: took for item in group}
        (folder / "calls").write_bytes(pickle.dumps((self.calls, self.seconds)))
        return SURVIVED

    def _swap(self, mutant: Mutant) -> bool:
        """Put the changed code into every function of the module, and tell whether that did it."""
        try:
            fresh = {(c.co_qualname, c.co_firstlineno): c for c in _codes(mutant.code())}
            swapped = set()
            for function in self.functions:
                old = function.__code__
                new = fresh.get((old.co_qualname, old.co_firstlineno))
                if old.co_filename == str(mutant.path) and new:
                    function.__code__ = new
                    swapped.add(old.co_qualname)
        except ValueError:  # It closes over other variables than before.
            return False
        self._forget()
        return mutant.function in swapped

    def _forget(self) -> None:
        for cache in self.caches:
            cache.cache_clear()

    def near(self, mutant: Mutant) -> tuple[list[str], list[str]]:
        """Return the tests to run first, and those to run then.

        Of a function that is called, those that call it, and those whose file names it: what is
        parametrised calls functions at import. All others may notice what modules do at import.
        """
        place = str(mutant.path), mutant.function
        name = mutant.function.rpartition(".")[2]
        ran = sorted(self.calls, key=lambda test: self.seconds[test])
        near = [test for test in ran if place in self.calls[test]]
        if near:
            files = {test.partition("::")[0] for test in ran}
            naming = {f for f in files if name in (ROOT / f).read_text(encoding="utf-8")}
            return near, [t for t in ran if t not in near and t.partition("::")[0] in naming]
        near = [t for t in ran if any(path == place[0] for path, _ in self.calls[t])]
        return near, [test for test in ran if test not in near]


@contextmanager
def _noting(calls: set[tuple[str, str]]) -> Iterator[None]:
    """Note each function of the package that is called."""
    package = str(PACKAGE)

    def note(code: CodeType) -> bool:
        is_ours = code.co_filename.startswith(package)
        if is_ours:
            calls.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))
        return is_ours

    if sys.version_info >= (3, 12):
        watch, tool = sys.monitoring, sys.monitoring.PROFILER_ID
        watch.use_tool_id(tool, __name__)
        watch.register_callback(
            tool, watch.events.PY_START, lambda code, _: None if note(code) else watch.DISABLE
        )
        watch.set_events(tool, watch.events.PY_START)
        yield
        watch.set_events(tool, 0)
        watch.free_tool_id(tool)
    else:  # every call is looked at, of Sphinx and of all others: many times as slow

        def trace(frame: FrameType, event: str, argument: object) -> None:
            note(frame.f_code)

        sys.settrace(trace)
        yield
        sys.settrace(None)


def _is_own(code: CodeType) -> bool:
    return code.co_filename.startswith((str(PACKAGE), str(ROOT / "tests")))


def _run(items: Sequence[pytest.Item]) -> None:
    for item, following in zip(items, [*items[1:], None], strict=False):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


class Importing(Same, importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Give one module the code of a mutant from its import on; run the chosen tests in order."""

    def __init__(self, mutant: Mutant, tests: Sequence[str]) -> None:
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(part for part in parts if part != "__init__")
        self.mutant = mutant
        self.order = {test: place for place, test in enumerate(tests)}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.mutant.code(), module.__dict__)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.order]
        items.sort(key=lambda item: self.order[item.nodeid])


def survivors(paths: Sequence[str], chosen: Sequence[Mutant], jobs: int) -> list[Mutant]:
    """Return the mutants on which the tests in `paths` pass; one that never ends is caught."""
    swapping = Swapping(chosen, jobs)
    folder = Path(tempfile.mkdtemp(prefix="mutation-"))
    if (pid := os.fork()) == 0:
        # One process imports the tests, so that this one need not, and can import mutants.
        os.dup2(os.open(folder / "output", os.O_CREAT | os.O_WRONLY), 1)
        status = pytest.main([*QUIETLY, *paths], plugins=[swapping])
        kept = swapping.calls, swapping.seconds, swapping.doubtful
        (folder / "found").write_bytes(pickle.dumps(kept))
        os._exit(status)
    if os.waitpid(pid, 0)[1]:
        sys.exit((folder / "output").read_text(encoding="utf-8"))
    found = pickle.loads((folder / "found").read_bytes())
    swapping.calls, swapping.seconds, swapping.doubtful = found
    shutil.rmtree(folder)

    def anew(index: int, folder: Path) -> int:
        mutant = chosen[index]
        near, rest = swapping.near(mutant)
        importing = Importing(mutant, [*near, *rest])
        sys.meta_path.insert(0, importing)
        for tests in (near, rest):
            files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
            if files and pytest.main(["-x", *QUIETLY, *files], plugins=[importing]):
                return CAUGHT
        loaded = sys.modules.get(importing.name)
        return UNTRIED if loaded and loaded.__loader__ is not importing else SURVIVED

    print(f"{len(swapping.doubtful)} of {len(chosen)} are tried from the import on", flush=True)
    alive = []
    for index, status, _ in forked(swapping.doubtful, anew, jobs):
        if status == UNTRIED:
            raise RuntimeError(f"{chosen[index].name}: the tests ran on the original")
        if status == SURVIVED:
            print(f"survives, line {chosen[index].line}: {chosen[index].name}", flush=True)
            alive.append(chosen[index])
    return alive


def main() -> int:
    """Try every mutant and return 1 if one survives that nobody explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="one room, or the mutants that hold this text")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at a time")
    asked = parser.parse_args()
    record = tomllib.loads((Path(__file__).parent / "equivalent.toml").read_text(encoding="utf-8"))
    reasons = {name for each in record["equivalent"] for name in each["mutants"]}
    fails = False
    tried: set[str] = set()
    for room, (modules, tests) in ROOMS.items():
        if asked.only in ROOMS and room != asked.only:
            continue
        started = time.monotonic()
        files = [path for pattern in modules for path in sorted(PACKAGE.glob(pattern))]
        chosen = [mutant for path in files for mutant in mutants(path)]
        if asked.only != room:
            chosen = [mutant for mutant in chosen if asked.only in mutant.name]
        if not chosen:
            continue
        paths = [path for pattern in tests for path in sorted(ROOT.glob(pattern))]
        survived = survivors([*map(str, paths), *map(str, files)], chosen, asked.jobs)
        unexplained = [m for m in survived if m.name not in reasons]
        alive = {mutant.name for mutant in survived}
        stale = [m.name for m in chosen if m.name in reasons and m.name not in alive]
        for mutant in unexplained:
            print(f"lenet_docs/{mutant.name}: unexplained, line {mutant.line}")
        for name in stale:
            print(f"equivalent.toml: is caught: {name}")
        print(
            f"{room}: {len(chosen)} mutants, {len(chosen) - len(survived)} caught, "
            f"{len(survived) - len(unexplained)} equivalent, {len(unexplained)} unexplained, "
            f"in {time.monotonic() - started:.0f} s",
            flush=True,
        )
        fails |= bool(unexplained or stale)
        tried.update(m.name for m in chosen)
    gone = [] if asked.only else [name for name in reasons if name not in tried]
    for name in gone:
        print(f"equivalent.toml: does not exist any more: {name}")
    return 1 if fails or gone or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
