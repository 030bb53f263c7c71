"""A training in a file, to be taken up again."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from typing import Any

import numpy as np

from lenet_docs.errors import DataError
from lenet_docs.network.training import Pass, Training
from lenet_docs.network.weights import read_arrays, write_arrays

__all__ = ["resume", "store"]


def store(path: str | os.PathLike[str], training: Training) -> None:
    """Write all that a training needs to go on: parameters, memory, place and history."""
    state = {
        "what": _identity(training),
        "done": training.done,
        "loss_so_far": training.loss_so_far,
        "seconds_so_far": training.seconds_so_far,
        "history": [asdict(each) for each in training.history],
    }
    memory = {f"memory.{name}": each for name, each in training.learner.memory.items()}
    write_arrays(
        path,
        {
            "parameters": training.network.parameters,
            **memory,
            "state": np.frombuffer(json.dumps(state).encode(), np.uint8),
        },
    )


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
    arrays = read_arrays(path)
    try:
        state: dict[str, Any] = json.loads(arrays.pop("state").tobytes())
        what, done, history = state["what"], state["done"], state["history"]
        loss, seconds = state["loss_so_far"], state["seconds_so_far"]
        parameters = arrays["parameters"]
        memory = {name: arrays[f"memory.{name}"] for name in training.learner.memory}
    except (KeyError, ValueError, AttributeError) as error:
        raise DataError(f"{path}: is not a checkpoint of a training ({error!r})") from None
    for name, wanted in _identity(training).items():
        if what.get(name) != wanted:
            raise DataError(
                f"{path}: is of another training: its {name} is {what.get(name)!r}, and not "
                f"{wanted!r}; give the same {name}, or remove the file to begin anew"
            )
    training.network.parameters[...] = parameters
    for name, array in training.learner.memory.items():
        array[...] = memory[name]
    training.done = done
    training.loss_so_far, training.seconds_so_far = loss, seconds
    training.history = [Pass(**each) for each in history]


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
