"""Kernels that are forked: each is as new as one that was started, and none outlives the build."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lenet_docs.sphinxext._kernels import ForkedProcess, KernelServer
from tests.sphinxext.conftest import Build

PAGE = """---
orphan: true
---
# A page

```{jupyter-execute}
import colorsys, numpy, os, sys
%s
```
"""

STATE = """print(hasattr(colorsys, "left"), "LEFT" in os.environ, "left" in sys.argv, os.listdir())
colorsys.left = os.environ["LEFT"] = "left"
sys.argv.append("left")
open("left", "w").close()"""


@pytest.fixture
def server() -> Iterator[KernelServer]:
    """Return a server, which ends after the test."""
    made = KernelServer(["colorsys", "no_such_module"])
    yield made
    made.close()


def fork(server: KernelServer, folder: Path) -> ForkedProcess:
    """Return a kernel that waits to be spoken to."""
    argv = ["ipykernel_launcher", "-f", str(folder / "kernel.json")]
    return server.fork(argv, str(folder), dict(os.environ))


def ended(process: ForkedProcess) -> bool:
    """Return whether a process ends soon."""
    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    return process.poll() is not None


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_page_has_a_new_kernel(build: Build, jobs: int) -> None:
    """What a page does to modules, environment and folder is not seen by any other."""
    names = ["one", "two", "three", "four", "five"]  # with the index enough to be read side by side
    built = build(
        "cells-outputs",
        pages={f"{name}.md": PAGE % STATE for name in names},
        folder=f"fresh-{jobs}",
        parallel=jobs,
        confoverrides={"cells_preloaded": ["colorsys", "numpy"]},
    )
    assert built.complaints == []
    said = [built.page(f"{name}.html").select(".cell_output")[0].text.strip() for name in names]
    assert said == ["False False False []"] * len(names)


def test_pages_do_not_draw_the_same_random_numbers(build: Build) -> None:
    """Generators that seed themselves do so in each kernel, and not once for all."""
    draw = "import random\nprint(random.random(), numpy.random.random())"
    pages = {f"{name}.md": PAGE % draw for name in ("one", "two")}
    settings = {"cells_preloaded": ["random", "numpy.random"]}
    built = build("cells-outputs", pages=pages, folder="drawn", confoverrides=settings)
    one, two = (
        built.page(f"{name}.html").select(".cell_output")[0].text.split() for name in ("one", "two")
    )
    assert set(one) & set(two) == set()


def test_a_kernel_can_be_stopped(server: KernelServer, tmp_path: Path) -> None:
    """Signals reach it, it is known to have ended, and the next is not disturbed."""
    first, second = fork(server, tmp_path), fork(server, tmp_path)
    assert (first.poll(), second.poll()) == (None, None)
    os.killpg(first.pid, signal.SIGKILL)
    assert ended(first)
    assert (first.wait(), second.poll()) == (0, None)
    second.send_signal(signal.SIGKILL)
    assert ended(second)


def test_no_kernel_outlives_the_build(tmp_path: Path) -> None:
    """A kernel that nobody stopped ends with the process from which it was forked."""
    server = KernelServer([])
    process = fork(server, tmp_path)
    server.close()
    assert ended(process)


def test_a_server_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The build says so, and does not wait."""
    monkeypatch.setattr(sys, "executable", "false")
    server = KernelServer([])
    with pytest.raises(RuntimeError, match="does not start"):
        fork(server, Path.cwd())
    server.close()
