"""Which builders make a site, and how an extension gives one its files and its templates."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

__all__ = ["add_templates", "copy_static", "is_site"]


def is_site(builder: Builder) -> bool:
    """Return whether a builder writes pages that run scripts: an EPUB is HTML, but no site."""
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name != "epub"


def copy_static(app: Sphinx, folder: Path, *names: str) -> None:
    """Copy scripts and style sheets from a folder to where the pages of a site load them from."""
    if is_site(app.builder):
        for name in names:
            copy_asset(folder / name, Path(app.outdir) / "_static", force=True)


def add_templates(app: Sphinx, config: Config, folder: Path) -> None:
    """Let a folder's templates come before the theme's, behind the project's own."""
    # Relative, so that two builds have one configuration wherever they are.
    config.templates_path = [*config.templates_path, os.path.relpath(folder, app.confdir)]
