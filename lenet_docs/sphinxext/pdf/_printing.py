"""Chromium, which turns the one page of the book into a PDF."""

from __future__ import annotations

import shutil
from pathlib import Path

__all__ = ["ARGUMENTS", "PrintingError", "find_chromium", "print_page"]

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The same shapes of letters on every machine.
    "--font-render-hinting=none",
)

PATIENCE = 600_000
"""How many milliseconds a busy machine may take for the whole book."""


class PrintingError(Exception):
    """The PDF cannot be made on this machine."""


def find_chromium() -> str:
    """Return the program.

    Raises
    ------
    PrintingError
        If the machine has none.
    """
    for name in PROGRAMS:
        if program := shutil.which(name):
            return program
    raise PrintingError(
        f"The PDF is printed by Chromium, and none of {', '.join(PROGRAMS)} is on the PATH. "
        "On Debian: apt-get install chromium"
    )


def print_page(page: Path, file: Path) -> None:
    """Print a page of the disk into a PDF with an outline, and with tags for screen readers.

    Parameters
    ----------
    page, file
        The page, and where the PDF goes.

    Raises
    ------
    PrintingError
        If there is no Chromium, or a file of the page is missing.
    """
    from playwright.sync_api import sync_playwright

    missing: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(ARGUMENTS), timeout=PATIENCE
        )
        tab = browser.new_page(color_scheme="light", java_script_enabled=False)
        tab.set_default_timeout(PATIENCE)
        tab.on("requestfailed", lambda request: missing.append(request.url))
        tab.goto(page.resolve().as_uri(), wait_until="load")
        tab.emulate_media(media="print")
        tab.pdf(
            path=file,
            outline=True,
            tagged=True,
            print_background=True,
            prefer_css_page_size=True,
        )
        browser.close()
    if missing:
        raise PrintingError(f"the book asks for what is missing: {', '.join(missing)}")
