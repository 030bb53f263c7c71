"""What must hold for every page of the built site. `make test` builds it first."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

# The attributes by which a browser fetches something while it shows a page. A link is not one.
FETCHED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, BeautifulSoup]:
    """Return every page of the site by its path."""
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in site.rglob("*.html")
    }


def fetched(page: BeautifulSoup) -> Iterator[str]:
    """Yield each address that a browser fetches to show a page."""
    for name, attribute in FETCHED.items():
        for tag in page.find_all(name):
            assert isinstance(tag, Tag)
            # Other links (next, search, index) are for the reader to follow.
            if name != "link" or tag.get("rel") in (["stylesheet"], ["shortcut", "icon"], ["icon"]):
                address = tag.get(attribute)
                if address and not str(address).startswith("data:"):
                    yield str(address)


def of_any_folder(path: Path) -> bool:
    """Return whether a page is shown in the place of others, so that its addresses are absolute."""
    return path.name == "404.html"


def test_no_page_asks_another_host(site: Path, pages: dict[Path, BeautifulSoup]) -> None:
    """Whatever a page fetches is named relative to it, so that it works from a disk and offline."""
    outside = {
        (path.relative_to(site), address)
        for path, page in pages.items()
        for address in fetched(page)
        if urlsplit(address).scheme
        or urlsplit(address).netloc
        or (address.startswith("/") and not of_any_folder(path))
    }
    assert outside == set()


def test_no_style_sheet_asks_another_host(site: Path) -> None:
    """A style sheet's fonts and pictures are files of the site, too."""
    outside = {
        sheet.relative_to(site)
        for sheet in site.rglob("*.css")
        if re.search(r"""(url\(|@import)\s*["']?(https?:)?//""", sheet.read_text(encoding="utf-8"))
    }
    assert outside == set()


def test_whatever_a_page_fetches_is_there(site: Path, pages: dict[Path, BeautifulSoup]) -> None:
    """No page names a script, a style sheet or a picture that the site does not have."""
    missing = {
        (path.relative_to(site), address)
        for path, page in pages.items()
        for address in fetched(page)
        if not urlsplit(address).scheme
        and not (
            (site if of_any_folder(path) else path.parent)
            / unquote(urlsplit(address).path).lstrip("/")
        ).is_file()
    }
    assert missing == set()


def test_no_formula_is_left_to_the_browser(site: Path, pages: dict[Path, BeautifulSoup]) -> None:
    """Every formula is HTML and MathML already, so that pages work without JavaScript."""
    bare = {
        (path.relative_to(site), formula.text)
        for path, page in pages.items()
        for formula in page.select("span.math, div.math")
        if not formula.select_one(".katex math")
    }
    assert bare == set()
