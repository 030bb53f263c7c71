"""What the README shows and says is true of this revision."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

from lenet_docs.figures import DRAWINGS
from lenet_docs.figures.standalone import standalone

ROOT = Path(__file__).parents[1]


def test_the_picture_is_the_drawing_of_today() -> None:
    """The committed picture is what `make picture` writes."""
    picture = (ROOT / ".github" / "network.svg").read_text(encoding="utf-8")
    assert picture == standalone(DRAWINGS["network"]().svg), "draw it again: make picture"


def test_the_examples_run() -> None:
    """The Python of the README gives what stands below it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```pycon\n(.*?)```", readme, re.DOTALL)
    assert blocks
    for block in blocks:
        test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
        outcome = doctest.DocTestRunner().run(test)
        assert outcome.attempted > 0
        assert outcome.failed == 0


def test_every_command_and_file_that_it_names_exists() -> None:
    """No target of make and no file is promised in vain."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"make ([a-z]+)", readme)
    assert {"html", "test"} <= set(targets)
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []
    links = [link for link in re.findall(r"\]\(([^)#:]+)\)", readme) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_ci_tests_every_python_that_is_claimed() -> None:
    """The matrix of the workflow has the versions that the package's classifiers name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    claimed = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    workflow = (ROOT / ".github" / "workflows" / "book.yml").read_text(encoding="utf-8")
    (tested,) = re.findall(r"^ +python-version: \[(.*)\]$", workflow, re.MULTILINE)
    assert [version.strip('" ') for version in tested.split(",")] == claimed
