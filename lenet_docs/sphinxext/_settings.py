"""What the project sets in its ``conf.py``: where its numbers come from."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from lenet_docs.sphinxext._expression import Vocabulary

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["load", "note_package", "vocabulary"]

SOURCES = {".py", ".toml", ".json"}
"""The kinds of file that numbers are computed from."""


@cache
def load(setting: str, path: str) -> Any:
    """Return the object at ``"module:name"``.

    Raises
    ------
    ConfigError
        If there is no such module or name; the message names the setting.
    """
    module, colon, name = path.partition(":")
    if not colon:
        raise ConfigError(f"{setting}: '{path}' has no colon; write 'package.module:NAME'")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"{setting}: '{path}' cannot be loaded: {error}") from error


def vocabulary(config: Config) -> Vocabulary:
    """Return the names and the functions that expressions may use."""
    names = load("numbers_vocabulary", config.numbers_vocabulary)
    return Vocabulary(names, config.numbers_package)


@cache
def package_files(package: str) -> tuple[Path, ...]:
    """Return the files of a package that numbers are computed from."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ConfigError(f"numbers_package: there is no package '{package}'")
    files = Path(spec.origin).parent.rglob("*")
    return tuple(sorted(file for file in files if file.suffix in SOURCES))


def note_package(env: BuildEnvironment) -> None:
    """Have the page that is being read built again when a file of the package changes."""
    for file in package_files(env.config.numbers_package):
        env.note_dependency(file)
