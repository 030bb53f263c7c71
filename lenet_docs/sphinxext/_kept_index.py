"""The index of words, kept between builds that write only some pages.

Sphinx reads back what it wrote for the search, where neither its entries of the general index nor
the words that have gone can be told. Here the index itself is kept.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.builders.html import StandaloneHTMLBuilder

__all__ = ["FILE", "load", "save"]

FILE = ".words.pickle"

BY_PAGE = ("_titles", "_filenames", "_all_titles", "_index_entries")
BY_WORD = ("_mapping", "_title_mapping")


def load(builder: StandaloneHTMLBuilder, written: Set[str]) -> None:
    """Give a builder the index without the pages that will be written."""
    assert builder.indexer is not None
    file = Path(builder.outdir, FILE)
    if not file.is_file():
        return
    kept = builder.env.all_docs.keys() - written
    found = pickle.loads(file.read_bytes())
    for name in BY_PAGE:
        setattr(builder.indexer, name, {p: each for p, each in found[name].items() if p in kept})
    for name in BY_WORD:
        pages_of = {word: pages & kept for word, pages in found[name].items()}
        setattr(builder.indexer, name, {word: pages for word, pages in pages_of.items() if pages})


def save(builder: StandaloneHTMLBuilder) -> None:
    """Keep the index of a builder for the next build."""
    if builder.indexer is not None:
        state = {name: getattr(builder.indexer, name) for name in (*BY_PAGE, *BY_WORD)}
        Path(builder.outdir, FILE).write_bytes(pickle.dumps(state))
