"""What each page depends on, so that exactly the pages that can have changed are read again.

A page that is read again is executed again. A page depends on the modules that
its numbers, tables, drawings, cells and docstrings are made by, and on their data
files. The code of this extension can change any page: where it has changed, all
are read again.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from lenet_docs.sphinxext._expression import ExpressionError, canonical
from lenet_docs.sphinxext._settings import load
from lenet_docs.sphinxext._sources import Package, package

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "note_code",
    "note_everything",
    "note_expression",
    "note_module",
    "note_object",
    "note_page",
    "setup_freshness",
]


def note_expression(env: BuildEnvironment, expression: str) -> None:
    """Have the page that is being read depend on what makes the names of an expression."""
    try:
        note_names(env, _names_in(expression))
    except ExpressionError:
        note_everything(env)


@cache
def _names_in(expression: str) -> frozenset[str]:
    tree = ast.parse(canonical(expression))
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def note_words(env: BuildEnvironment, words: str) -> None:
    """Have the page depend on what makes those names of the vocabulary that stand in a text."""
    origins = _origins(env)
    note_names(env, (word for word in re.findall(r"\w+", words) if word in origins))


def note_names(env: BuildEnvironment, names: Iterable[str]) -> None:
    """Have the page depend on what makes names of the vocabulary: all files, if that is not told.

    Which name means what is written in the module of the vocabulary itself.
    """
    origins = _origins(env)
    module = env.config.numbers_vocabulary.partition(":")[0]
    for name in names:
        if name in origins:
            _note(env, _package(env).of_module(origins[name]) | _package(env).text_of(module))
        else:
            note_everything(env)


def note_object(env: BuildEnvironment, found: object) -> None:
    """Have the page depend on what a function or a class is made of."""
    _note(env, _package(env).of_object(found))


def note_module(env: BuildEnvironment, module: str) -> None:
    """Have the page depend on a module, and on all that it imports."""
    _note(env, _package(env).of_module(module))


def note_code(env: BuildEnvironment, code: str) -> None:
    """Have the page depend on what a cell imports."""
    if env.config.numbers_package:
        _note(env, _package(env).of_code(code))


def note_everything(env: BuildEnvironment) -> None:
    """Have the page depend on the whole package, where nothing smaller is certain."""
    _note(env, _package(env).everything)


def note_page(env: BuildEnvironment, page: str) -> None:
    """Have the page that is being read depend on whether there is a page called `page`."""
    _asked(env).setdefault(env.docname, set()).add(page)


def _note(env: BuildEnvironment, files: frozenset[Path]) -> None:
    # Many numbers of a page come from the same files.
    noted: Any = env.current_document.setdefault("numbers_noted", set())
    if files not in noted:
        noted.add(files)
        for file in files:
            env.note_dependency(file)


def _package(env: BuildEnvironment) -> Package:
    try:
        return package(env.config.numbers_package)
    except ModuleNotFoundError as error:
        raise ConfigError(f"numbers_package: {error}") from error


def _origins(env: BuildEnvironment) -> dict[str, str]:
    setting = env.config.numbers_origins
    return load("numbers_origins", setting) if setting else {}


def _asked(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return the pages that each page asked for; kept with the environment."""
    if not hasattr(env, "numbers_asked"):
        env.numbers_asked = {}  # type: ignore[attr-defined]
    found: dict[str, set[str]] = env.numbers_asked  # type: ignore[attr-defined]
    return found


def read_where_pages_came_or_went(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that asked for a page that was not there then, or is not there now."""
    return [page for page, asked in _asked(env).items() if asked & (added | removed)]


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a page asked for, before it is read again."""
    _asked(env).pop(docname, None)


def take_over(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: Any) -> None:
    """Take over what pages asked for that another process has read."""
    found = _asked(other)
    _asked(env).update({page: found[page] for page in docnames if page in found})


def note_documented(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Have a page of the API reference depend on what the objects that it shows are made of.

    A constant is shown with its value, which other modules may have computed.
    """
    if app.config.numbers_package:
        module = obj.__name__ if what == "module" else getattr(obj, "__module__", None)
        note_module(app.env, str(module))


def own_code() -> str:
    """Return what is different as soon as the code of this extension is."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def setup_freshness(app: Sphinx) -> None:
    """Add the settings, and follow what Sphinx reads."""
    app.add_config_value("numbers_origins", "", "env", types=frozenset({str}))
    # No setting, but compared as one: Sphinx reads all pages again where one has changed.
    app.add_config_value("numbers_own_code", own_code(), "env", types=frozenset({str}))
    app.connect("env-get-outdated", read_where_pages_came_or_went)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", take_over)
    if "sphinx.ext.autodoc" in app.extensions:
        app.connect("autodoc-process-docstring", note_documented)
