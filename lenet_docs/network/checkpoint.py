"""A training in a file, to be taken up again."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lenet_docs.errors import DataError
from lenet_docs.network.steps import Array
from lenet_docs.network.training import Pass, Training
from lenet_docs.network.weights import read_arrays, write_arrays

__all__ = ["resume", "settings", "store"]


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
        place = int(state["done"]), float(state["loss_so_far"]), float(state["seconds_so_far"])
        history = [Pass(**each) for each in state["history"]]
        if any(arrays[name].shape != array.shape for name, array in own.items()):
            raise ValueError("an array has another shape")
    except (KeyError, TypeError, ValueError) as error:
        raise _no_checkpoint(path, error) from None
    for name, array in own.items():
        array[...] = arrays[name]
    training.done, training.loss_so_far, training.seconds_so_far = place
    training.history = history


def settings(path: str | os.PathLike[str]) -> dict[str, str]:
    """Return the settings of the recipe whose training a checkpoint belongs to, in words.

    Raises
    ------
    DataError
        If the file is missing, damaged, or no checkpoint.
    """
    _, state = _read(path)
    return dict(state["what"]["recipe"])


def _read(path: str | os.PathLike[str]) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    arrays = read_arrays(path)
    try:
        state = json.loads(arrays.pop("state").tobytes())
        if not isinstance(state["what"]["recipe"], dict):
            raise ValueError("it names no recipe")
    except (KeyError, TypeError, ValueError) as error:
        raise _no_checkpoint(path, error) from None
    return arrays, state


def _no_checkpoint(path: str | os.PathLike[str], error: Exception) -> DataError:
    return DataError(f"{path}: is not a checkpoint of a training ({error!r})")


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
    memory = {f"memory.{name}": each for name, each in training.learner.memory.items()}
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
