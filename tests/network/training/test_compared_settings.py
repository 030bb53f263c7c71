"""Short trainings of ``make reproduce`` that compare settings, on digits that were held out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.plans import Plan
from benchmarks.reproduce import Places, main
from lenet_docs.network import Digits, load_mnist
from lenet_docs.network.training.loop import Training
from lenet_docs.network.training.recipes import PAPER_RECIPE
from lenet_docs.sphinxext.numbers.results_files import load_results

RECIPE = replace(PAPER_RECIPE, rates=(0.0002, 0.0001), block=50)
WILD = replace(RECIPE, rates=(1e30, 1e30))
HELD_OUT = 80
PLANS = {"slow": Plan(RECIPE, held_out=HELD_OUT), "fast": Plan(RECIPE.scaled(2), held_out=HELD_OUT)}


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Return files and folders of the test's own; the commit is a given one."""
    for module in ("benchmarks.reproduce", "benchmarks.results_file"):
        monkeypatch.setattr(f"{module}.revision", lambda: "0123456789abcdef")
    return Places(tmp_path / "runs", tmp_path / "training.toml", tmp_path / "trained")


@pytest.fixture(scope="module")
def digits() -> tuple[Digits, Digits]:
    """Return a few training images, and not a single test image."""
    return load_mnist("training")[:200], load_mnist("test")[:0]


def values(places: Places) -> Mapping[str, float]:
    """Return the results by key."""
    return {key: float(each.value) for key, each in load_results(places.results).items()}


def test_settings_are_judged_by_what_was_not_learned(
    places: Places, digits: tuple[Digits, Digits]
) -> None:
    """The last training images judge, the others are learned from; no test image is needed."""
    arguments = ["--only", "ablations"]
    plans = {**PLANS, "whole": Plan(RECIPE)}
    assert main(arguments, plans=plans, places=places, digits=digits) is None
    found = values(places)
    assert {tuple(key.split(".")[:2]) for key in found} == {
        ("ablations", name) for name in PLANS
    }  # fmt: skip
    learning, validation = digits[0].split(HELD_OUT)
    for name, plan in PLANS.items():
        training = Training(plan.recipe, learning)
        training.run(watched={"validation": validation})
        for number, each in enumerate(training.history, 1):
            key = f"ablations.{name}.pass{number}"
            expected = pytest.approx(each.errors["validation"], abs=0.005)
            assert found[f"{key}.validation_error"] == expected
            assert found[f"{key}.loss"] == pytest.approx(each.loss, abs=1e-4)
        rates = training.optimiser.memory["rates"]
        ends = [found[f"ablations.{name}.rates_last.{end}"] for end in ("min", "median", "max")]
        assert ends == pytest.approx([rates.min(), np.median(rates), rates.max()], rel=5e-3)


def test_settings_that_diverge_are_left_out(
    places: Places, digits: tuple[Digits, Digits], capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are written; a whole training that diverges is an error."""
    plans = {"wild": Plan(WILD, held_out=HELD_OUT), "slow": PLANS["slow"]}
    assert main([], plans=plans, places=places, digits=digits) is None
    said = capsys.readouterr().out
    assert "wild-0: paper: the loss is no longer finite in pass 2" in said
    assert "wild: left out, since 0 of 1 runs are complete\n" in said
    assert {key.split(".")[1] for key in values(places)} == {"slow"}
    whole = {"whole": Plan(WILD)}
    message = main([], plans=whole, places=places, digits=(digits[0], load_mnist("test")[:50]))
    assert message is not None
    assert "no longer finite" in message


def test_the_training_error_is_that_of_the_kept_run(places: Places) -> None:
    """The run whose test error is the median."""
    digits = load_mnist("training")[:200], load_mnist("test")[:100]
    assert main([], plans={"whole": Plan(RECIPE, seeds=3)}, places=places, digits=digits) is None
    found = values(places)
    seed = int(found["training.whole.median_seed"])
    kept = found[f"training.whole.seed{seed}.training_error"]
    assert found["training.whole.median_training_error"] == kept
