"""The book as one page: the cover, the contents, and the chapters of the site in their order."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from html import escape, unescape
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from lenet_docs.sphinxext.pdf._chapter import Chapter, anchor

__all__ = ["Book", "BookSettings", "Site", "headings"]

HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")

OPENING = "index"
"""The page that comes first, before the parts, and whose navigation lists them."""

STYLE = Path(__file__).parent / "book.css"

LINKS = SoupStrainer("link")


@dataclass(frozen=True)
class BookSettings:
    """What ``conf/pdf.toml`` says.

    Parameters
    ----------
    title, author, subject, language
        What the cover and the file say of the book.
    imprint
        Lines on the back of the cover.
    left_out
        Patterns of pages that the book leaves out.
    """

    title: str
    author: str
    subject: str
    language: str
    imprint: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class ChapterEntry:
    """A chapter: the page, its title, and the part of which it is the first, if it is."""

    page: str
    title: str
    part: str = ""


class Site:
    """A built site.

    Parameters
    ----------
    folder
        Where it is.
    settings
        Of the book.

    Raises
    ------
    FileNotFoundError
        If nothing is built there.
    """

    def __init__(self, folder: Path, settings: BookSettings) -> None:
        self.folder, self.settings = folder, settings
        start = folder / f"{OPENING}.html"
        if not start.is_file():
            raise FileNotFoundError(f"{start} is missing. `make html` builds it.")
        self._start = BeautifulSoup(start.read_text(encoding="utf-8"), "html.parser")

    def text(self, page: str) -> str:
        """Return the HTML of a page."""
        return (self.folder / f"{page}.html").read_text(encoding="utf-8")

    def chapters(self) -> list[ChapterEntry]:
        """Return the chapters of the book, as the site's navigation lists them."""
        title = self._start.select_one("article h1")
        assert title is not None, "the opening has no title"
        for mark in title.select(".headerlink"):
            mark.decompose()
        found = [ChapterEntry(OPENING, title.get_text().strip())]
        part = ""
        for each in self._start.select(".sidebar-tree p.caption, .sidebar-tree li > a.reference"):
            words = " ".join(each.get_text().split())
            if each.name == "p":
                part = words
                continue
            page = str(each["href"]).removesuffix(".html")
            if not any(fnmatch(page, pattern) for pattern in self.settings.left_out):
                found.append(ChapterEntry(page, words, part))
                part = ""
        return found

    def style_sheets(self, pages: list[str]) -> list[tuple[str, str]]:
        """Return what style sheets the pages load, each with its medium, relative to the site."""
        found: dict[tuple[str, str], None] = {}
        for page in pages:
            links = BeautifulSoup(self.text(page), "html.parser", parse_only=LINKS)
            for link in links.select("[rel~=stylesheet]"):
                path = os.path.normpath(Path(page).parent / str(link["href"]).partition("?")[0])
                found[path, str(link.get("media", "all"))] = None
        return list(found)


class Book:
    """The book as HTML. Everything is made once, but for the page numbers of its contents.

    Parameters
    ----------
    site
        The site.
    cover
        The picture on its cover, as SVG.
    place
        The file that it is for: addresses are relative to its folder.
    """

    def __init__(self, site: Site, cover: str, place: Path) -> None:
        self._entries = site.chapters()
        pages = [entry.page for entry in self._entries]

        def locate(path: str) -> str:
            return Path(os.path.relpath(site.folder / path, place.parent)).as_posix()

        self._before = _front(site.settings, cover, _links(site, pages, locate), self._entries)
        self._behind = "".join(
            _chapter(entry, Chapter(entry.page, site.text(entry.page), frozenset(pages), locate), n)
            for n, entry in enumerate(self._entries, start=1)
        )

    def html(self, pages: Mapping[str, int]) -> str:
        """Return the book.

        Parameters
        ----------
        pages
            On which page each chapter begins, from 1, by its anchor; empty if that is not known
            yet.
        """
        return f"""{self._before}
<nav class="book-contents" aria-label="Contents">
<h1 id="contents">Contents</h1>
{_contents(self._entries, pages)}
</nav>
{self._behind}
</body>
</html>
"""


def headings(book: str) -> Iterator[str]:
    r"""Yield the words of each heading of the assembled book.

    Examples
    --------
    >>> list(headings('<h2 id="a">Six <code>maps</code> &amp;\n more</h2>'))
    ['Six maps & more']
    """
    for _, words in HEADING.findall(book):
        yield " ".join(unescape(TAG.sub("", words)).split())


def _links(site: Site, pages: list[str], locate: Callable[[str], str]) -> str:
    return "\n".join(
        f'<link rel="stylesheet" href="{escape(locate(path))}" media="{medium}">'
        for path, medium in site.style_sheets(pages)
    )


def _front(settings: BookSettings, cover: str, links: str, entries: list[ChapterEntry]) -> str:
    """Return what stands before the contents: the head, the cover and its back."""
    heads = "\n".join(
        f"@page chapter-{number} {{ @top-right {{ content: {_quoted(entry.title)}; }} }}\n"
        f".chapter-{number} {{ page: chapter-{number}; }}"
        for number, entry in enumerate(entries, start=1)
    )
    imprint = "\n".join(f"<p>{escape(line)}</p>" for line in settings.imprint)
    return f"""<!DOCTYPE html>
<html lang="{settings.language}">
<head>
<meta charset="utf-8">
<title>{escape(settings.title)}</title>
{links}
<style>
{STYLE.read_text(encoding="utf-8")}
@page {{ @top-left {{ content: {_quoted(settings.title)}; }} }}
{heads}
</style>
</head>
<body data-theme="light">
<div class="cover" role="img" aria-label="{escape(settings.title)}. {escape(settings.author)}">
{cover}</div>
<div class="imprint">{imprint}</div>"""


def _chapter(entry: ChapterEntry, chapter: Chapter, number: int) -> str:
    part = f'<h1 class="part">{escape(entry.part)}</h1>\n' if entry.part else ""
    return (
        f'<article class="chapter chapter-{number}" id="{anchor(entry.page)}">\n'
        f"{part}{chapter.html}\n</article>\n"
    )


def _contents(chapters: list[ChapterEntry], pages: Mapping[str, int]) -> str:
    lines = []
    for entry in chapters:
        if entry.part:
            lines.append(f'<p class="part">{escape(entry.part)}</p>')
        place = anchor(entry.page)
        lines.append(
            f'<p><a href="#{place}"><span class="title">{escape(entry.title)}</span>'
            f'<span class="page">{pages.get(place, "")}</span></a></p>'
        )
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Return a text as style sheets write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
