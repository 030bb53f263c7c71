"""The parts of the book and their pages, as the contents of its first page list them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["Part", "book_parts", "is_read", "with_those_below"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book: the caption of its contents, and its pages in order."""

    title: str
    pages: tuple[str, ...]


_FOUND: dict[int, list[Part]] = {}
"""The parts of the book of each running build, by its environment: its first page is long."""


def find_parts(app: Sphinx, env: BuildEnvironment) -> None:
    """Find the parts when all pages have been read, before they are written."""
    contents = env.get_doctree(env.config.root_doc).findall(addnodes.toctree)
    _FOUND[id(env)] = [
        Part(each.get("caption") or "", listed(each, env.found_docs)) for each in contents
    ]


def book_parts(env: BuildEnvironment) -> list[Part]:
    """Return the parts of the book. Pages below a page belong to it, and are not listed."""
    return _FOUND[id(env)]


def with_those_below(env: BuildEnvironment, pages: Iterable[str]) -> Iterator[str]:
    """Yield pages, each with those below it."""
    for page in pages:
        yield page
        yield from with_those_below(env, env.toctree_includes.get(page, ()))


def listed(contents: addnodes.toctree, known: Container[str]) -> tuple[str, ...]:
    """Return the pages of a table of contents."""
    return tuple(page for _, page in contents["entries"] if page in known)


def is_read(config: Config, part: Part) -> bool:
    """Return whether a part is read through, not looked up (``site_looked_up``)."""
    return part.title not in config.site_looked_up
