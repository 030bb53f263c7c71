"""The parts of a page: what they follow from, and when they are made."""

from __future__ import annotations

import json
from collections.abc import Hashable

from lenet_docs.recalculation.browser import Session
from lenet_docs.recalculation.page import DRAWINGS, Page
from tests.recalculation.samples import samples

SAMPLES = 120


def changed(session: Session, **values: str) -> list[str]:
    """Return the names of the parts that are made for what was typed."""
    session.ask(json.dumps({"values": {name.replace("_", "."): n for name, n in values.items()}}))
    names = []
    while made := session.part():
        names.append(json.loads(made)["name"])
    return names


def test_parts_that_follow_from_the_same_settings_are_the_same() -> None:
    """So a part need not be made again while what it follows from stays."""
    page = Page(str)
    made: dict[tuple[str, Hashable], str] = {}
    again = 0
    for settings in samples(SAMPLES):
        for part in page.parts(settings, page.answer(settings).outcome):
            if part.name not in DRAWINGS:
                key = part.name, part.settings
                again += key in made
                assert made.setdefault(key, part.html) == part.html, part.name
    assert again > SAMPLES


def test_what_a_change_does_not_reach_is_not_made_again() -> None:
    """Layers before it stay, and so does whatever comes out as it was."""
    session = Session('{"links": {}, "layer": ""}')
    changed(session)
    assert changed(session, C5_maps="121")[:3] == ["C5", "F6", "totals"]
    assert changed(session, C5_maps="121") == []
    assert changed(session, C5_maps="") == []  # a problem leaves what is shown
    assert changed(session, C5_maps="122")[0] == "C5"
    changed(session, C1_maps="8")
    made = changed(session, C1_maps="9")
    assert "S2" in made
    assert "C3" not in made  # the connection table has the same marks


def test_what_a_reader_looks_at_comes_with_the_answer() -> None:
    """It is not made again with the rest, which comes in the order of the network."""
    session = Session('{"links": {}, "layer": ""}')
    request = {"values": {"input.height": "60"}, "first": ["totals", "C5", "no part"]}
    answer = json.loads(session.ask(json.dumps(request)))
    assert [part["name"] for part in answer["parts"]] == ["C5", "totals"]
    rest = []
    while made := session.part():
        rest.append(json.loads(made)["name"])
    assert rest[:5] == ["C1", "S2", "C3", "S4", "F6"]
    assert not {"C5", "totals"} & set(rest)
