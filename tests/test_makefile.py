"""The Makefile works in any folder and any clone; Python's part is played by a script."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Stands in for the Python of .venv: it "builds" a page that says what Sphinx would be told.
PYTHON = """#!/bin/sh
for site; do :; done
case "$*" in *sphinx*)
    mkdir -p "$site" build/work/doctrees
    echo "$SOURCE_DATE_EPOCH" > "$site/index.html"
esac
"""


def run(*words: str | Path, folder: Path = ROOT) -> str:
    """Run a command in a folder and return what it prints."""
    ended = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def with_python(clone: Path) -> Path:
    """Put in place what `make install` would, and return the clone."""
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON, newline="\n")
    python.chmod(0o755)
    (clone / "conf" / "node_modules").mkdir()
    for made in (".venv/.installed", "conf/node_modules/.package-lock.json"):
        (clone / made).touch()
    return clone


@pytest.fixture
def own_time(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the time of the last commit, which the environment does not tell."""
    for name in ("SOURCE_DATE_EPOCH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        monkeypatch.delenv(name, raising=False)
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone, so it cannot be cloned")
    return run("git", "log", "-1", "--format=%ct")


@pytest.fixture
def clone(tmp_path: Path, own_time: str) -> Path:
    """Return a clone in a folder with spaces, with line ends of Windows where permitted."""
    made = tmp_path / "a b" / "c d"
    run("git", "clone", "-q", "--config", "core.autocrlf=true", ROOT, made)
    return made


def test_a_clone_may_have_any_line_ends_and_spaces_in_its_path(clone: Path, own_time: str) -> None:
    """Its scripts run, and it is built in its own folder."""
    assert run("sh", "conf/find-python", folder=clone)
    run("make", "html", folder=with_python(clone))
    assert (clone / "build" / "html" / "index.html").read_text() == own_time


def test_an_archive_has_its_own_time(tmp_path: Path, own_time: str) -> None:
    """It does not take that of a repository around it."""
    run("git", "init", "-q", tmp_path)
    who = ("-c", "user.name=someone", "-c", "user.email=some@one.example")
    later = ("--allow-empty", "--date=2001-01-01", "-m", "another project")
    run("git", *who, "commit", "-q", *later, folder=tmp_path)
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    run("git", "archive", "--output", tmp_path / "it.tar", "HEAD")
    run("tar", "-xf", tmp_path / "it.tar", folder=unpacked)
    run("make", "html", folder=with_python(unpacked))
    assert (unpacked / "build" / "html" / "index.html").read_text() == own_time


def test_one_chapter_is_built_by_its_name(clone: Path) -> None:
    """It is not the site, and a name that no page has is refused in one line."""
    made = with_python(clone)
    run("make", "html", "ONLY=layers/c3", folder=made)
    assert not (made / "build" / "html").exists()
    ended = subprocess.run(
        ["make", "html", "ONLY=layers/c33"], cwd=made, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert "There is no docs/layers/c33.md" in ended.stdout + ended.stderr
