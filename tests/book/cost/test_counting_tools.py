"""What the counting tools report is what the book says they count."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from lenet_docs.book.cost.counting_tools import BUILT, RULES, tool_multiply_adds, tool_parameters
from lenet_docs.errors import PublishedError

FILE = Path(__file__).parents[3] / "benchmarks" / "results" / "counting-tools.toml"
with FILE.open("rb") as file:
    RESULTS = tomllib.load(file)["results"]

each_report = pytest.mark.parametrize(
    ("tool", "way"), [(tool, way) for tool, ways in RESULTS.items() for way in ways]
)


def test_every_tool_and_every_way_was_measured() -> None:
    """The results file and the derivations know the same tools and networks."""
    assert set(RESULTS) == set(RULES)
    assert [set(ways) for ways in RESULTS.values()] == [set(BUILT)] * len(RULES)


@each_report
def test_what_is_reported_is_derived(tool: str, way: str) -> None:
    """Each report follows, to the last digit, from what the tool is said to count."""
    reported = RESULTS[tool][way]
    assert tool_multiply_adds(tool, way) == reported["multiply_adds"]
    assert tool_parameters(tool, way) == reported["parameters"]


@pytest.mark.parametrize("counted", [tool_multiply_adds, tool_parameters])
def test_unknown_tools_and_ways_are_refused(counted: object) -> None:
    """The message says what was meant."""
    assert callable(counted)
    with pytest.raises(PublishedError, match="did you mean 'torchinfo'"):
        counted("torchinfos", "mask")
    with pytest.raises(PublishedError, match="did you mean 'mask'"):
        counted("thop", "masks")
