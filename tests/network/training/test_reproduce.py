"""``make reproduce`` with tiny recipes: what it writes, and how it goes on."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import reproduce
from benchmarks.plans import Plan
from benchmarks.reproduce import Places, main
from lenet_docs.network import Digits, Distortion, levels, load_mnist
from lenet_docs.network.trained_network import weights
from lenet_docs.network.training.checkpoint import held
from lenet_docs.network.training.loop import Training, error_rate
from lenet_docs.network.training.recipes import MODERN, PAPER_RECIPE, Modern
from lenet_docs.sphinxext.numbers.results_files import load_results

RECIPE = replace(PAPER_RECIPE, rates=(0.0002, 0.0001), block=50)

BATCHES = replace(MODERN, block=64)

PLANS = {
    "paper": Plan(RECIPE, seeds=3, trained="paper.npz"),
    "modern": Plan(BATCHES.distorting(Distortion()), seconds=60, trained="modern.npz"),
}

QUICK = {"modern": PLANS["modern"], "other": Plan(replace(MODERN, steps=2))}

DIGITS = load_mnist("training")[:200], load_mnist("test")[:100]

COMMIT = "0123456789abcdef"


@pytest.fixture(scope="module", autouse=True)
def settled() -> Iterator[None]:
    """Make the commit a given one, and the number of steps one that is not timed."""

    def planned(seconds: float, recipe: Modern, digits: Digits) -> Modern:
        return replace(recipe, steps=int(seconds) // 10)

    with pytest.MonkeyPatch.context() as patch:
        for module in ("benchmarks.reproduce", "benchmarks.results_file"):
            patch.setattr(f"{module}.revision", lambda: COMMIT)
        patch.setattr(reproduce, "within", planned)
        yield


def inside(folder: Path) -> Places:
    """Return files and folders of the test's own."""
    return Places(folder / "runs", folder / "results" / "training.toml", folder / "trained")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return inside(tmp_path)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Return where everything is done."""
    places = inside(tmp_path_factory.mktemp("done"))
    assert main([], plans=PLANS, places=places, digits=DIGITS) is None
    return places


@pytest.fixture(scope="module")
def trainings() -> list[Training]:
    """Return the same trainings, carried out here."""
    found = [Training(RECIPE, DIGITS[0], seed=seed) for seed in range(3)]
    for training in found:
        training.run()
    return found


def test_the_book_can_read_the_results(done: Places) -> None:
    """They say which command measured them, and at which commit."""
    found = load_results(done.results)
    assert {each.revision for each in found.values()} == {COMMIT}
    assert {each.command for each in found.values()} == {"make reproduce"}


def test_the_results_are_those_of_the_trainings(done: Places, trainings: list[Training]) -> None:
    """Errors and losses are there for each run and pass, and the median of the runs."""
    found = values(done)
    errors = [error_rate(each.network, DIGITS[1]) for each in trainings]
    for seed, training in enumerate(trainings):
        key = f"training.paper.seed{seed}"
        assert found[f"{key}.test_error"] == found[f"{key}.pass2.test_error"] == errors[seed]
        trained = error_rate(training.network, DIGITS[0])
        assert found[f"{key}.training_error"] == found[f"{key}.pass2.training_error"] == trained
        losses = [found[f"{key}.pass{number}.loss"] for number in (1, 2)]
        assert losses == pytest.approx([each.loss for each in training.history], abs=1e-4)
    assert found["training.paper.median_test_error"] == sorted(errors)[1]
    assert errors[int(found["training.paper.median_seed"])] == sorted(errors)[1]
    assert found["training.paper.largest_test_error"] == max(errors)
    assert found["training.paper.smallest_test_error"] == min(errors)


def test_the_rates_are_those_of_the_first_pass(done: Places) -> None:
    """Each group has its smallest and largest rate; those of all are the ends of these."""
    found = values(done)
    training = Training(replace(RECIPE, rates=RECIPE.rates[:1]), DIGITS[0])
    training.run()
    rates = training.optimiser.memory["rates"]
    groups = training.network.named(rates)
    assert len(groups) == 12
    for name, array in [*groups.items(), ("", rates)]:
        key = "training.paper.rates." + (f"{name}." if name else "")
        ends = [found[f"{key}min"], found[f"{key}max"]]
        assert ends == pytest.approx([array.min(), array.max()], rel=5e-3)


def test_the_parameters_are_kept_with_what_they_misread(done: Places) -> None:
    """The run with the median error is kept, and its mistakes are label and answer."""
    found, test = values(done), DIGITS[1]
    for name in PLANS:
        path = done.trained / f"{name}.npz"
        network, about = weights.load(path), weights.description(path)
        assert about["seed"] == found[f"training.{name}.median_seed"]
        assert (about["revision"], about["command"]) == (COMMIT, "make reproduce")
        answers = network.classify(levels(test.images))
        assert about["misread"] == {
            str(index): f"{label}>{answer}"
            for index, (label, answer) in enumerate(zip(test.labels, answers, strict=True))
            if label != answer
        }
        assert about["test_error"] == 100 * len(about["misread"]) / len(test)


def test_the_last_pass_may_be_a_part_of_one(done: Places) -> None:
    """Six steps of 64 images are one pass of 200, and 128 images more."""
    found = values(done)
    assert [found[f"training.modern.seed0.pass{number}.images"] for number in (1, 2)] == [200, 128]
    assert found["training.modern.passes"] == 2


def test_each_pass_is_told(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    """Loss, both errors and the time are printed after it."""
    assert main(["--only", "modern"], plans=QUICK, places=places, digits=DIGITS) is None
    lines = capsys.readouterr().out.splitlines()
    pattern = r"modern-0, pass \d: loss \d+\.\d{4}, training \S+ %, test \S+ %, \d+\.\d s"
    assert [bool(re.fullmatch(pattern, line)) for line in lines] == [True, True, False]


def test_an_interrupted_run_goes_on_to_the_same_end(
    places: Places, trainings: list[Training], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl-C in the middle of a pass, the same command ends with the same parameters."""
    plans = {"paper": Plan(RECIPE, trained="paper.npz")}
    learn, calls = Training._learn, 0

    def interrupted(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == reproduce.OPENING * 2 + 6:  # after the openings; in the second pass
            signal.raise_signal(signal.SIGINT)
        return learn(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Training, "_learn", interrupted)
        message = main([], plans=plans, places=places, digits=DIGITS)
    assert message == (
        "stopped after 6 of 8 blocks of 50 images; `make reproduce` goes on from there"
    )
    assert not places.trained.exists()
    assert main([], plans=plans, places=places, digits=DIGITS) is None
    stored = weights.load(places.trained / "paper.npz")
    assert np.array_equal(stored.parameters, trainings[0].network.parameters)


def test_a_run_is_carried_out_once_at_a_time(places: Places) -> None:
    """Two of these commands would otherwise write one checkpoint."""
    places.runs.mkdir()
    with held(places.runs / "modern-0.npz"):
        message = main(["--only", "modern"], plans=QUICK, places=places, digits=DIGITS)
    assert message is not None
    assert "modern-0.npz: another training writes it" in message
    assert not list(places.runs.iterdir())


def test_separate_runs_are_merged(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    """What was trained before is in the results as well; what is not complete is named."""
    assert main(["--only", "modern"], plans=QUICK, places=places, digits=DIGITS) is None
    assert "other: left out, since 0 of 1 runs are complete\n" in capsys.readouterr().out
    before = values(places)
    assert recipes(before) == {"modern"}
    assert main(["--only", "other"], plans=QUICK, places=places, digits=DIGITS) is None
    assert "pass" not in re.sub("other-0, pass", "", capsys.readouterr().out)
    after = values(places)
    assert before.items() < after.items()
    assert recipes(after) == {"modern", "other"}


@pytest.mark.parametrize("field", ["opening", "machine"])
def test_a_run_of_other_code_or_another_machine_is_refused(
    field: str, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    """If it is wanted, nothing is written; if it is not, it is left out."""
    assert main(["--only", "modern"], plans=QUICK, places=places, digits=DIGITS) is None
    path = places.runs / "modern-0.json"
    notes = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**notes, field: "other"}), encoding="utf-8")
    refusal = (
        "modern-0: was begun with other code, or on another machine; remove "
        f"{places.runs / 'modern-0.npz'} and {path} to begin anew"
    )
    assert main(["--only", "modern"], plans=QUICK, places=places, digits=DIGITS) == refusal
    capsys.readouterr()
    assert main(["--only", "other"], plans=QUICK, places=places, digits=DIGITS) is None
    assert f"{refusal}\n" in capsys.readouterr().out
    assert recipes(values(places)) == {"other"}


def test_more_seeds_can_be_asked_for(places: Places) -> None:
    """Of two runs the better one is the lower median."""
    arguments = ["--only", "other", "--seeds", "2"]
    assert main(arguments, plans=QUICK, places=places, digits=DIGITS) is None
    found = values(places)
    errors = [found[f"training.other.seed{seed}.test_error"] for seed in (0, 1)]
    assert found["training.other.median_test_error"] == min(errors)


def values(places: Places) -> dict[str, float]:
    """Return the results by their keys."""
    return {key: float(each.value) for key, each in load_results(places.results).items()}


def recipes(found: dict[str, float]) -> set[str]:
    """Return what was trained."""
    return {key.split(".")[1] for key in found}
