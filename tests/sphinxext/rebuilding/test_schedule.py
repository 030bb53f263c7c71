"""In which order pages are read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.testing.util import SphinxTestApp
from sphinx.util.parallel import make_chunks

from lenet_docs.sphinxext.rebuilding.schedule import dealt

CELL = "```{jupyter-execute}\n0\n```\n"
MODULES = "```{eval-rst}\n" + 3 * ".. automodule:: math\n" + "```\n"


@given(st.integers(1, 200), st.integers(2, 9))
def test_every_process_begins_with_its_share_of_the_long_pages(pages: int, processes: int) -> None:
    """No page is lost, and what is begun first is as long as can be, in fair shares."""
    names = [f"page {number}" for number in range(pages)]
    runs = make_chunks(dealt(names, processes), processes)
    assert sorted(chain(*runs)) == sorted(names)
    first = runs[:processes]
    longest = names[: sum(map(len, first))]
    assert sorted(chain(*first)) == sorted(longest)
    if len(runs) > processes:
        assert [run[0] for run in first] == names[:processes]


@pytest.fixture
def asked(make_app: Callable[..., SphinxTestApp], tmp_path: Path) -> Callable[[int], list[str]]:
    """Return a function that says in which order a book would be read, by so many processes."""

    def order(processes: int) -> list[str]:
        source = tmp_path / str(processes)
        source.mkdir()
        (source / "conf.py").write_text(
            "extensions = ['myst_parser', 'lenet_docs.sphinxext.rebuilding.schedule']\n"
            "exclude_patterns = []"
        )
        for page, text in {"a": "", "b": "Words. " * 99, "c": CELL * 2, "d": MODULES}.items():
            (source / f"{page}.md").write_text(f"# Page\n\n{text}")
        (source / "index.md").write_text("# Book\n\n```{toctree}\na\nb\nc\nd\n```\n" + 9 * CELL)
        app = make_app("html", srcdir=source, parallel=processes)
        names = ["a", "b", "c", "d", "index"]
        app.emit("env-before-read-docs", app.env, names)
        return names

    return order


def test_pages_with_many_cells_or_modules_are_begun_first(
    asked: Callable[[int], list[str]],
) -> None:
    """Of pages without either, those come first that have more text."""
    names = asked(2)
    first, second, rest = make_chunks(names, 2)
    assert (first[0], second[0]) == ("index", "d")
    assert set(first + second) == {"index", "c", "b", "d"}
    assert rest == ["a"]


def test_one_process_reads_in_the_order_of_names(asked: Callable[[int], list[str]]) -> None:
    """There is nothing to share, and the log is in order."""
    assert asked(1) == ["a", "b", "c", "d", "index"]
