"""What ``lenet-docs train`` does: a recipe carried out, with a checkpoint to go on from."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from lenet_docs.errors import DataError, NetworkError
from lenet_docs.network.digits.data import Digits, load_mnist
from lenet_docs.network.digits.distortions import Distortion
from lenet_docs.network.trained_network import weights
from lenet_docs.network.training.checkpoint import held, planned_steps, resume, store
from lenet_docs.network.training.loop import (
    Interrupted,
    Training,
    asked_to_stop,
    error_rate,
    within,
)
from lenet_docs.network.training.origin import origin
from lenet_docs.network.training.recipes import Modern, Paper, Recipe, recipe

__all__ = ["train"]

TIME_IS_OVER, BY_SIGNAL = 3, 128
"""Exit statuses of a training that can be gone on with: after its ``--seconds``; after a signal,
whose number is added, as shells have it."""


def train(options: argparse.Namespace) -> int:
    """Train as the command line says, and return the exit status.

    It is 0 once the parameters are written, 3 if ``--seconds`` are over before, 130 after
    Ctrl-C and 143 after a request to terminate; the same command then goes on.

    Parameters
    ----------
    options
        What `lenet_docs.cli` read; see ``lenet-docs train --help``.

    Raises
    ------
    LenetDocsError
        If the options do not fit together, a file is in the way, or MNIST is missing.
    """
    chosen = _recipe(options)
    output = Path(options.output or f"lenet5-{_slug(chosen)}-{options.seed}.npz")
    weights.check_name(output)
    checkpoint = Path(options.checkpoint or output.with_suffix(".checkpoint.npz"))
    _check_files(output, checkpoint)
    with ExitStack() as stack:
        for path in (output, checkpoint):
            stack.enter_context(held(path))
        try:
            test = load_mnist("test", options.mnist) if options.test else None
            training = _trained(chosen, options, checkpoint)
        except Interrupted as interruption:
            _say_stopped(interruption, checkpoint)
            return BY_SIGNAL + interruption.signal if interruption.signal else TIME_IS_OVER
        about = origin(training)
        if test is not None:
            about["test_error"] = error_rate(training.network, test)
        _write(output, checkpoint, training, about)
    if test is not None:
        print(f"test error {about['test_error']:.2f} %")
    print(f"written: {output} and {output.with_suffix('.json').name}")
    return 0


def _trained(chosen: Recipe, options: argparse.Namespace, checkpoint: Path) -> Training:
    """Carry out the recipe, from a checkpoint if there is one."""
    learning, watched = _digits(options)
    chosen = _planned(chosen, options, learning, checkpoint)
    training = Training(chosen, learning, seed=options.seed)
    _begin(training, checkpoint)
    _run(training, options, watched, checkpoint)
    return training


def _say_stopped(interruption: Interrupted, checkpoint: Path) -> None:
    reason = "" if interruption.signal else "--seconds are over: "
    kept = f"{checkpoint} keeps it, and the same command goes on from there"
    kept = kept if checkpoint.exists() else "nothing is kept"
    print(f"{reason}{interruption}; {kept}", file=sys.stderr)


def _write(output: Path, checkpoint: Path, training: Training, about: dict[str, Any]) -> None:
    """Write the parameters, and say what is not lost if that cannot be."""
    with asked_to_stop():  # to the end: it takes a moment
        try:
            _check_free(output)
            weights.save(output, training.network, about)
        except DataError as error:
            raise DataError(
                f"{error}; {checkpoint} keeps the training: give the same command, "
                f"with --checkpoint {checkpoint} if the output is another"
            ) from None
        checkpoint.unlink(missing_ok=True)


def _recipe(options: argparse.Namespace) -> Recipe:
    """Return the recipe that the options ask for, but for a number of steps that needs timing.

    Raises
    ------
    NetworkError
        If there is no such recipe, or it has no such option.
    """
    found = recipe(options.recipe)
    if options.steps is not None:
        if not isinstance(found, Modern):
            raise NetworkError(f"the recipe {found.name} has no steps to choose; give --passes")
        found = replace(found, steps=options.steps)
    if options.passes is not None and isinstance(found, Paper):
        if options.passes > len(found.rates):
            raise NetworkError(
                f"the recipe {found.name} has rates for {len(found.rates)} passes; "
                "give no more --passes"
            )
        found = replace(found, rates=found.rates[: options.passes])
    if isinstance(found, Modern):
        lengths = {"--steps": options.steps, "--passes": options.passes}
        given = [name for name, value in lengths.items() if value is not None]
        given += ["--seconds"] * (options.seconds is not None)
        if len(given) > 1:
            raise NetworkError(f"{' and '.join(given)} both say how long to train; give one")
    return found.distorting(Distortion()) if options.distortions else found


def _slug(chosen: Recipe) -> str:
    return chosen.name.replace(", ", "-")


def _check_files(output: Path, checkpoint: Path) -> None:
    """Find out before the work whether its result can be written after it.

    Raises
    ------
    DataError
        If it cannot.
    """
    for path in (output, checkpoint):
        if path.is_dir():
            raise DataError(f"{path}: is a folder; give the name of a file")
        if not path.absolute().parent.is_dir():
            raise DataError(f"{path}: its folder is not there")
    if output.absolute() == checkpoint.absolute():
        raise DataError(f"{output}: parameters and checkpoint cannot be one file")
    _check_free(output)


def _check_free(output: Path) -> None:
    for path in (output, output.with_suffix(".json")):
        if path.exists():
            raise DataError(f"{path}: is there already; remove it, or give another --output")


def _digits(options: argparse.Namespace) -> tuple[Digits, dict[str, Digits]]:
    """Return what is learned from, and what is watched."""
    digits = load_mnist("training", options.mnist)
    if options.validation is None:
        return digits, {}
    learning, validation = digits.split(options.validation)
    return learning, {"validation": validation}


def _planned(
    chosen: Recipe, options: argparse.Namespace, learning: Digits, checkpoint: Path
) -> Recipe:
    """Return the recipe with its number of steps.

    A checkpoint settles how many steps fit into the time: timed again, they would be others.
    """
    if not isinstance(chosen, Modern):
        return chosen
    if options.passes is not None:
        return replace(chosen, steps=options.passes * chosen.blocks_a_pass(len(learning)))
    if options.seconds is None:
        return chosen
    if checkpoint.exists():
        return replace(chosen, steps=planned_steps(checkpoint) or chosen.steps)
    return within(options.seconds, chosen, learning)


def _begin(training: Training, checkpoint: Path) -> None:
    """Go on from a checkpoint, if there is one, and say what is done."""
    chosen = training.recipe
    print(
        f"recipe {chosen.name}, seed {training.seed}: {len(training.digits):,} images, "
        f"{training.blocks:,} blocks of {chosen.block}"
    )
    if checkpoint.exists():
        resume(checkpoint, training)
        print(f"going on from {checkpoint}, after {training.done:,} blocks")
    sys.stdout.flush()


def _run(
    training: Training, options: argparse.Namespace, watched: dict[str, Digits], checkpoint: Path
) -> None:
    said = len(training.history)

    def keep(training: Training) -> None:
        nonlocal said
        store(checkpoint, training)
        for number, each in enumerate(training.history[said:], said + 1):
            errors = [f"{name} error {error:.2f} %" for name, error in each.errors.items()]
            told = [f"pass {number}: loss {each.loss:.4f}", *errors, f"{each.seconds:.1f} s"]
            tqdm.write(", ".join(told), file=sys.stdout)
        said = len(training.history)

    training.run(
        watched=watched,
        checkpoint=keep,
        seconds=None if isinstance(training.recipe, Modern) else options.seconds,
        progress=sys.stderr.isatty(),
    )
