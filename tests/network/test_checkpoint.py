"""Checkpoints: whole or not at all, and of the same training or refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lenet_docs import lenet5_dense
from lenet_docs.errors import DataError
from lenet_docs.network import Digits, Distortion, load_mnist
from lenet_docs.network.checkpoint import resume, settings, store
from lenet_docs.network.recipes import MODERN, PAPER_RECIPE, Recipe
from lenet_docs.network.training import Interrupted, Training

DIGITS = load_mnist("training")[:60]

RECIPE = replace(MODERN, steps=6, block=20)

PAPER = replace(PAPER_RECIPE, rates=(1e-4, 1e-4), block=20, hessian_samples=20)


def stopped(recipe: Recipe = RECIPE, blocks: int = 4) -> Training:
    """Return a training that stopped after some blocks."""
    training = Training(recipe, DIGITS)
    with pytest.raises(Interrupted):
        training.run(blocks=blocks, watched={"these": DIGITS})
    return training


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a checkpoint."""
    path = tmp_path / "checkpoint"
    store(path, stopped())
    return path


@pytest.mark.parametrize("recipe", [RECIPE, PAPER], ids=lambda each: each.name)
def test_everything_comes_back(recipe: Recipe, tmp_path: Path) -> None:
    """Parameters, memory, place, and what the passes came to."""
    training, other = stopped(recipe), Training(recipe, DIGITS)
    store(tmp_path / "kept", training)
    resume(tmp_path / "kept", other)
    assert np.array_equal(other.network.parameters, training.network.parameters)
    assert training.learner.memory
    for name, array in training.learner.memory.items():
        assert np.array_equal(other.learner.memory[name], array)
    assert (other.done, other.history) == (training.done, training.history)
    assert other.history[0].errors.keys() == {"these"}
    assert (other.loss_so_far, other.seconds_so_far) == (
        training.loss_so_far,
        training.seconds_so_far,
    )
    assert other.loss_so_far > 0


def test_the_settings_can_be_read_alone(kept: Path) -> None:
    """They are those of the recipe, in words."""
    assert settings(kept) == RECIPE.settings()


def test_nothing_in_a_checkpoint_is_a_pickle(kept: Path) -> None:
    """It is an archive of plain arrays, whatever its name."""
    with zipfile.ZipFile(kept) as archive:
        assert sorted(archive.namelist()) == [
            "memory.mean.npy",
            "memory.square.npy",
            "parameters.npy",
            "state.npy",
        ]
        for name in archive.namelist():
            np.load(io.BytesIO(archive.read(name)), allow_pickle=False)


def others() -> dict[str, tuple[Training, str]]:
    """Return trainings that differ in one thing from that of the checkpoint, and what it is."""
    fewer, changed = DIGITS[:59], DIGITS.images.copy()
    changed[30, 14, 14] ^= 1
    relabelled = DIGITS.labels.copy()
    relabelled[0] = 9 - relabelled[0]
    distorting = RECIPE.distorting(Distortion())
    rate = replace(RECIPE, rate=0.5)
    return {
        "recipe": (Training(PAPER, DIGITS), "its recipe's name is modern, and not paper"),
        "distortions": (
            Training(distorting, DIGITS),
            "its recipe's name is modern, and not modern, distortions",
        ),
        "rate": (
            Training(rate, DIGITS),
            f"its recipe's rate is {RECIPE.rate}, and not 0.5",
        ),
        "steps": (
            Training(replace(RECIPE, steps=7), DIGITS),
            "its recipe's steps is 6, and not 7",
        ),
        "seed": (Training(RECIPE, DIGITS, seed=1), "its seed is 0, and not 1"),
        "fewer digits": (Training(RECIPE, fewer), "it learns from other digits"),
        "a pixel": (
            Training(RECIPE, Digits(changed, DIGITS.labels)),
            "it learns from other digits",
        ),
        "a label": (
            Training(RECIPE, Digits(DIGITS.images, relabelled)),
            "it learns from other digits",
        ),
        "architecture": (
            Training(RECIPE, DIGITS, architecture=lenet5_dense()),
            "its architecture is lenet5, and not lenet5-dense",
        ),
    }


def test_a_checkpoint_of_another_training_is_refused(kept: Path) -> None:
    """The message says what differs, and the training that asked stays as it is."""
    for training, difference in others().values():
        before = training.network.parameters.copy()
        with pytest.raises(DataError) as error:
            resume(kept, training)
        assert str(error.value) == (
            f"{kept}: is of another training: {difference}; give the same, or remove the file to "
            "begin anew"
        )
        assert np.array_equal(training.network.parameters, before)
        assert (training.done, training.history) == (0, [])


def rewritten(path: Path, **changes: Any) -> None:
    """Write a checkpoint again with other arrays, or with changes to its state."""
    with np.load(path) as stored:
        arrays = dict(stored)
    state = json.loads(arrays["state"].tobytes())
    for name, value in changes.items():
        if isinstance(value, np.ndarray):
            arrays[name.replace("__", ".")] = value
        elif value is None:
            state.pop(name, None)
            arrays.pop(name.replace("__", "."), None)
        else:
            state[name] = value
    if "state" in arrays and "state" not in changes:
        arrays["state"] = np.frombuffer(json.dumps(state).encode(), np.uint8)
    with path.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": None},
        {"state": np.zeros(3, np.uint8)},
        {"state": np.frombuffer(b"[1, 2]", np.uint8)},
        {"what": None},
        {"what": 3},
        {"what": {"recipe": "modern"}},
        {"done": None},
        {"done": "soon"},
        {"history": [{"loss": 1.0}]},
        {"history": 7},
        {"loss_so_far": None},
        {"parameters": None},
        {"parameters": np.zeros(7, np.float32)},
        {"memory__mean": None},
        {"memory__mean": np.zeros(1, np.float32)},
    ],
    ids=str,
)
def test_what_is_no_checkpoint_is_refused(kept: Path, changes: dict[str, Any]) -> None:
    """Whatever is missing or of another kind, and before anything is taken from it."""
    rewritten(kept, **changes)
    training = Training(RECIPE, DIGITS)
    before = training.network.parameters.copy()
    pattern = f"^{re.escape(str(kept))}: is not a checkpoint of a training \\("
    with pytest.raises(DataError, match=pattern):
        resume(kept, training)
    assert np.array_equal(training.network.parameters, before)
    assert training.done == 0


def test_a_missing_checkpoint_is_named(tmp_path: Path) -> None:
    """By its path."""
    for ask in (settings, lambda path: resume(path, Training(RECIPE, DIGITS))):
        with pytest.raises(DataError, match=r"checkpoint: is not there$"):
            ask(tmp_path / "checkpoint")


def test_a_checkpoint_that_is_not_whole_leaves_the_one_before(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk may be full, or the process may end: the old file stays, and no half of another."""
    before = kept.read_bytes()
    save = np.savez_compressed

    def half(stream: Any, **arrays: Any) -> None:
        whole = io.BytesIO()
        save(whole, **arrays)
        stream.write(whole.getvalue()[:1000])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", half)
    with pytest.raises(DataError, match=r"checkpoint: cannot be written: No space left on device$"):
        store(kept, stopped(blocks=5))
    assert kept.read_bytes() == before
    assert [path.name for path in kept.parent.iterdir()] == ["checkpoint"]
    training = Training(RECIPE, DIGITS)
    resume(kept, training)
    assert training.done == 4


def test_a_process_that_ends_while_it_writes_leaves_the_one_before(kept: Path) -> None:
    """Nothing can tidy up then; what is left beside it is not in the way of the next."""
    before = kept.read_bytes()
    partial = kept.with_name(".checkpoint.partial")
    partial.write_bytes(before[:500])
    training = Training(RECIPE, DIGITS)
    resume(kept, training)
    assert training.done == 4
    store(kept, stopped(blocks=5))
    resume(kept, training)
    assert training.done == 5
    assert not partial.exists()
