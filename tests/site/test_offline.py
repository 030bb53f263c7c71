"""Nothing that a page fetches stands anywhere else than in the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.documents import IN_STYLE, Document, Site, is_elsewhere


def test_no_page_fetches_anything_from_elsewhere(written: Site) -> None:
    """No script, picture, frame, style sheet or font, and no hint to fetch one early."""
    assert {
        page: outside
        for page, document in written.documents.items()
        if (outside := [address for address in document.fetched if is_elsewhere(address)])
    } == {}


def test_only_the_page_for_what_is_missing_starts_from_the_host(written: Site) -> None:
    """It is shown in any folder; every other page can be read from a disk."""
    assert {
        page
        for page, document in written.documents.items()
        if any(address.startswith("/") for address in document.fetched)
    } == {"404.html"}


def test_whatever_a_page_fetches_is_there(written: Site) -> None:
    """No page names a script, a style sheet or a picture that the site does not have."""
    assert list(written.missing_files()) == []


def test_no_style_sheet_fetches_anything_from_elsewhere(site: Path) -> None:
    """Nor by a font, nor by a sign."""
    assert {
        file.relative_to(site).as_posix(): outside
        for file in site.rglob("*.css")
        if (outside := [each for each in IN_STYLE.findall(file.read_text("utf-8")) if leaves(each)])
    } == {}


def leaves(address: str) -> bool:
    """Return whether what a style sheet fetches is neither a file of the site nor data."""
    return is_elsewhere(address) and not address.startswith("data:")


@pytest.mark.parametrize(
    "planted",
    [
        "<script src='//cdn.example/a.js'></script>",
        "<link rel='preload stylesheet' href='https://cdn.example/a.css'>",
        "<p style=\"background: url('https://cdn.example/a.png')\">",
        "<svg><use xlink:href='http://cdn.example/a.svg#a'></use></svg>",
        "<template><img src='https://cdn.example/a.png'></template>",
    ],
)
def test_what_is_fetched_from_elsewhere_would_be_found(planted: str) -> None:
    """A test that finds nothing must be able to find something; a link is only followed."""
    page = Document(f"<a href='https://e.example/'>e</a><img src='data:,'>{planted}")
    assert [is_elsewhere(address) for address in page.fetched] == [True]


@pytest.mark.parametrize(
    ("root", "address"),
    [("/", "a.js"), ("/", "/deep/a.js"), ("/book/", "/a.js"), ("/book/", "/book/a.js")],
)
def test_a_missing_file_would_be_found(tmp_path: Path, root: str, address: str) -> None:
    """Neither beside the page, nor below the address of the site, nor outside of it."""
    (tmp_path / "there.js").touch()
    (tmp_path / "index.html").write_text(
        f"<script src=there.js?v=1></script><script src={root}there.js></script>"
        f"<script src={address}></script>",
        encoding="utf-8",
    )
    assert list(Site(tmp_path, root).missing_files()) == [("index.html", address)]
