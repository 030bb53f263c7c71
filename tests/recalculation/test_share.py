"""Settings travel as a short text, and as Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lenet_docs import Architecture
from lenet_docs.architecture import COUNTS
from lenet_docs.errors import SettingsError
from lenet_docs.recalculation import from_text, to_python, to_text
from lenet_docs.recalculation.settings import PRESETS
from tests.recalculation.samples import samples

# Links with these are out there: they must be read for good.
PINNED = {
    "lenet5": "1.32.32.6.5.1.2.16.5.1.2.120.5.1.84.10.4cOHjx8ePnz52bt_",
    "larger": "1.44.44.6.5.1.2.16.5.1.2.120.5.1.84.10.4cOHjx8ePnz52bt_",
    "dense": "1.32.32.6.5.1.2.16.5.1.2.120.5.1.84.10",
}


@pytest.mark.parametrize("name", PRESETS)
def test_texts_stay_as_they_are(name: str) -> None:
    """A link that was made once is read by every later release."""
    assert to_text(PRESETS[name].settings) == PINNED[name]
    assert from_text(PINNED[name]) == PRESETS[name].settings


def test_whatever_has_a_text_is_read_from_it_as_it_was() -> None:
    """Impossible settings, too: the page that is opened says why they are."""
    shared = 0
    for settings in samples(300):
        try:
            text = to_text(settings)
        except SettingsError:
            assert settings.outcome().problems
            continue
        shared += 1
        again = from_text(text)
        assert (again.values, again.table) == (settings.values, settings.table)
        assert again.outcome().problems == settings.outcome().problems
        assert to_text(again) == text
    assert shared > 200


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "these settings are of version ''; this page reads version 1"),
        ("2.1", "these settings are of version '2'; this page reads version 1"),
        (
            "1.32.32",
            "these settings have 2 parts; 15 numbers are needed, and a connection table may follow",
        ),
        (
            PINNED["dense"].replace("120", "<b>"),
            "C5.maps is '<b>' in these settings; it must be a number",
        ),
        (
            PINNED["dense"] + ".AB",
            "'AB' is no connection table of 6 by 16 cells: "
            "it must have 16 letters, digits, hyphens and underscores",
        ),
    ],
)
def test_another_text_is_refused(text: str, message: str) -> None:
    """The message says what is wrong with the link."""
    with pytest.raises(SettingsError) as caught:
        from_text(text)
    assert str(caught.value) == message


def test_the_python_of_a_network_makes_it_again() -> None:
    """What a reader copies runs, and gives the same numbers."""
    nets = [net for s in samples(60) if not s.outcome().problems and (net := s.outcome().net)]
    assert len(nets) > 10
    for net in nets:
        names: dict[str, object] = {}
        exec(to_python(net).rpartition("print(")[0], names)
        again = names["net"]
        assert isinstance(again, Architecture)
        assert [getattr(again, c) for c in COUNTS] == [getattr(net, c) for c in COUNTS]
        assert repr(again) == repr(net)


def test_the_python_prints_the_derivation(tmp_path: Path) -> None:
    """Saved and run, it prints the sum of the connections."""
    net = PRESETS["larger"].settings.outcome().net
    assert net is not None
    file = tmp_path / "network.py"
    file.write_text(to_python(net), encoding="utf-8")
    done = subprocess.run([sys.executable, file], check=True, capture_output=True, text=True)
    assert done.stdout == net.connections.text() + "\n"
