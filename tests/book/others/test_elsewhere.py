"""Figures that others print of LeNet-5."""

import pytest

from lenet_docs.book.others.elsewhere import COUNTED, seen, sightings
from lenet_docs.errors import PublishedError


@pytest.mark.parametrize("key", COUNTED)
def test_what_a_figure_is_said_to_count_gives_it_exactly(key: str) -> None:
    """No figure is explained by something that merely comes near."""
    assert COUNTED[key]() == seen(key)


def test_every_sighting_can_be_read() -> None:
    """Each is a number, and the place where it was seen is an address."""
    for key, sighting in sightings().items():
        assert seen(key) > 0
        assert sighting.url == "" or sighting.url.startswith("https://")


def test_an_unknown_sighting_is_refused_with_a_suggestion() -> None:
    """The message names the nearest one."""
    with pytest.raises(PublishedError, match="did you mean 'today'"):
        seen("todays")
