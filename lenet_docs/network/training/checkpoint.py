"""A training in a file, to be taken up again."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from lenet_docs.errors import DataError
from lenet_docs.network.steps import Array
from lenet_docs.network.trained_network.weights import read_arrays, write_arrays
from lenet_docs.network.training.loop import Pass, Training

__all__ = ["held", "planned_steps", "resume", "store"]


@contextmanager
def held(path: str | os.PathLike[str]) -> Iterator[None]:
    """Keep other trainings from a file that this one reads and writes, or will write.

    The lock is a file beside it, so that it is known as well whether its folder can be
    written to. It does not outlive the process, however that ends.

    Raises
    ------
    DataError
        If another training holds the file, or its folder cannot be written to.
    """
    lock = FileLock(Path(path).with_name(f".{Path(path).name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        fault = "another training writes it; wait for its end, or name another file"
        if not Path(lock.lock_file).exists():  # as in /proc, whose owner may not write either
            fault = "cannot be written: its folder takes no files"
        raise DataError(f"{path}: {fault}") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open
            Path(lock.lock_file).unlink()
        lock.release()


def store(path: str | os.PathLike[str], training: Training) -> None:
    """Write all that a training needs to go on: parameters, memory, place and history."""
    state = {
        "what": _identity(training),
        "done": training.done,
        "loss_so_far": training.loss_so_far,
        "seconds_so_far": training.seconds_so_far,
        "history": [asdict(each) for each in training.history],
    }
    encoded = np.frombuffer(json.dumps(state).encode(), np.uint8)
    write_arrays(path, {**_arrays(training), "state": encoded})


def resume(path: str | os.PathLike[str], training: Training) -> None:
    """Take up a training where a checkpoint left it.

    Parameters
    ----------
    path
        A file that `store` wrote.
    training
        A new training with the same recipe, digits, seed and architecture.

    Raises
    ------
    DataError
        If the file is missing, damaged, or of another training; the message says
        what differs.
    """
    arrays, state = _read(path)
    for name, wanted in _identity(training).items():
        stored = state["what"].get(name)
        if stored != wanted:
            raise DataError(
                f"{path}: is of another training: {_difference(name, stored, wanted)}; give the "
                "same, or remove the file to begin anew"
            )
    own = _arrays(training)
    try:
        _check_arrays(arrays, own)
        history = _history(state, training)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise _no_checkpoint(path, error) from None
    for name, array in own.items():
        array[...] = arrays[name]
    training.done, training.history = state["done"], history
    training.loss_so_far, training.seconds_so_far = state["loss_so_far"], state["seconds_so_far"]


def planned_steps(path: str | os.PathLike[str]) -> int | None:
    """Return how many steps the training of a checkpoint has, if its recipe chooses their number.

    Raises
    ------
    DataError
        If the file is missing, damaged, or no checkpoint.
    """
    _, state = _read(path)
    steps = state["what"]["recipe"].get("steps")
    if steps is None:
        return None
    if not re.fullmatch("[1-9][0-9]{0,17}", str(steps)):
        raise _no_checkpoint(path, ValueError(f"its steps are {steps!r}"))
    return int(steps)


def _read(path: str | os.PathLike[str]) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    arrays = read_arrays(path)
    try:
        state = json.loads(arrays.pop("state").tobytes())
        if not isinstance(state["what"]["recipe"], dict):
            raise ValueError("it names no recipe")
    except RecursionError:
        raise _no_checkpoint(path, ValueError("it is nested too deeply")) from None
    except (KeyError, TypeError, ValueError) as error:
        raise _no_checkpoint(path, error) from None
    return arrays, state


def _check_arrays(arrays: dict[str, NDArray[Any]], wanted: dict[str, Array]) -> None:
    for name in sorted({*arrays, *wanted}):
        have, want = _kind(arrays.get(name)), _kind(wanted.get(name))
        if have != want:
            raise ValueError(f"{name} is {have}, not {want}")
        if not np.isfinite(arrays[name]).all():
            raise ValueError(f"{name} holds what is not a finite number")


def _kind(array: NDArray[Any] | None) -> str:
    return "missing" if array is None else f"{array.dtype} of shape {array.shape}"


def _history(state: dict[str, Any], training: Training) -> list[Pass]:
    """Return what the passes came to, once all that is noted of the training can be true."""
    done = state["done"]
    if type(done) is not int or not 0 <= done <= training.blocks:
        raise ValueError(f"done is {done!r}, not a whole number from 0 to {training.blocks:,}")
    passes = done / training.blocks_a_pass
    history = [Pass(**each) for each in state["history"]]
    if len(history) != (math.ceil if done == training.blocks else math.floor)(passes):
        raise ValueError(f"it has {len(history)} passes after {done:,} blocks")
    numbers = [state["loss_so_far"], state["seconds_so_far"]]
    for each in history:
        numbers += [each.loss, each.seconds, *each.errors.values()]
    for number in numbers:
        if type(number) not in (int, float) or not math.isfinite(number):
            raise ValueError(f"it notes {number!r}, not a finite number")
    return history


def _no_checkpoint(path: str | os.PathLike[str], error: Exception) -> DataError:
    fault = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
    return DataError(
        f"{path}: is not a checkpoint of a training ({fault}); remove it to begin anew"
    )


def _difference(name: str, stored: Any, wanted: Any) -> str:
    """Say what differs; of a recipe, only the settings that do."""
    if isinstance(stored, dict) and isinstance(wanted, dict):
        for setting in [*wanted, *stored]:
            if stored.get(setting) != wanted.get(setting):
                return _difference(f"recipe's {setting}", stored.get(setting), wanted.get(setting))
    if name == "digits":
        return "it learns from other digits"
    return f"its {name} is {stored}, and not {wanted}"


def _arrays(training: Training) -> dict[str, Array]:
    """Return what changes while a training goes on, by the names that the file gives it."""
    memory = {f"memory.{name}": each for name, each in training.optimiser.memory.items()}
    return {"parameters": training.network.parameters, **memory}


def _identity(training: Training) -> dict[str, Any]:
    """Return what must be the same for a training to go on."""
    digits = hashlib.sha256(training.digits.images.tobytes())
    digits.update(training.digits.labels.tobytes())
    return {
        "recipe": training.recipe.settings(),
        "seed": training.seed,
        "digits": digits.hexdigest(),
        "architecture": training.network.architecture.name,
        "parameters": training.network.parameters.size,
    }
