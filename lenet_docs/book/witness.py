"""What the enumeration counts, for the book to set beside what the formulas give."""

from __future__ import annotations

from functools import cache

from lenet_docs.architecture import Architecture
from lenet_docs.book.network import NET as NET
from lenet_docs.check import Check, check
from lenet_docs.errors import ArchitectureError, unknown
from lenet_docs.quantity import Value

__all__ = ["checks", "counted"]


@cache
def checks(architecture: Architecture) -> dict[str, Check]:
    """Return every check of a network by its path; each network is counted once.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> checks(lenet5())["C3.connections"].counted
    151600
    """
    return {each.path: each for each in check(architecture).checks}


def counted(path: str, architecture: Architecture = NET) -> Value:
    """Return what the enumeration counts, of LeNet-5 if no other network is named.

    Raises
    ------
    ArchitectureError
        If the enumeration counts no such thing.

    Examples
    --------
    >>> counted("C3.connections"), counted("trainable_parameters")
    (151600, 60000)
    """
    found = checks(architecture)
    known = {path: each.counted for path, each in found.items() if each.counted is not None}
    if path not in known:
        raise ArchitectureError(unknown("count", path, known))
    return known[path]
