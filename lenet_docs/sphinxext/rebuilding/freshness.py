"""When pages are read again, and their cells executed, although their own text is the same.

Sphinx does so where a setting has changed, or a file that a page names or includes. Of the package
any page may show anything, so the package as a whole counts as a setting.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["setup_freshness"]


def source_hash(package: str) -> str:
    """Return the SHA-256 of all files of a package, as a cache key.

    Raises
    ------
    ConfigError
        If there is no such package.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ConfigError(f"numbers_package: there is no package '{package}'")
    root = Path(spec.origin).parent
    found = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        if file.is_file() and file.parent.name != "__pycache__":
            name, content = file.relative_to(root).as_posix(), file.read_bytes()
            found.update(f"{name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def hash_sources(app: Sphinx, config: Config) -> None:
    """Compare the package as a setting is compared: where it has changed, all pages are read."""
    if config.numbers_package:
        config.numbers_source_hash = source_hash(config.numbers_package)


def read_where_pages_came_or_went(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    """Return all pages if one is new or gone: drawings and tables lead to what pages there are."""
    return set(env.found_docs) if added or removed else set()


def setup_freshness(app: Sphinx) -> None:
    """Follow the package, and which pages there are."""
    app.add_config_value("numbers_source_hash", "", "env", types=frozenset({str}))
    app.connect("config-inited", hash_sources)
    app.connect("env-get-outdated", read_where_pages_came_or_went)
