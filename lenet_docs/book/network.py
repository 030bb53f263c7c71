"""LeNet-5 as the book names it."""

from __future__ import annotations

from lenet_docs.catalogue import lenet5

__all__ = ["NET"]

NET = lenet5()
"""One object, so that it is counted once."""
