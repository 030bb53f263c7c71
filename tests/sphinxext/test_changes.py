"""Which numbers changed since a revision, on a repository with a tiny package."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lenet_docs.sphinxext.changes import changes, main

VOCABULARY = """
NAMES = {names}
"""

CATALOGUE = """
def lenet5():
    return None
"""

CHECK = """
from types import SimpleNamespace

def check(network):
    return SimpleNamespace(checks=[SimpleNamespace(path="C1.maps", derived={maps})])
"""


def git(repository: Path, *words: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *identity, *words], cwd=repository, check=True, capture_output=True)


def write(root: Path, names: str, maps: int, page: str) -> None:
    """Write a package that has what the command asks for, and a page."""
    book = root / "lenet_docs" / "book"
    book.mkdir(parents=True, exist_ok=True)
    (root / "docs").mkdir(exist_ok=True)
    (book / "__init__.py").touch()
    (book.parent / "__init__.py").touch()
    (book / "vocabulary.py").write_text(VOCABULARY.format(names=names))
    (book.parent / "catalogue.py").write_text(CATALOGUE)
    (book.parent / "check.py").write_text(CHECK.format(maps=maps))
    (root / "docs" / "index.md").write_text(page)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository whose numbers changed since its first commit."""
    git(tmp_path, "init", "-q")
    write(tmp_path, '{"a": 1, "b": (2, 3), "c": 4}', 6, "{n}`a` {n}`b` {n}`c as words` {n}`lost`")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "First")
    write(tmp_path, '{"a": 1, "b": (2, 5), "d": 6}', 7, "{n}`a` {n}`b` {n}`d`")
    return tmp_path


def test_numbers_that_came_went_and_changed_are_listed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each revision is computed by its own package."""
    assert main(["HEAD"], repository) == 0
    *listed, summary = capsys.readouterr().out.splitlines()
    assert listed == [
        "~ b = 2, 3 -> 2, 5",
        "- c = 4",
        "+ d = 6",
        "- lost = an error: there is no name 'lost'; known are a, b, c",
        "~ net.C1.maps = 6 -> 7",
    ]
    assert summary == "5 of 6 numbers differ from HEAD."


def test_a_revision_that_is_not_there_is_an_error(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message is git's own; without a revision there is a hint."""
    assert main(["nowhere"], repository) == 2
    assert "numbers-diff: nowhere: fatal: not a valid object name" in capsys.readouterr().err
    assert main([""], repository) == 2
    assert "name one revision" in capsys.readouterr().err


def test_a_revision_whose_package_cannot_run_says_why(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A revision from before there was a vocabulary has no numbers to compare."""
    (repository / "lenet_docs" / "book" / "vocabulary.py").unlink()
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Without")
    assert main(["HEAD"], repository) == 2
    assert "No module named 'lenet_docs.book.vocabulary'" in capsys.readouterr().err


def test_equal_numbers_are_not_listed() -> None:
    """Only differences are."""
    assert list(changes({"a": "1"}, {"a": "1"})) == []
