"""Files of measured results."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lenet_docs.sphinxext.numbers.results_files import (
    Result,
    ResultsError,
    find_result,
    load_results,
)

CONTENT: dict[str, Any] = {
    "command": "make measure",
    "revision": "0123456789abcdef",
    "machine": "a machine",
    "date": "2026-01-31",
    "results": {"epochs": 20, "test": {"error": 0.95}},
}


def write(folder: Path, name: str = "results.json", **changes: Any) -> Path:
    content = {field: value for field, value in {**CONTENT, **changes}.items() if value is not None}
    file = folder / name
    file.write_text(json.dumps(content))
    return file


def test_a_result_knows_how_it_was_measured(tmp_path: Path) -> None:
    """Its value is exactly what the file writes, and its key is its path."""
    how = ("make measure", "0123456789abcdef", "a machine", date(2026, 1, 31))
    assert load_results(write(tmp_path)) == {
        "epochs": Result("epochs", 20, *how),
        "test.error": Result("test.error", Fraction(95, 100), *how),
    }
    assert find_result([write(tmp_path)], "epochs").origin == (
        "measured by 'make measure' at revision 0123456789, on a machine, 2026-01-31"
    )


def test_toml_says_the_same(tmp_path: Path) -> None:
    """A day is written without quotation marks there; a byte order mark is no fault."""
    file = tmp_path / "results.toml"
    file.write_text(
        'command = "make measure"\nrevision = "0123456789abcdef"\nmachine = "a machine"\n'
        "date = 2026-01-31\n[results]\nepochs = 20\n[results.test]\nerror = 0.95\n",
        encoding="utf-8-sig",
    )
    assert load_results(file) == load_results(write(tmp_path))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"command": None}, "results.json: 'command' is missing"),
        ({"command": " "}, "results.json: 'command' is missing"),
        ({"revision": None}, "results.json: 'revision' is missing"),
        ({"revision": "main"}, "revision 'main' is not a commit, such as '0d9be89c1f'"),
        ({"machine": None}, "results.json: 'machine' is missing"),
        ({"date": None}, "results.json: 'date' is missing or no day; write it as 2026-01-31"),
        ({"date": "31.1.2026"}, "results.json: 'date' is missing or no day"),
        ({"results": None}, "results.json: 'results' is missing; it is a table of numbers"),
        ({"results": {}}, "results.json: 'results' is missing"),
        ({"results": {"test": {"error": "few"}}}, "results.json: 'test.error' is no number"),
        ({"results": {"converged": True}}, "results.json: 'converged' is no number"),
    ],
)
def test_a_file_must_say_how_to_measure_again(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    """Each missing field is named."""
    with pytest.raises(ResultsError, match=message):
        load_results(write(tmp_path, **changes))


@pytest.mark.parametrize(
    ("text", "message"),
    [("[]", "must hold a table"), ("{", "cannot be read: "), ('{"a": NaN', "cannot be read: ")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str, message: str) -> None:
    """Whatever is wrong with it."""
    file = tmp_path / "results.json"
    file.write_text(text)
    with pytest.raises(ResultsError, match=f"results.json {message}"):
        load_results(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The role reports it at its place."""
    with pytest.raises(ResultsError, match=r"results.json cannot be read: .*No such file"):
        find_result([tmp_path / "results.json"], "epochs")


def test_keys_are_of_one_file(tmp_path: Path) -> None:
    """Two files must not hold the same key; of an unknown one, the nearest is suggested."""
    files = [write(tmp_path, "a.json"), write(tmp_path, "b.json", results={"share": 1})]
    assert find_result(files, "share").value == 1
    with pytest.raises(ResultsError, match="there is no result 'epoch'; did you mean 'epochs'"):
        find_result(files, "epoch")
    with pytest.raises(ResultsError, match=r"'epochs' is in several files, c\.json"):
        find_result([*files, write(tmp_path, "c.json")], "share")
