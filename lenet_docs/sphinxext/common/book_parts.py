"""The parts of the book and their pages, as the contents of its first page list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

__all__ = ["BookPart", "book_parts", "read_parts", "with_those_below"]


@dataclass(frozen=True, slots=True)
class BookPart:
    """A part of the book: the caption of its contents, and its pages in order."""

    title: str
    pages: tuple[str, ...]


_FOUND: WeakKeyDictionary[BuildEnvironment, list[BookPart]] = WeakKeyDictionary()
"""The parts of the book of each build: its first page is long, and every page asks for them."""


def book_parts(env: BuildEnvironment) -> list[BookPart]:
    """Return the parts of the book, once every page has been read.

    Pages below a page belong to it, and are not listed.
    """
    if env not in _FOUND:
        contents = env.get_doctree(env.config.root_doc).findall(addnodes.toctree)
        _FOUND[env] = [
            BookPart(
                each.get("caption") or "",
                tuple(page for _, page in each["entries"] if page in env.found_docs),
            )
            for each in contents
        ]
    return _FOUND[env]


def read_parts(env: BuildEnvironment) -> list[BookPart]:
    """Return the parts that are read through, and not looked up (``site_looked_up``)."""
    return [part for part in book_parts(env) if part.title not in env.config.site_looked_up]


def with_those_below(env: BuildEnvironment, pages: Iterable[str]) -> Iterator[str]:
    """Yield pages, each with those below it."""
    for page in pages:
        yield page
        yield from with_those_below(env, env.toctree_includes.get(page, ()))
