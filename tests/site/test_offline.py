"""Nothing that a page loads stands anywhere else than in the site."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "use": "href",
    "image": "href",
}
"""Elements that load something, and the attribute that says what."""

LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}
URL = re.compile(r"""url\(\s*['"]?([^'")]+)""")
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)


def outside(text: str) -> list[str]:
    """Return what a page loads from elsewhere."""
    page = BeautifulSoup(text, "html.parser")
    found = [str(tag.get(LOADED[tag.name], "")) for tag in page.find_all(list(LOADED))]
    found += [
        str(link["href"])
        for link in page.select("link[href]")
        if LINKS & set(link.get("rel") or ())
    ]
    found += [
        address for tag in page.select("[style]") for address in URL.findall(str(tag["style"]))
    ]
    return [address for address in found if OUTSIDE.match(address)]


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    """No script, picture, frame, style sheet or font, and no hint to fetch one early."""
    found = {
        file.relative_to(site).as_posix(): outside(file.read_text("utf-8"))
        for file in site.rglob("*.html")
    }
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_no_style_sheet_loads_anything_from_elsewhere(site: Path) -> None:
    """Nor by a font, nor by a sign."""
    found = {
        file.relative_to(site).as_posix(): [
            address for address in URL.findall(file.read_text("utf-8")) if OUTSIDE.match(address)
        ]
        for file in site.rglob("*.css")
    }
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_what_loads_from_elsewhere_would_be_found() -> None:
    """A test that finds nothing must be able to find something."""
    planted = (
        "<script src='//cdn.example/a.js'></script><link rel=stylesheet href='https://b.example/'>"
        "<p style=\"background: url('https://c.example/d.png')\"><a href='https://e.example/'>e</a>"
    )
    assert outside(planted) == [
        "//cdn.example/a.js",
        "https://b.example/",
        "https://c.example/d.png",
    ]
