"""What a printed book lacks: its metadata."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from lenet_docs.sphinxext.pdf._book import BookSettings

__all__ = ["finish", "places"]


def places(file: Path) -> dict[str, int]:
    """Return on which page each place of a PDF is to which something leads, from 1."""
    reader = PdfReader(file)
    found = {}
    for name, destination in reader.named_destinations.items():
        number = reader.get_destination_page_number(destination)
        if number is not None:
            found[name.removeprefix("/")] = number + 1
    return found


def finish(
    printed: Path, file: Path, settings: BookSettings, moment: int, headings: Iterable[str]
) -> None:
    """Write a printed PDF anew, with what the file says of itself.

    Parameters
    ----------
    printed, file
        The PDF that Chromium made, and where the finished one goes.
    settings
        Of the book.
    moment
        The time that the file names, in seconds since 1970.
    headings
        The words of the book's headings, for its outline.
    """
    writer = PdfWriter(clone_from=printed)
    date = time.strftime("D:%Y%m%d%H%M%SZ", time.gmtime(moment))
    writer.metadata = {
        "/Title": settings.title,
        "/Author": settings.author,
        "/Subject": settings.subject,
        "/Creator": "lenet-docs",
        "/CreationDate": date,
        "/ModDate": date,
    }
    catalogue = writer.root_object
    _complete_titles(writer, headings)
    catalogue[NameObject("/Lang")] = TextStringObject(settings.language)
    catalogue[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    catalogue[NameObject("/PageMode")] = NameObject("/UseOutlines")
    # Chromium writes the picture of a hatching each time that it is used.
    writer.compress_identical_objects()
    with file.open("wb") as opened:
        writer.write(opened)


def _complete_titles(writer: PdfWriter, headings: Iterable[str]) -> None:
    """Give the outline the blanks that Chromium drops where a heading goes on in the next line."""
    complete = {"".join(heading.split()): heading for heading in headings}

    def walk(entry: Any) -> None:
        while entry is not None:
            entry = entry.get_object()
            if "/Title" in entry:
                title = str(entry["/Title"])
                whole = complete.get("".join(title.split()), title)
                entry[NameObject("/Title")] = TextStringObject(whole)
            walk(entry.get("/First"))
            entry = entry.get("/Next")

    walk(writer.root_object.get("/Outlines"))
