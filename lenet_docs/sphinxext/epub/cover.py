"""The cover: a picture in pixels, as libraries of e-readers want it, and the page that shows it."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.fileutil import copy_asset_file

if TYPE_CHECKING:
    from sphinx.config import Config

__all__ = ["IMAGE", "PAGE", "write_cover"]

IMAGE = "cover.png"
PAGE = "cover.xhtml"

WIDTH = 1600
"""How many pixels wide the picture is: libraries show covers large."""

TEMPLATE = Path(__file__).parent / "templates" / "cover.xhtml.jinja"


def write_cover(folder: Path, config: Config, picture: Callable[[str, str], str]) -> None:
    """Write the cover and its page into the folder of the book.

    Parameters
    ----------
    folder
        The folder.
    config
        The settings of the book.
    picture
        What returns the cover as SVG, given title and author.
    """
    import resvg_py  # no other builder needs it

    fonts = Path(config.katex_package) / "dist" / "fonts"
    pixels = resvg_py.svg_to_bytes(
        svg_string=picture(config.epub_title, config.epub_author),
        width=WIDTH,
        # The machine's own fonts would give each machine its own cover.
        skip_system_fonts=True,
        font_files=[str(fonts / "KaTeX_Main-Regular.ttf")],
    )
    (folder / IMAGE).write_bytes(pixels)
    words = {"title": config.epub_title, "lang": config.epub_language, "image": IMAGE}
    context = {name: html.escape(text) for name, text in words.items()}
    copy_asset_file(TEMPLATE, folder / PAGE, context=context, force=True)
