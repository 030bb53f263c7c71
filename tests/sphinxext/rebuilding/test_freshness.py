"""What was read is shared by builders, and no build leaves a trace of how it was made."""

from __future__ import annotations

from pathlib import Path

from tests.sphinxext.book import Book, differences, finish


def test_what_others_have_read_is_written(tmp_path: Path) -> None:
    """After an edit, the second of two builders writes what the first has read again."""
    book = Book.copied(tmp_path)
    finish(book.start("kept"))
    catalogue = book.folder / "lenet_docs" / "catalogue.py"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace("INPUT_SIDE = 32", "INPUT_SIDE = 40"), encoding="utf-8")
    finish(book.start("kept", builder="dummy"))
    finish(book.start("kept"), book.start("clean"))
    assert differences(book.site("kept"), book.site("clean")) == set()
    assert "40" in (book.site("kept") / "numbers.html").read_text(encoding="utf-8")


def test_two_clean_builds_are_the_same(tmp_path: Path) -> None:
    """Neither the folder nor how many pages are built at once leaves a trace."""
    other = Book.copied(tmp_path / "a folder elsewhere")
    twin = Book.copied(tmp_path / "twin")
    finish(other.start("serial", "-j", "1"), twin.start("parallel", "-j", "2"))
    serial, parallel = other.site("serial"), twin.site("parallel")
    assert differences(serial, parallel) == set()
    assert (serial / "_notebooks" / "cells.ipynb").is_file()
