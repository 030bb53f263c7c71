"""What the other tests of the site stand on: the server, and the eye for faults."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.site.serving import served
from tests.site.watching import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def planted(folder: Path, content: str) -> Path:
    """Write a page of this content, and return the folder."""
    (folder / "index.html").write_text(
        f"<!doctype html><html lang=en><head><title>A page</title></head><body>{content}</body>",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.js", "text/javascript; charset=utf-8"), ("a.wasm", "application/wasm")],
)
def test_files_are_served_as_what_they_are(tmp_path: Path, name: str, kind: str) -> None:
    """A browser runs a module only if it is sent as a script, and compiles WebAssembly likewise."""
    (tmp_path / name).write_bytes(b"")
    with served(tmp_path) as address, urlopen(address + name) as answer:
        assert answer.headers["Content-Type"] == kind


def test_a_missing_page_is_the_sites_own(tmp_path: Path) -> None:
    """What is not there is answered with status 404 and the page that the site has for it."""
    (tmp_path / "404.html").write_text("Not here.", encoding="utf-8")
    with served(tmp_path) as address:
        with pytest.raises(HTTPError) as caught:
            urlopen(address + "nowhere/at-all.html")
        with caught.value as answer:
            assert (answer.code, answer.read()) == (404, b"Not here.")


def test_headers_can_be_given(tmp_path: Path) -> None:
    """Every answer has them, such as a policy that the pages must keep."""
    planted(tmp_path, "")
    policy = ("Content-Security-Policy", "default-src 'self'")
    with served(tmp_path, policy) as address, urlopen(address) as answer:
        assert answer.headers[policy[0]] == policy[1]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<script>missing()</script>", "script: missing is not defined"),
        ("<script>console.error('bad')</script>", "console: bad"),
        ("<script src=gone.js></script>", "answers 404"),
        ("<img src=http://127.0.0.1:9/a.png alt=''>", "asks outside of the site"),
    ],
)
def test_each_fault_of_a_page_is_seen(
    tmp_path: Path, browser: Browser, content: str, fault: str
) -> None:
    """A script's error, a word in the console, a file that is missing, a request to elsewhere."""
    page = browser.new_page()
    with served(planted(tmp_path, content)) as address:
        faults = watch(page, address)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.close()
    assert any(found.startswith(fault) for found in faults)


def test_text_is_compressed_where_asked(tmp_path: Path) -> None:
    """A server that compresses sends gzip to those who take it, and the page to others."""
    planted(tmp_path, "a" * 1000)
    page = (tmp_path / "index.html").read_bytes()
    with served(tmp_path, compressed=True) as address:
        asked = Request(address, headers={"Accept-Encoding": "gzip"})
        with urlopen(asked) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read()) == page
        with urlopen(address) as answer:
            assert answer.read() == page
