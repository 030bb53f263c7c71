"""Pages that are the same as in the last build stay as they are; all others are written.

Sphinx writes a page again if its own source is younger than what was written. That is too little:
a page also shows the titles of others, their numbers, and the addresses of what they define. And
where several builders share what is read, it may have been read again for another one. So a note
lies beside the pages. It says what of the book every page may show, and when each page was read.

* A page that has been read since is written again, and so is one with other panels.
* If anything has changed that other pages may show, all are written into an empty folder.
* If the look of the book has changed, the files that all pages load are copied anew as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from lenet_docs.sphinxext import _kept_index
from lenet_docs.sphinxext._sources import files_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

NOTE = ".written.json"

LOADED = "_static"
"""The folder of what pages load. It is filled before pages are read."""

OWN_DATA = {"changeset", "gate", "index"}
"""Domains whose data no page shows, but those that Sphinx writes in every build."""

FOLDER = Path(__file__).parent


# -- what pages may show ----------------------------------------------------------------


def shown_anywhere(env: BuildEnvironment) -> str:
    """Return a digest of all that a page may show of others, or lead to."""
    return digest(
        [
            env.found_docs,
            env.titles,
            env.longtitles,
            env.tocs,
            env.toc_secnumbers,
            env.toc_fignumbers,
            env.toctree_includes,
            env.images,
            env.dlfiles,
            {
                name: {key: unordered(each) for key, each in data.items()}
                for name, data in env.domaindata.items()
                if name not in OWN_DATA
            },
        ]
    )


def unordered(value: object) -> object:
    """Return a list without its order: what pages add to one stands as they were read."""
    return sorted(map(digest, value)) if isinstance(value, list) else value


def look(app: Sphinx) -> str:
    """Return a digest of what every page is made with, besides what is read.

    The time is that which pages say they were made at; the theme changes with the requirements,
    after which nothing is kept.
    """
    config = app.config
    named = (*config.templates_path, *config.html_static_path, *config.html_extra_path)
    folders = [Path(app.confdir, name) for name in named]
    files = [Path(app.confdir, "conf.py"), *files_in(FOLDER), *chain(*map(files_in, folders))]
    return digest(
        [
            os.environ.get("SOURCE_DATE_EPOCH", ""),
            [(file, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files],
        ]
    )


def digest(value: object) -> str:
    """Return what two values share if they hold the same.

    The order of sets and of the keys of a mapping is of no account: it depends on which pages were
    read last.

    Examples
    --------
    >>> digest({"a": {1, 2}, "b": nodes.Text("b")}) == digest({"b": nodes.Text("b"), "a": {2, 1}})
    True
    >>> digest(["a", "b"]) == digest(["b", "a"])
    False
    """
    return hashlib.sha256("\0".join(_pieces(value, set())).encode()).hexdigest()


def _pieces(value: object, open_ends: set[int]) -> Iterator[str]:
    """Yield a value piece by piece; what stands within itself is left out there."""
    kind = type(value).__qualname__
    if value is None or isinstance(value, str | bytes | int | float | Path):
        yield f"{kind} {value!r}"
        return
    if isinstance(value, nodes.Node):
        yield value.pformat()
        return
    if id(value) in open_ends:
        return
    open_ends.add(id(value))
    parts: Iterable[str]
    if isinstance(value, Mapping):
        parts = sorted(digest(key) + _inner(each, open_ends) for key, each in value.items())
    elif isinstance(value, AbstractSet):
        parts = sorted(_inner(each, open_ends) for each in value)
    elif isinstance(value, list | tuple):
        parts = [_inner(each, open_ends) for each in value]
    else:
        held = value.__reduce_ex__(4)[2:]
        parts = [_inner(held, open_ends)]
    yield from (f"{kind} {len(parts)}", *parts)
    open_ends.discard(id(value))


def _inner(value: object, open_ends: set[int]) -> str:
    return hashlib.sha256("\0".join(_pieces(value, open_ends)).encode()).hexdigest()


# -- what was written -------------------------------------------------------------------


class Keeper:
    """Decides for one build which pages are written, and takes a note of it."""

    def __init__(self) -> None:
        self._look = ""
        self._note: dict[str, Any] = {}

    def start_anew(self, app: Sphinx, config: Config) -> None:
        """Drop what was written with another look."""
        self._look = look(app)  # before extensions add folders of their own, under any name
        note = read_note(app)
        if note and note["look"] != self._look:
            empty(Path(app.outdir))

    def changed_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages that have to be written."""
        builder = app.builder
        if not isinstance(builder, StandaloneHTMLBuilder) or builder.name != "html":
            return []
        note = read_note(app)
        shown = shown_anywhere(env)
        if note and note["shown"] != shown:
            empty(Path(app.outdir), except_for=LOADED)
            note = {}
        now = {page: read_as(env, page) for page in sorted(env.found_docs)}
        self._note = {"look": self._look, "shown": shown, "pages": now}
        before = note.get("pages", {})
        builder.load_indexer = partial(_kept_index.load, builder)  # type: ignore[method-assign]
        return [page for page in now if before.get(page) != now[page]]

    def take_note(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the note, when all pages are written."""
        if exception is None and self._note:
            assert isinstance(app.builder, StandaloneHTMLBuilder)
            _kept_index.save(app.builder)
            Path(app.outdir, NOTE).write_text(json.dumps(self._note), encoding="utf-8")


def read_note(app: Sphinx) -> dict[str, Any]:
    """Return the note that lies beside the pages; nothing, if there is none."""
    file = Path(app.outdir, NOTE)
    if not file.is_file():
        return {}
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def read_as(env: BuildEnvironment, page: str) -> str:
    """Return what is different as soon as a page has been read again, or shows other panels."""
    panels: dict[str, str] = getattr(env, "numbers_said", {})
    return f"{env.all_docs[page]} {panels.get(page, '')}"


def empty(folder: Path, except_for: str = "") -> None:
    """Remove what is in a folder that an earlier build has filled."""
    for each in folder.iterdir():
        if each.name == except_for:
            continue
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look at what was read when everything else has, and take a note of what was written."""
    keeper = Keeper()
    app.connect("config-inited", keeper.start_anew)
    # When figures and sections have their numbers.
    app.connect("env-get-updated", keeper.changed_pages, priority=900)
    app.connect("build-finished", keeper.take_note, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
