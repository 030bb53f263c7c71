"""The parts of a page: what they follow from, and when they are made."""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence

from lenet_docs.recalculation.browser import Session
from lenet_docs.recalculation.page import DRAWINGS, Page
from tests.recalculation.samples import samples

SAMPLES = 120


def answered(session: Session, first: Sequence[str] = (), **values: str) -> list[str]:
    """Return the names of the parts that come with the answer to what was typed."""
    typed = {name.replace("_", "."): text for name, text in values.items()}
    answer = json.loads(session.ask(json.dumps({"values": typed, "first": first})))
    return [part["name"] for part in answer["parts"]]


def rest(session: Session) -> list[str]:
    """Return the names of the parts that are made after the answer."""
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
    assert "C1" in answered(session)
    assert rest(session)[-1] == "bars"
    assert answered(session, C5_maps="121") == ["C5", "F6", "totals"]
    assert rest(session) == ["layers", "python", "network", "bars"]
    assert answered(session, C5_maps="121") + rest(session) == []
    assert answered(session, C5_maps="") + rest(session) == []  # a problem leaves what is shown
    assert answered(session, C5_maps="122")[0] == "C5"
    answered(session, C1_maps="8")
    made = answered(session, C1_maps="9")
    assert "S2" in made
    assert "C3" not in made  # the connection table has the same marks


def test_derivations_come_with_the_answer_and_what_a_reader_looks_at() -> None:
    """They are not made again with the rest, which comes in the order of the page."""
    session = Session('{"links": {}, "layer": ""}')
    made = answered(session, ["python", "C5", "no part"], input_height="60")
    assert made == ["C1", "S2", "C3", "S4", "C5", "F6", "output", "totals", "python"]
    assert rest(session) == ["table", "layers", *DRAWINGS]
