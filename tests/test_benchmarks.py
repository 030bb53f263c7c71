"""What the benchmarks do with what they measure."""

from __future__ import annotations

import subprocess
import time
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks_main
from benchmarks import counting, network, reading, results_file
from benchmarks.results_file import Results, ResultsError, write
from benchmarks.timing import Rounds, fastest, in_turns
from benchmarks.visits import Visit
from lenet_docs.sphinxext.numbers.results_files import load_results


def work(count: int) -> int:
    return sum(range(count))


def test_ratios_are_those_of_neighbouring_runs() -> None:
    """What slows both programs in one round cancels."""
    rounds = Rounds({"here": [1.0, 10.0, 2.0], "there": [2.0, 20.0, 8.0]})
    comparison = rounds.against("here", "there")
    assert list(comparison.ratios) == [2, 2, 4]
    assert comparison.ratio == 2
    assert list(comparison.quartiles) == [2, 3]
    assert rounds.median("there") == 8


def test_programs_take_turns_and_the_faster_is_known() -> None:
    """Each has as many runs as there are rounds."""
    calls = {"long": lambda: work(20_000), "short": lambda: work(2_000)}
    rounds = in_turns(calls, rounds=5, duration=0.01)
    assert [len(rounds.seconds[name]) for name in calls] == [5, 5]
    assert rounds.against("short", "long").ratio > 3
    assert fastest(calls) == "short"


def test_waiting_is_not_counted() -> None:
    """A program that sleeps costs no time of the processor."""
    rounds = in_turns({"asleep": lambda: time.sleep(0.02)}, rounds=2, duration=0.0001)
    assert rounds.median("asleep") < 0.01


def visits(paints: list[float], mathematics: float) -> list[Visit]:
    """Make visits that differ by when the first content showed."""
    return [
        Visit(bytes=1000, requests=3, first_paint=paint, mathematics=mathematics, shift=0.0)
        for paint in paints
    ]


def test_first_visits_are_compared_round_by_round() -> None:
    """What slows a round slows both pages; where a page has no formulas, none are compared."""
    here, stock = [0.1, 0.5, 0.2], [0.2, 2.0, 0.4]
    seen = {
        ("front", "here"): visits(here, 0.0),
        ("front", "stock"): visits(stock, 0.0),
        ("c3", "here"): visits(here, 1.0),
        ("c3", "stock"): visits(stock, 4.0),
        ("floor", "floor"): visits([0.05, 0.06, 0.07], 0.0),
    }
    assert set(seen) == set(reading.placed(dict.fromkeys(("here", "stock", "floor"), "")))
    figures = {"bytes": 1000, "requests": 3, "shift": 0}
    ratios = {
        "bytes": 1,
        "first_paint": 0.5,
        "first_paint_lower_quartile": 0.375,
        "first_paint_upper_quartile": 0.5,
    }
    formulas = ("mathematics", "mathematics_lower_quartile", "mathematics_upper_quartile")
    assert reading.results(seen) == {
        "front": {
            "here": {**figures, "first_paint": 0.2, "mathematics": 0},
            "stock": {**figures, "first_paint": 0.4, "mathematics": 0},
            "ratios": ratios,
        },
        "c3": {
            "here": {**figures, "first_paint": 0.2, "mathematics": 1},
            "stock": {**figures, "first_paint": 0.4, "mathematics": 4},
            "ratios": {**ratios, **dict.fromkeys(formulas, 0.25)},
        },
        "floor": {"first_paint": 0.06},
    }


def repository(folder: Path) -> None:
    """Make a repository with one commit."""
    (folder / "lenet_docs").mkdir()
    (folder / "lenet_docs" / "code.py").write_text("one = 1\n", encoding="utf-8")
    for command in (
        "init --quiet",
        "add lenet_docs",
        "-c user.name=A -c user.email=a@example.org commit --quiet --message=One",
    ):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)


def test_what_is_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The book's reader finds every number, and how it was measured."""
    repository(tmp_path)
    monkeypatch.setattr(results_file, "ROOT", tmp_path)
    file = tmp_path / "results" / "some.toml"
    results: Results = {"speed": {"one": {"here": 20, "ratio": 1.25}}, "error": 2.5e-10}
    write(file, command="make some", results=results, versions=["Other 1.0"])
    found = load_results(file)
    assert {key: each.value for key, each in found.items()} == {
        "speed.one.here": 20,
        "speed.one.ratio": Fraction(5, 4),
        "error": Fraction("2.5e-10"),
    }
    assert found["error"].command == "make some"
    assert "Other 1.0" in found["error"].machine
    assert len(found["error"].revision) == 40


def test_results_of_changed_files_are_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No commit has them, so nobody could measure them again."""
    repository(tmp_path)
    (tmp_path / "lenet_docs" / "code.py").write_text("one = 2\n", encoding="utf-8")
    monkeypatch.setattr(results_file, "ROOT", tmp_path)
    file = tmp_path / "results" / "some.toml"
    with pytest.raises(ResultsError, match=r"not as committed[^$]*lenet_docs/code\.py"):
        write(file, command="make some", results={"one": 1})
    assert not file.exists()


def test_without_pytorch_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What needs no PyTorch is measured all the same."""
    parts = {name: benchmarks_main.PARTS[name] for name in ("network", "counting")}
    monkeypatch.setattr(benchmarks_main, "PARTS", parts)
    monkeypatch.setattr(network, "PYTORCH_IS_MISSING", True)
    monkeypatch.setattr(counting, "report", lambda: "counted")
    message = benchmarks_main.main([])
    assert message is not None
    assert message.startswith("network: ")
    assert "-m pip install torch==" in message
    assert "counted" in capsys.readouterr().out


def test_a_part_alone_knows_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that it is told is the one that measures it again."""
    told: list[str] = []
    monkeypatch.setattr(network, "run", told.append)
    assert benchmarks_main.main(["--only", "network"]) is None
    assert told == ["make bench ONLY=network"]


def test_every_part_can_be_run() -> None:
    """Each has the function that is called."""
    for module in benchmarks_main.PARTS.values():
        assert callable(import_module(module).run)
