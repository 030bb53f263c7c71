"""In which order pages are read, and how seldom memory is looked through.

Sphinx gives pages to its processes in runs of the alphabet. A folder whose pages have many cells
is then read by one process alone, at the end, while the others have nothing to do. Here the pages
that take longest are begun first, and dealt out like cards.

Nearly all that a build makes it keeps until it ends. Python looks through it for what nobody holds
any more, again and again, and once more at the end. Here that is done less often, and not at the
end: what is left goes with the process.

A build that is killed cannot end the processes that read its pages: they see to that themselves.
Kernels do so too, and node.
"""

from __future__ import annotations

import gc
import os
import time
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from sphinx.util.parallel import make_chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

EVERY = 200_000
"""So many objects may be made before Python looks for those that nobody holds any more: by default
it does so a few hundred times as often."""

LONG = ("{jupyter-execute}", ".. automodule::")
"""What takes longest to read: a cell, and the docstrings of a module."""


def dealt(pages: Sequence[str], processes: int) -> list[str]:
    """Return pages, of which the first take longest, in the order in which Sphinx shall have them.

    Parameters
    ----------
    pages
        The pages, in the order of the time that they take.
    processes
        How many of them are read at once.

    Examples
    --------
    Two processes begin with runs of four pages. The last run is for whoever is ready first.

    >>> dealt("abcdefghi", 2)
    ['a', 'c', 'e', 'g', 'b', 'd', 'f', 'h', 'i']
    """
    first = make_chunks(pages, processes)[:processes]
    begun = sum(map(len, first))
    return [*chain(*(pages[start:begun:processes] for start in range(processes))), *pages[begun:]]


def order(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Put the pages first that run or describe most, and of others those that have most text."""
    if app.parallel > 1:

        def work(page: str) -> tuple[int, int]:
            text = Path(env.doc2path(page)).read_text(encoding="utf-8", errors="replace")
            return sum(map(text.count, LONG)), len(text)

        docnames[:] = dealt(sorted(docnames, key=work, reverse=True), app.parallel)


def end_with_parent() -> None:
    """Have this process, which was forked, end soon after the one that forked it."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


os.register_at_fork(after_in_child=end_with_parent)


def skip_collection(app: Sphinx, exception: Exception | None) -> None:
    """Skip garbage collection at exit."""
    gc.freeze()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Order what will be read, and look through memory less often."""
    gc.set_threshold(EVERY, *gc.get_threshold()[1:])
    app.connect("env-before-read-docs", order)
    app.connect("build-finished", skip_collection, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
