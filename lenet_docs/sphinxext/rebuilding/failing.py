"""What is said last of a build that fails: what is wrong, and where.

Sphinx ends an exception with a report for its own developers, which names no page. What another
process has found until then it forgets, and where it is still beginning others, the exception as
well: it fails later, for a reason that follows from that, or not at all. Here each exception names
its page, and the place of a fault is the last that is read.
"""

from __future__ import annotations

import json
import sys
import traceback
from functools import wraps
from itertools import chain
from logging import WARNING, LogRecord, getLogger
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.logging import WarningStreamHandler

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


class Faults(WarningStreamHandler):
    """Keeps the warnings and errors of a build, each with its place."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)  # type: ignore[arg-type]
        self.setLevel(WARNING)
        self.said: list[str] = []
        # Of pages that could not be read; all processes write into it.
        self.unread = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 -- open while it builds

    def emit(self, record: LogRecord) -> None:
        """Keep a message."""
        self.said.append(text_of(record))


def text_of(record: LogRecord) -> str:
    """Return a message with its place. Sphinx's own handler, if it was first, has put it there."""
    place, words = getattr(record, "location", None), record.getMessage()
    if isinstance(place, nodes.Node):
        place = logging.get_node_location(place)
    return words if not place or str(place) in words else f"{place}: {words}"


def is_failing(app: Sphinx, exception: Exception | None = None) -> bool:
    """Return whether a build that is finished fails. Sphinx looks at its warnings only later."""
    refused = app._fail_on_warnings and app._warncount > 0
    return exception is not None or app.statuscode != 0 or refused


def described(error: Exception) -> str:
    """Return kind and words of an exception; of one in an event handler, without the handler."""
    cause = getattr(error, "orig_exc", None) or error
    return f"{type(cause).__name__}: {cause}"


def name_pages(app: Sphinx, found: Faults) -> None:
    """Have an exception name the page that was read or written."""
    # Sphinx has no event around the reading or the writing of a page.
    for name, method in (
        ("read_doc", reading(app, found, app.builder.read_doc)),
        ("write_doc", writing(app.builder.write_doc)),
    ):
        setattr(app.builder, name, method)


def reading(app: Sphinx, found: Faults, read_doc: Callable[..., None]) -> Callable[..., None]:
    """Return a way to read a page that, at an exception, notes all that was found on the page."""

    @wraps(read_doc)
    def read(docname: str, **options: Any) -> None:
        try:
            read_doc(docname, **options)
        except Exception as error:
            # What another process has said so far waits to be sent.
            waiting = (getattr(each, "buffer", ()) for each in getLogger("sphinx").handlers)
            said = [text_of(each) for each in chain(*waiting) if each.levelno >= WARNING]
            where = app.env.doc2path(docname)
            said.append(f"{where}: this page cannot be read: {described(error)}")
            found.unread.write(json.dumps([traceback.format_exc(), "\n".join(said)]) + "\n")
            found.unread.flush()
            raise

    return read


def writing(write_doc: Callable[..., None]) -> Callable[..., None]:
    """Return a way to write a page that reports an exception, and lets the others be written."""

    @wraps(write_doc)
    def write(docname: str, *arguments: Any) -> None:
        try:
            write_doc(docname, *arguments)
        except Exception as error:
            traceback.print_exc()
            message = "this page cannot be written: %s"
            logger.error(message, described(error), location=docname, type="failing")

    return write


def say_last(app: Sphinx, found: Faults, exception: Exception | None) -> None:
    """Say what is wrong, behind everything else; an exception ends the build here."""
    found.unread.seek(0)
    # A process that was ended may have left half a line.
    pages = [json.loads(line) for line in found.unread if line.endswith("\n")]
    print(*(trace for trace, _ in pages), sep="\n", end="", file=sys.stderr)
    why = "\n".join(said for _, said in pages)
    if not why and exception is not None:
        # What comes behind a page that could not be read follows from it.
        traceback.print_exception(exception)
        why = described(exception)
    if why:
        print(f"The build fails: {why}", file=sys.stderr)
        # Whatever is raised, Sphinx would print its report.
        raise SystemExit(2)
    if found.said and is_failing(app):
        number = len(found.said)
        several = f" for {number} reasons, the first of them" if number > 1 else ""
        print(f"The build fails{several}: {found.said[0]}", file=sys.stderr)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Keep what is said, and say it last."""
    log, found = getLogger("sphinx"), Faults()
    for each in [each for each in log.handlers if isinstance(each, Faults)]:
        log.removeHandler(each)  # of a build before, in the same process
    log.addHandler(found)
    app.connect("builder-inited", lambda app: name_pages(app, found))
    app.connect("build-finished", lambda app, error: say_last(app, found, error), priority=1000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
