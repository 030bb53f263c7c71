"""The names that the pages may use in their numbers."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

from lenet_docs import book, catalogue, codes, readings, session, squashing
from lenet_docs.book import network

__all__ = ["NAMES"]


def _modules() -> Iterator[ModuleType]:
    """Yield the modules whose public functions and constants are names."""
    yield from (catalogue, codes, readings, session, squashing)
    for found in pkgutil.walk_packages(book.__path__, f"{book.__name__}."):
        if not found.ispkg and found.name not in (__name__, network.__name__):
            yield importlib.import_module(found.name)


def _entries() -> Iterator[tuple[str, object]]:
    """Yield each name, and what it stands for.

    Of what the modules list as public, classes are made by functions, not by pages.
    """
    net = network.NET
    yield from (("net", net), ("image", net.input))
    yield from ((layer.name, layer) for layer in net)
    yield from (("dense", catalogue.lenet5_dense()), ("today", catalogue.lenet5_today()))
    for module in _modules():
        for name in module.__all__:
            found = getattr(module, name)
            if not isinstance(found, type):
                yield name, found


def _names() -> Mapping[str, object]:
    names: dict[str, object] = {}
    for name, found in _entries():
        if name in names:
            raise ValueError(f"two things are called '{name}' in the vocabulary; rename one")
        names[name] = found
    return names


NAMES: Mapping[str, object] = _names()
"""The networks (``net``, ``dense``, ``today``), the layers of LeNet-5, its input as ``image``,
the catalogue, and the public functions of `codes`, `readings`, `squashing` and the book."""
