"""A build that reads only what has changed gives what a build from nothing gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sphinxext.book import Book, differences, finish

EVERY_NUMBER = {"numbers", "cells", "picture", "api"}


def replace(file: str, old: str, new: str) -> Callable[[Book], None]:
    """Return an edit that replaces what stands once in a file."""

    def edit(book: Book) -> None:
        path = book.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def add_page(book: Book) -> None:
    """Write a new page."""
    (book.pages / "new.md").write_text("# New\n\n{n}`C1.parameters` parameters.\n")


def remove_page(book: Book) -> None:
    """Remove that page."""
    (book.pages / "new.md").unlink()


EDITS: dict[str, tuple[Callable[[Book], None], set[str]]] = {
    "a given": (
        replace("lenet_docs/catalogue.py", "INPUT_SIDE = 32", "INPUT_SIDE = 36"),
        EVERY_NUMBER,
    ),
    "a formula": (
        replace(
            "lenet_docs/layers/convolution.py",
            "self.parameters * (self.height * self.width)",
            "self.parameters * (self.width * self.height)",
        ),
        {*EVERY_NUMBER, "printed"},
    ),
    "a docstring": (
        replace("lenet_docs/squashing.py", "Return the state of a unit", "Return a unit's state"),
        {"api", "picture"},  # the unit that is drawn is squashed
    ),
    "a page": (replace("book/plain.md", "of one thing", "of quite another"), {"plain"}),
    "a published figure": (
        replace("lenet_docs/published.toml", 'printed = "156 000"', 'printed = "157 000"'),
        {"printed", "numbers"},  # the code of tables compares with what is printed
    ),
    "a style": (replace("book/static/page.css", "primary", "content"), set()),
    "a new page": (add_page, {"index", "new"}),
    "a removed page": (remove_page, {"index"}),
    "a heading that others show": (
        replace("book/plain.md", "Nothing is counted here", "Nothing, still"),
        {"plain"},
    ),
    "a drawing": (
        replace("lenet_docs/figures/units.py", "each times its weight", "each by its weight"),
        {"picture"},
    ),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return a book that was built once."""
    made = Book.copied(tmp_path_factory.mktemp("book"))
    finish(made.start("kept"))
    assert made.read("kept") == {"index", "plain", "printed", *EVERY_NUMBER}
    return made


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS)
def test_what_changes_is_built_again_and_nothing_else(
    book: Book, edit: Callable[[Book], None], expected: set[str]
) -> None:
    """After any edit, the right pages are read, and the site is that of a clean build."""
    before = {file: file.read_bytes() for file in book.site("kept").rglob("*.html")}
    edit(book)
    shutil.rmtree(book.folder / "clean", ignore_errors=True)
    finish(book.start("kept"), book.start("clean"))
    assert book.read("kept") == expected
    assert differences(book.site("kept"), book.site("clean")) == set()
    after = {file: file.read_bytes() for file in book.site("kept").rglob("*.html")}
    assert after != before  # an edit that shows nowhere would test nothing


def test_a_page_that_shows_nothing_new_is_not_written(book: Book) -> None:
    """Not even the page itself is written where nothing has changed, and no other where it has."""
    pages = [file for file in book.site("kept").glob("*.html") if file.stem in book.sources]
    written = {file.stem: file.stat().st_mtime_ns for file in pages}
    finish(book.start("kept"))
    assert {file.stem: file.stat().st_mtime_ns for file in pages} == written
    replace("book/plain.md", "of quite another", "of a third")(book)
    finish(book.start("kept"))
    changed = {file.stem for file in pages if file.stat().st_mtime_ns != written[file.stem]}
    assert changed == {"plain", "index"}  # whose list of contents leads to it


def test_what_others_have_read_is_written(book: Book) -> None:
    """Builders share what was read: the second one writes what the first has read again."""
    replace("lenet_docs/catalogue.py", "INPUT_SIDE = 36", "INPUT_SIDE = 40")(book)
    finish(book.start("kept", builder="dummy"))
    finish(book.start("kept"))
    assert book.read("kept") == set()
    shutil.rmtree(book.folder / "clean")
    finish(book.start("clean"))
    assert differences(book.site("kept"), book.site("clean")) == set()


def test_two_clean_builds_are_the_same(tmp_path: Path) -> None:
    """Neither the folder nor how many pages are built at once leaves a trace."""
    other = Book.copied(tmp_path / "a folder elsewhere")
    twin = Book.copied(tmp_path / "twin")
    finish(other.start("serial", "-j", "1"), twin.start("parallel", "-j", "2"))
    serial, parallel = other.site("serial"), twin.site("parallel")
    assert differences(serial, parallel) == set()
    assert (serial / "_notebooks" / "cells.ipynb").is_file()
