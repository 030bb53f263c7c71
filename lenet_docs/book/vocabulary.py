"""The names that the pages may use in their numbers."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

from lenet_docs import book, catalogue, codes, readings, squashing
from lenet_docs.book import _lenet5

__all__ = ["NAMES", "ORIGINS"]


def _modules() -> Iterator[ModuleType]:
    """Yield the modules whose public functions and constants are names."""
    yield from (catalogue, codes, readings, squashing)
    for found in pkgutil.iter_modules(book.__path__, f"{book.__name__}."):
        if found.name not in (__name__, _lenet5.__name__):
            yield importlib.import_module(found.name)


def _entries() -> Iterator[tuple[str, object, ModuleType]]:
    """Yield each name, what it stands for, and the module that makes it.

    Of what the modules list as public, classes are made by functions, not by pages.
    """
    net = _lenet5.NET
    yield "net", net, _lenet5
    yield "image", net.input, _lenet5
    yield from ((layer.name, layer, _lenet5) for layer in net)
    yield "dense", catalogue.lenet5_dense(), catalogue
    yield "today", catalogue.lenet5_today(), catalogue
    for module in _modules():
        for name in module.__all__:
            found = getattr(module, name)
            if not isinstance(found, type):
                yield name, found, module


def _names() -> tuple[Mapping[str, object], Mapping[str, str]]:
    names: dict[str, object] = {}
    origins: dict[str, str] = {}
    for name, found, module in _entries():
        if name in names:
            raise ValueError(f"two things are called '{name}' in the vocabulary; rename one")
        names[name], origins[name] = found, module.__name__
    return names, origins


NAMES: Mapping[str, object]
"""The networks (``net``, ``dense``, ``today``), the layers of LeNet-5, its input as ``image``,
the catalogue, and the public functions of `codes`, `readings`, `squashing` and the book."""

ORIGINS: Mapping[str, str]
"""The module that makes what each name stands for: a page with the name depends on it."""

NAMES, ORIGINS = _names()
