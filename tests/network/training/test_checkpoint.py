"""Checkpoints: whole or not at all, and of the same training or refused."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lenet_docs import lenet5, lenet5_dense
from lenet_docs.errors import DataError
from lenet_docs.network import Digits, Distortion, Network, load_mnist
from lenet_docs.network.trained_network.weights import _replacing
from lenet_docs.network.training.checkpoint import held, planned_steps, resume, store
from lenet_docs.network.training.loop import Interrupted, Training
from lenet_docs.network.training.recipes import MODERN, PAPER_RECIPE, Recipe

DIGITS = load_mnist("training")[:60]

SIZE = Network(lenet5()).parameters.size

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
    assert training.optimiser.memory
    for name, array in training.optimiser.memory.items():
        assert np.array_equal(other.optimiser.memory[name], array)
    assert (other.done, other.history) == (training.done, training.history)
    assert other.history[0].errors.keys() == {"these"}
    assert (other.loss_so_far, other.seconds_so_far) == (
        training.loss_so_far,
        training.seconds_so_far,
    )
    assert other.loss_so_far > 0


def test_the_number_of_steps_can_be_read_alone(kept: Path) -> None:
    """It is that of the recipe; the paper's recipe has none."""
    assert planned_steps(kept) == RECIPE.steps
    store(kept, stopped(PAPER))
    assert planned_steps(kept) is None


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


PASS = {"loss": 1.0, "errors": {}, "seconds": 1.0}

TAMPERED: list[tuple[dict[str, Any], str]] = [
    ({"state": None}, "it lacks 'state'"),
    ({"state": np.zeros(3, np.uint8)}, "Expecting value: line 1 column 1 (char 0)"),
    ({"state": np.frombuffer(b"[1, 2]", np.uint8)}, "list indices must be integers"),
    ({"state": np.frombuffer(b"[" * 10**5, np.uint8)}, "it is nested too deeply"),
    ({"state": np.frombuffer(b"9" * 5000, np.uint8)}, "Exceeds the limit"),
    ({"what": None}, "it lacks 'what'"),
    ({"what": 3}, "'int' object is not subscriptable"),
    ({"what": {"recipe": "modern"}}, "it names no recipe"),
    ({"done": None}, "it lacks 'done'"),
    ({"done": "soon"}, "done is 'soon', not a whole number from 0 to 6"),
    ({"done": "4"}, "done is '4', not a whole number from 0 to 6"),
    ({"done": 4.0}, "done is 4.0, not a whole number from 0 to 6"),
    ({"done": True}, "done is True, not a whole number from 0 to 6"),
    ({"done": -1}, "done is -1, not a whole number from 0 to 6"),
    ({"done": 7}, "done is 7, not a whole number from 0 to 6"),
    ({"done": float("inf")}, "done is inf, not a whole number from 0 to 6"),
    ({"done": float("nan")}, "done is nan, not a whole number from 0 to 6"),
    ({"done": 2}, "it has 1 passes after 2 blocks"),
    ({"done": 6}, "it has 1 passes after 6 blocks"),
    ({"history": [{"loss": 1.0}]}, "Pass.__init__() missing 2 required positional arguments"),
    ({"history": 7}, "'int' object is not iterable"),
    ({"history": [{**PASS, "errors": 3}]}, "'int' object has no attribute 'values'"),
    ({"history": [{**PASS, "loss": "small"}]}, "it notes 'small', not a finite number"),
    ({"history": [{**PASS, "seconds": float("nan")}]}, "it notes nan, not a finite number"),
    ({"history": [{**PASS, "errors": {"these": None}}]}, "it notes None, not a finite number"),
    ({"history": [PASS, PASS]}, "it has 2 passes after 4 blocks"),
    ({"loss_so_far": None}, "it lacks 'loss_so_far'"),
    ({"loss_so_far": [1.0]}, "it notes [1.0], not a finite number"),
    ({"loss_so_far": float("inf")}, "it notes inf, not a finite number"),
    ({"seconds_so_far": 10**400}, "int too large to convert to float"),
    ({"parameters": None}, "parameters is missing, not float32 of shape"),
    ({"parameters": np.zeros(7, np.float32)}, "parameters is float32 of shape (7,), not float32"),
    ({"parameters": np.full(SIZE, np.nan, np.float32)}, "parameters holds what is not a finite"),
    ({"parameters": np.zeros(SIZE)}, "parameters is float64 of shape"),
    ({"parameters": np.full(SIZE, "a")}, "parameters is <U1 of shape"),
    ({"memory__mean": None}, "memory.mean is missing, not float32"),
    ({"memory__mean": np.zeros(1, np.float32)}, "memory.mean is float32 of shape (1,), not"),
    ({"memory__more": np.zeros(1)}, "memory.more is float64 of shape (1,), not missing"),
]


@pytest.mark.parametrize(("changes", "fault"), TAMPERED, ids=[fault for _, fault in TAMPERED])
def test_what_is_no_checkpoint_is_refused(kept: Path, changes: dict[str, Any], fault: str) -> None:
    """Whatever is missing, of another kind or cannot be, and before anything is taken from it."""
    rewritten(kept, **changes)
    training = Training(RECIPE, DIGITS)
    before = training.network.parameters.copy()
    with pytest.raises(DataError) as error:
        resume(kept, training)
    message = str(error.value)
    assert message.startswith(f"{kept}: is not a checkpoint of a training ({fault}"[:150])
    assert message.endswith("); remove it to begin anew")
    assert fault in message
    assert np.array_equal(training.network.parameters, before)
    assert training.done == 0


@pytest.mark.parametrize("steps", ["0", "-1", "1.5", "9" * 19, "9" * 5000, 7.5, [6]], ids=str)
def test_a_number_of_steps_that_cannot_be_is_refused(kept: Path, steps: Any) -> None:
    """The time that is left could not be planned by it."""
    rewritten(kept, what={"recipe": {"steps": steps}})
    with pytest.raises(DataError, match=r"is not a checkpoint of a training \(its steps are "):
        planned_steps(kept)


def test_a_checkpoint_is_held_by_one_training(kept: Path) -> None:
    """Another hears of it at once; afterwards nothing is left, and it can be held again."""
    for _ in range(2):
        with held(kept), pytest.raises(DataError) as error, held(kept):
            pytest.fail("it was held twice")
        assert str(error.value) == (
            f"{kept}: another training writes it; wait for its end, or name another file"
        )
        assert [path.name for path in kept.parent.iterdir()] == ["checkpoint"]


def test_a_missing_checkpoint_is_named(tmp_path: Path) -> None:
    """By its path."""
    for ask in (planned_steps, lambda path: resume(path, Training(RECIPE, DIGITS))):
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


def test_two_that_write_one_file_do_not_write_into_each_other(kept: Path) -> None:
    """Each has a temporary file of its own, and the last leaves its checkpoint, whole."""
    with _replacing(kept) as stream:
        stream.write(b"the beginning of another")
        store(kept, stopped(blocks=5))
        training = Training(RECIPE, DIGITS)
        resume(kept, training)
        assert training.done == 5
    assert kept.read_bytes() == b"the beginning of another"
    assert [path.name for path in kept.parent.iterdir()] == ["checkpoint"]
