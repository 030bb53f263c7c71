"""What the project sets in its ``conf.py``: where its numbers come from."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from lenet_docs.sphinxext.settings.expression import Vocabulary

if TYPE_CHECKING:
    from sphinx.config import Config

__all__ = ["load", "vocabulary"]


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
