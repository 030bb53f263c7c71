"""Every page of the site in a browser: it loads, it fits, and axe has nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.axe import EXCEPTIONS
from tests.site.touring import Seen, tours

Seens = dict[str, Seen]


@pytest.fixture(scope="module")
def seen(site: Path, address: str) -> Seens:
    """Return what was seen of every page."""
    return tours(address, sorted(str(path.relative_to(site)) for path in site.rglob("*.html")))


def test_the_whole_site_is_seen(seen: Seens) -> None:
    """The chapters, and what Sphinx adds to them."""
    assert {"index.html", "layers/c3.html", "ledger.html", "genindex.html"} <= set(seen)


def test_every_page_loads_without_a_fault(seen: Seens) -> None:
    """No error in a script, no word in the console, no failed request, none to another host."""
    assert {page: look.faults for page, look in seen.items() if look.faults} == {}


def test_axe_finds_nothing(seen: Seens) -> None:
    """On no page, at either size, in either colour scheme, but for the exceptions."""
    found = [
        f"{page} ({look}): {violation}"
        for page, all_looks in seen.items()
        for look, violation in all_looks.complaints
        if violation.exception < 0
    ]
    assert found == []


def test_every_exception_is_needed(seen: Seens) -> None:
    """What no page breaks any more is no exception."""
    used = {violation.exception for look in seen.values() for _, violation in look.complaints}
    assert [each for index, each in enumerate(EXCEPTIONS) if index not in used] == []


def test_nothing_scrolls_sideways(seen: Seens) -> None:
    """Not at 320 pixels, at twice the size, with larger letters or with more space around them.

    What is wider than the window is scrolled within its own box.
    """
    assert {
        page: wide
        for page, look in seen.items()
        if (wide := {how: found for how, found in look.sideways.items() if found})
    } == {}


def test_no_text_is_cut_off(seen: Seens) -> None:
    """No box hides the end of its text, at whatever size that is read."""
    assert {
        page: cut
        for page, look in seen.items()
        if (cut := {how: found for how, found in look.cut_off.items() if found})
    } == {}


def test_every_page_has_its_landmarks(seen: Seens) -> None:
    """One main part, one footer, and one link past the chapters."""
    assert {page: look.landmarks for page, look in seen.items() if look.landmarks} == {}
