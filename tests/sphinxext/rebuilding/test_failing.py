"""The last that one reads of a build that fails is what is wrong, and where."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sphinxext.conftest import Build

ROOT = Path(__file__).parents[3]

RAISING = """
def setup(app):
    def fail(app, *arguments):
        if "bad" in (app.env.docname if "{event}" == "doctree-read" else arguments):
            raise ValueError("something is odd")
    app.connect("{event}", fail)
"""

Finished = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def built(build: Build, tmp_path: Path) -> Finished:
    """Return a function that builds pages, of which one is bad, as `make html` does."""

    def finished(page: bytes, jobs: int, event: str = "") -> subprocess.CompletedProcess[str]:
        index = {"index.md": "# Index\n"}
        source = Path(build("cells", pages=index, folder=tmp_path.name).app.srcdir)
        settings = (source / "conf.py").read_text()
        settings += (
            'extensions += ["lenet_docs.sphinxext", "lenet_docs.sphinxext.rebuilding.failing"]\n'
        )
        (source / "conf.py").write_text(settings + (RAISING.format(event=event) if event else ""))
        for number in range(6):
            (source / f"p{number}.md").write_text("---\norphan: true\n---\n# Page\n")
        (source / "bad.md").write_bytes(b"---\norphan: true\n---\n# Bad\n\n" + page)
        options = ["-q", "-n", "-T", "-W", "--keep-going", "-j", str(jobs)]
        command = [sys.executable, "-m", "sphinx", *options, "-d", f"{tmp_path}/d", f"{source}"]
        return subprocess.run(
            [*command, f"{tmp_path}/html"],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    return finished


CELL = b"```{jupyter-execute}\n1 / 0\n```\n"


@pytest.mark.parametrize(
    ("page", "event", "jobs", "last"),
    [
        (CELL, "", 1, "7: ERROR: This cell fails: ZeroDiv.*\n.*1 / 0"),
        (CELL, "", 3, "7: ERROR: This cell fails: ZeroDiv.*\n.*1 / 0"),
        (
            b"```{jupyter-kernel} no\n```\n" + CELL,
            "",
            3,
            "8: ERROR: This cell was not finished",
        ),
        (b"{n}`C1.mops`", "", 3, "6: ERROR: n `C1.mops`: 'C1' has no 'mops'; did you mean 'maps'"),
        (b"caf\xe9", "", 1, " this page cannot be read: UnicodeDecodeError"),
        (b"caf\xe9", "", 3, " this page cannot be read: UnicodeDecodeError"),
        (b"Words.", "doctree-read", 3, " this page cannot be read: ValueError: something is odd"),
        (b"Words.", "html-page-context", 1, " .*this page cannot be written: ValueError: some"),
        (b"Words.", "html-page-context", 3, " .*this page cannot be written: ValueError: some"),
        (b"{n}`C1.mops`", "doctree-read", 3, "6: .*'mops'.*\n.*bad.md: this page .*: something"),
    ],
)
def test_the_last_words_are_what_is_wrong_and_where(
    built: Finished, page: bytes, event: str, jobs: int, last: str
) -> None:
    """A fault of a page and any exception name the page, whichever process found it."""
    ended = built(page, jobs, event)
    assert ended.returncode > 0
    *_, words = ended.stdout.strip().rpartition("The build fails")
    assert re.match(rf".*: \S+/bad\.md:{last}", words), ended.stdout
    assert "issues" not in words
    assert words.count("\n") <= 1


def test_a_build_that_ends_well_says_nothing(built: Finished) -> None:
    """There are no last words."""
    ended = built(b"Words.", 3)
    assert (ended.returncode, ended.stdout) == (0, "")
