"""Training: the same seed, the same end, however often it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lenet_docs.network.training.checkpoint import resume, store
from lenet_docs.network.training.loop import Interrupted, Training
from lenet_docs.network.training.recipes import MODERN
from tests.network.trainings import DIGITS, RECIPES, ended

each_recipe = pytest.mark.parametrize("name", RECIPES)


def same(one: Training, other: Training) -> bool:
    """Return whether parameters, memory and losses agree bit for bit."""
    memories = zip(one.optimiser.memory.values(), other.optimiser.memory.values(), strict=True)
    return (
        np.array_equal(one.network.parameters, other.network.parameters)
        and all(np.array_equal(mine, its) for mine, its in memories)
        and [each.loss for each in one.history] == [each.loss for each in other.history]
    )


@each_recipe
def test_the_same_seed_gives_the_same_parameters(name: str) -> None:
    """Bit for bit; another seed gives others."""
    one, again, other = (ended(RECIPES[name], seed) for seed in (4, 4, 5))
    assert same(one, again)
    assert not np.array_equal(one.network.parameters, other.network.parameters)


@each_recipe
@pytest.mark.parametrize("stops", [[1], [5], [2, 3, 9]], ids=str)
def test_an_interrupted_training_ends_like_one_that_was_not(
    name: str, stops: list[int], tmp_path: Path
) -> None:
    """Stopped within a pass or after it, once or often."""
    path = tmp_path / "checkpoint"
    for stop in stops:
        training = Training(RECIPES[name], DIGITS)
        if path.exists():
            resume(path, training)
        with pytest.raises(Interrupted, match=rf"^stopped after {stop} of {training.blocks} "):
            training.run(blocks=stop, checkpoint=lambda now: store(path, now))
    training = Training(RECIPES[name], DIGITS)
    resume(path, training)
    training.run()
    assert same(training, ended(RECIPES[name]))


def test_a_training_goes_on_without_a_checkpoint_too() -> None:
    """The object itself can be run again after it stopped."""
    training = Training(RECIPES["modern"], DIGITS)
    for stop in (4, 8):
        with pytest.raises(Interrupted):
            training.run(blocks=stop)
    training.run()
    assert same(training, ended(RECIPES["modern"]))


def test_what_is_done_is_not_done_again() -> None:
    """Running a complete training changes nothing."""
    training = ended(RECIPES["paper"])
    training.run()
    assert same(training, ended(RECIPES["paper"]))


def test_time_stops_it_between_two_blocks(tmp_path: Path) -> None:
    """After no time at all nothing is learned, the checkpoint is written, and it was as planned."""
    training = Training(RECIPES["paper"], DIGITS)
    with pytest.raises(Interrupted, match=r"^stopped after 0 of 15 blocks of 30 images$") as stop:
        training.run(seconds=0, checkpoint=lambda now: store(tmp_path / "kept", now))
    assert stop.value.signal == 0
    assert (tmp_path / "kept").exists()
    began = time.monotonic()
    with pytest.raises(Interrupted):
        Training(replace(MODERN, steps=10**6), DIGITS).run(seconds=0.2)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_for_the_block_and_stops_before_the_next(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The block is learned whole, the handlers are those of before, and it was not as planned."""
    handlers = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    training = Training(RECIPES["modern"], DIGITS)
    learn = training.optimiser.learn

    def asked(step: int, *arguments: Any) -> Any:
        if step == 6:
            signal.raise_signal(number)
        return learn(step, *arguments)

    monkeypatch.setattr(training.optimiser, "learn", asked)
    kept = []
    with pytest.raises(Interrupted, match=r"^stopped after 7 of 12 ") as stop:
        training.run(checkpoint=lambda now: kept.append(now.done))
    assert stop.value.signal == number
    assert kept == [5, 7]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == handlers
    training.run()
    assert same(training, ended(RECIPES["modern"]))


def test_a_process_that_is_terminated_can_be_gone_on_with(tmp_path: Path) -> None:
    """From outside, at any moment: the checkpoint is whole, and the end is the same."""
    script = """
import sys
from dataclasses import replace
from lenet_docs.network import load_mnist
from lenet_docs.network.training.checkpoint import store
from lenet_docs.network.training.recipes import MODERN
from lenet_docs.network.training.loop import Interrupted, Training
training = Training(replace(MODERN, steps=100_000), load_mnist("training")[:130])
print("ready", flush=True)
try:
    training.run(checkpoint=lambda now: (store(sys.argv[1], now), print("kept", flush=True)))
except Interrupted:
    sys.exit(7)
"""
    path = tmp_path / "checkpoint"
    for number in (signal.SIGINT, signal.SIGTERM):
        command = [sys.executable, "-c", script, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            assert process.stdout.readline() == "kept\n"  # the first pass is over
            os.kill(process.pid, number)
            process.stdout.read()
        assert process.returncode == 7
        training, other = (Training(replace(MODERN, steps=100_000), DIGITS) for _ in range(2))
        resume(path, training)
        with pytest.raises(Interrupted):
            other.run(blocks=training.done)
        assert training.done >= training.blocks_a_pass
        assert np.array_equal(training.network.parameters, other.network.parameters)


def test_it_runs_outside_the_main_thread() -> None:
    """There signals cannot be heard, and are left alone."""
    training = Training(RECIPES["modern"], DIGITS)
    thread = threading.Thread(target=training.run)
    thread.start()
    thread.join()
    assert same(training, ended(RECIPES["modern"]))
