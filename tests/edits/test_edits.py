"""Whatever is edited, and however a build ends, the next site is that of a clean build."""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import suppress

import psutil
import pytest

from tests.edits.kinds import KINDS, NPM, PYTHON, Kind, check
from tests.edits.project import Project, differences
from tests.missing import missing


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the project with a small book."""
    if shutil.which("make") is None:
        missing("there is no make")
    return Project(tmp_path_factory.mktemp("edits") / "book", is_small=True)


@pytest.fixture
def project(copy: Project) -> Project:
    """Return the copy, built."""
    copy.make("html")
    return copy


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_edit_and_its_way_back_are_followed(project: Project, kind: Kind) -> None:
    """Both sites are those of a clean build, byte for byte."""
    check(project, kind)


def test_nothing_is_built_where_nothing_has_changed(project: Project) -> None:
    """Not even Sphinx is started."""
    before = project.site.stat().st_mtime_ns
    running = project.start("html")
    said, _ = running.communicate()
    assert (running.returncode, "Building" in said) == (0, False)
    assert project.site.stat().st_mtime_ns == before


def until_kernel(make: psutil.Process) -> list[psutil.Process]:
    """Wait until a kernel runs; return the build's processes, without ``make`` and its shell."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with suppress(psutil.NoSuchProcess):  # one that ends meanwhile
            found = list(make.children(recursive=True))
            if any("ipykernel_launcher" in " ".join(each.cmdline()) for each in found):
                return found
        time.sleep(0.01)
    pytest.fail("no kernel was started")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_build_that_is_killed_leaves_nothing(
    project: Project, number: signal.Signals, jobs: str
) -> None:
    """Its processes end, the site stays whole, and the next one is that of a clean build."""
    before = project.files()
    page = project.read("lenet_docs/squashing.py")
    assert page is not None
    project.write("lenet_docs/squashing.py", page.replace(b"Return the state", b"Give the state"))
    running = project.start("html", JOBS=jobs)
    processes = until_kernel(psutil.Process(running.pid))
    builder = next(each for each in processes if "sphinx" in each.cmdline())
    os.kill(builder.pid, number)
    running.communicate()
    _, alive = psutil.wait_procs(processes, timeout=20)
    for each in alive:
        each.kill()
    assert alive == []
    assert differences(before, project.files()) == set()
    project.write("lenet_docs/squashing.py", page)
    project.make("html")
    assert differences(before, project.files()) == set()


def test_what_was_read_during_an_edit_is_read_again(project: Project) -> None:
    """A build that somebody writes into cannot say what it has read."""
    complete = project.folder / "build" / "work" / "doctrees" / ".complete"
    assert complete.exists()
    page = project.read("docs/glossary.md")
    assert page is not None
    project.write("docs/glossary.md", page)
    running = project.start("html")
    written = project.folder / "build" / "work" / "html"
    while not written.exists() and running.poll() is None:
        time.sleep(0.01)
    project.write("docs/glossary.md", page + b"\nMore.\n")
    running.communicate()
    assert not complete.exists()
    project.write("docs/glossary.md", page)
    project.make("html")


@pytest.mark.parametrize("installed", [PYTHON, NPM])
@pytest.mark.parametrize("folder", ["doctrees", "doctrees-serve"])
def test_new_requirements_drop_what_was_read(project: Project, installed: str, folder: str) -> None:
    """Nothing that another release has read is shown, by ``make serve`` neither."""
    work = project.folder / "build" / "work"
    project.make(f"build/work/{folder}.since")
    (work / folder).mkdir(exist_ok=True)
    (work / folder / "read").touch()
    project.write(installed, b"")
    project.write(NPM, b"")
    project.make(f"build/work/{folder}.since")
    assert not (work / folder).exists()
