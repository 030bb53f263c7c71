"""Makes the PDF of a built site: ``python -m lenet_docs.sphinxext.pdf build/html book.pdf``."""

from __future__ import annotations

import argparse
import os
import sys
import time
import tomllib
from dataclasses import fields
from pathlib import Path

from lenet_docs.figures.cover import front
from lenet_docs.sphinxext.pdf._book import Book, BookSettings, Site, headings
from lenet_docs.sphinxext.pdf._finish import finish, places
from lenet_docs.sphinxext.pdf._printing import PrintingError, find_chromium, print_page

TURNS = 4
"""How often the book is printed at most; twice, unless the contents' own length changes."""


class BookSettingsError(Exception):
    """The settings of the PDF are not as they must be; the message says what they must be."""


def read_settings(file: Path) -> BookSettings:
    """Return what a file says of the book.

    Raises
    ------
    BookSettingsError
        If it does not say exactly what `BookSettings` lists.
    """
    with file.open("rb") as opened:
        said = tomllib.load(opened)
    wanted = {field.name for field in fields(BookSettings)}
    if said.keys() != wanted:
        raise BookSettingsError(f"{file} must set {', '.join(sorted(wanted))}, and nothing else")
    return BookSettings(**{**said, **{key: tuple(said[key]) for key in ("imprint", "left_out")}})


def make(site: Site, work: Path, file: Path, moment: int) -> None:
    """Print the book until the pages that its contents name are those of its chapters.

    Parameters
    ----------
    site
        The built site.
    work
        A folder for what comes between.
    file
        Where the PDF goes.
    moment
        The time that it names, in seconds since 1970.
    """
    work.mkdir(parents=True, exist_ok=True)
    page, printed = work / "book.html", work / "printed.pdf"
    book = Book(site, front(site.settings.title, site.settings.author), page)
    pages: dict[str, int] = {}
    for _ in range(TURNS):
        html = book.html(pages)
        page.write_text(html, encoding="utf-8")
        print_page(page, printed)
        before, pages = pages, places(printed)
        if before == pages:
            break
    else:
        raise PrintingError(f"the contents still move the chapters after {TURNS} prints")
    finish(printed, file, site.settings, moment, headings(html))


def main() -> int:
    """Make the PDF, and return the status for the shell."""
    parser = argparse.ArgumentParser(description="Make the PDF of a built site.")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("file", type=Path, help="the PDF to write")
    parser.add_argument("--settings", type=Path, required=True, help="what the PDF says of itself")
    parser.add_argument("--work", type=Path, required=True, help="a folder for what comes between")
    given = parser.parse_args()
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    try:
        find_chromium()
        make(Site(given.site, read_settings(given.settings)), given.work, given.file, moment)
    except (PrintingError, BookSettingsError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
