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

from lenet_docs import Architecture, FullConnection, Input, lenet5, lenet5_today
from lenet_docs.book.training import LAST_RATE, PASSES, RATES
from lenet_docs.catalogue import perceptron
from lenet_docs.errors import LenetDocsError, NetworkError
from lenet_docs.network import UNIT_VARIANCE, Distortion, Network, levels, load_mnist
from lenet_docs.network.checkpoint import resume, store
from lenet_docs.network.recipes import (
    AS_PRINTED,
    MODERN,
    PAPER_RECIPE,
    Recipe,
    printed_rates,
    recipe,
)
from lenet_docs.network.training import Interrupted, Training, error_rate, within

DIGITS = load_mnist("training")[:130]

# Blocks are small and the last of a pass is smaller, so that a pass has several and ends unevenly.
RECIPES: dict[str, Recipe] = {
    "paper": replace(PAPER_RECIPE, rates=(2e-4, 1e-4, 1e-4), block=30, hessian_samples=40),
    "paper, distortions": replace(
        PAPER_RECIPE, rates=(2e-4, 1e-4), block=30, hessian_samples=40
    ).distorting(Distortion()),
    "modern": replace(MODERN, steps=12, block=30),
    "modern, distortions": replace(MODERN, steps=12, block=30).distorting(Distortion()),
}

each_recipe = pytest.mark.parametrize("name", RECIPES)


def ended(recipe: Recipe, seed: int = 0) -> Training:
    """Return a training that was not interrupted."""
    training = Training(recipe, DIGITS, seed=seed)
    training.run()
    return training


def same(one: Training, other: Training) -> bool:
    """Return whether parameters, memory and losses agree bit for bit."""
    memories = zip(one.learner.memory.values(), other.learner.memory.values(), strict=True)
    return (
        np.array_equal(one.network.parameters, other.network.parameters)
        and all(np.array_equal(mine, its) for mine, its in memories)
        and [each.loss for each in one.history] == [each.loss for each in other.history]
    )


# ---- Interrupted or not ----------------------------------------------------------------------


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
    assert stop.value.as_planned
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
    learn = training.learner.learn

    def asked(step: int, *arguments: Any) -> Any:
        if step == 6:
            signal.raise_signal(number)
        return learn(step, *arguments)

    monkeypatch.setattr(training.learner, "learn", asked)
    kept = []
    with pytest.raises(Interrupted, match=r"^stopped after 7 of 12 ") as stop:
        training.run(checkpoint=lambda now: kept.append(now.done))
    assert not stop.value.as_planned
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
from lenet_docs.network.checkpoint import store
from lenet_docs.network.recipes import MODERN
from lenet_docs.network.training import Interrupted, Training
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


# ---- What a pass is --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["paper", "modern"])
def test_a_pass_shows_each_image_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an order that the seed alone makes, the same in every pass (Appendix C)."""
    training = Training(RECIPES[name], DIGITS)
    seen: list[Any] = []
    learn = training.learner.learn

    def noted(step: int, images: Any, labels: Any) -> Any:
        seen.extend(zip(images.tolist(), labels.tolist(), strict=True))
        return learn(step, images, labels)

    monkeypatch.setattr(training.learner, "learn", noted)
    training.run()
    first, second = seen[:130], seen[130:260]
    expected = zip(levels(DIGITS.images).tolist(), DIGITS.labels.tolist(), strict=True)
    assert sorted(first) == sorted(expected)
    assert first == second[: len(first)]
    assert first != sorted(first)


def test_distortions_differ_from_pass_to_pass_and_leave_the_digits_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An image is shown in another way each time; its label stays."""
    training = Training(RECIPES["modern, distortions"], DIGITS)
    shown: list[Any] = []
    learn = training.learner.learn

    def noted(step: int, images: Any, labels: Any) -> Any:
        shown.append((images.copy(), labels.copy()))
        return learn(step, images, labels)

    before = DIGITS.images.copy()
    monkeypatch.setattr(training.learner, "learn", noted)
    training.run()
    blocks = training.blocks_a_pass
    (one, labels), (other, again) = shown[0], shown[blocks]
    assert np.array_equal(labels, again)
    assert not any(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert np.array_equal(DIGITS.images, before)


def test_history_has_the_mean_loss_of_each_pass_and_the_errors_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each loss as its image was met; the last pass of 12 blocks is a part of one."""
    training = Training(RECIPES["modern"], DIGITS)
    losses: list[float] = []
    learn = training.learner.learn

    def noted(*arguments: Any) -> Any:
        values = learn(*arguments)
        losses.extend(values.tolist())
        return values

    monkeypatch.setattr(training.learner, "learn", noted)
    after: list[float] = []
    training.run(
        watched={"these": DIGITS},
        checkpoint=lambda now: after.append(error_rate(now.network, DIGITS)),
    )
    parts = [losses[:130], losses[130:260], losses[260:]]
    assert [len(part) for part in parts] == [130, 130, 60]
    means = [each.loss for each in training.history]
    assert means == pytest.approx([np.mean(part) for part in parts], rel=1e-6)
    assert [each.errors for each in training.history] == [{"these": error} for error in after]
    assert all(each.seconds > 0 for each in training.history)


def test_second_derivatives_are_measured_before_each_pass_on_other_images(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many as the recipe says, drawn anew, none of them twice; never more than there are."""
    for samples, expected in ((40, 40), (500, 130)):
        paper = replace(PAPER_RECIPE, rates=(1e-4,) * 3, hessian_samples=samples)
        training = Training(paper, DIGITS)
        passes: list[tuple[int, list[Any]]] = []
        begin = training.learner.begin_pass

        def noted(
            number: int, images: Any, labels: Any, passes: Any = passes, begin: Any = begin
        ) -> None:
            passes.append((number, images.tolist()))
            begin(number, images, labels)

        monkeypatch.setattr(training.learner, "begin_pass", noted)
        training.run()
        assert [number for number, _ in passes] == [0, 1, 2]
        chosen = [sorted(images) for _, images in passes]
        assert [len(each) for each in chosen] == [expected] * 3
        assert all(each.count(image) == 1 for each in chosen for image in each[:5])
        assert (chosen[0] == chosen[1]) is (expected == 130)


def test_both_recipes_learn() -> None:
    """After a few hundred images far fewer are misread than by chance."""
    digits = load_mnist("training")[:300]
    for each in (replace(PAPER_RECIPE, rates=(5e-4,) * 3), replace(MODERN, steps=80, warm_up=20)):
        training = Training(each, digits)
        training.run()
        assert error_rate(training.network, digits) < 40


# ---- Recipes ---------------------------------------------------------------------------------


def test_the_printed_rates_are_those_of_the_book() -> None:
    """Each stage lasts as many passes as the paper says; the last rate fills what is left."""
    expected = [float(rate) for rate, passes in RATES for _ in range(int(passes))]
    expected += [float(LAST_RATE)] * (int(PASSES) - len(expected))
    assert list(printed_rates()) == expected
    assert AS_PRINTED.rates == printed_rates()


def test_recipes_are_found_by_name() -> None:
    """A wrong name gets a suggestion."""
    assert (recipe("paper"), recipe("modern")) == (PAPER_RECIPE, MODERN)
    with pytest.raises(NetworkError, match=r"^there is no recipe 'moderm'; did you mean 'modern'"):
        recipe("moderm")


def test_settings_tell_recipes_apart() -> None:
    """Whatever is changed shows in the words."""
    made = [
        PAPER_RECIPE,
        AS_PRINTED,
        MODERN,
        PAPER_RECIPE.scaled(0.5),
        PAPER_RECIPE.distorting(Distortion()),
        PAPER_RECIPE.distorting(Distortion(shift=2)),
        replace(MODERN, steps=7),
        replace(PAPER_RECIPE, hessian_samples=7),
        replace(MODERN, initialisation=AS_PRINTED.initialisation),
    ]
    assert len({str(each.settings()) for each in made}) == len(made)
    assert PAPER_RECIPE.settings()["initialisation"] == str(UNIT_VARIANCE)


def test_steps_are_planned_by_the_time_that_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the given time, what the trial took is gone; the rest is filled with steps like it."""
    clock = iter([100.0, 102.0])  # a trial of 100 steps in 2 seconds
    run = Training.run

    def timed(training: Training) -> None:
        monkeypatch.setattr(time, "perf_counter", perf_counter)
        run(training)
        monkeypatch.setattr(time, "perf_counter", lambda: next(clock))

    perf_counter = time.perf_counter
    monkeypatch.setattr(Training, "run", timed)
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    small = replace(MODERN, block=2)
    assert within(12, small, DIGITS).steps == 485
    clock = iter([100.0, 102.0])
    with pytest.raises(NetworkError, match=r"^modern: 2 seconds are not enough; give more than 4$"):
        within(2, small, DIGITS)


# ---- Errors ----------------------------------------------------------------------------------


@pytest.mark.filterwarnings("error")
def test_steps_that_are_too_large_end_the_training() -> None:
    """Numbers that overflow are no warnings by the dozen, but one error that says where."""
    diverging = replace(MODERN, steps=40, rate=1e38, block=30, warm_up=1)
    with pytest.raises(
        NetworkError,
        match=r"^modern: the loss is no longer finite in pass \d, block \d; the steps are too "
        r"large: give a smaller rate, or larger first weights$",
    ):
        Training(diverging, DIGITS, architecture=lenet5_today()).run()


@pytest.mark.parametrize(
    ("architecture", "message"),
    [
        (lenet5(64, 64), r"^lenet5: the output is a map of 9 x 9; a loss needs one output"),
        (lenet5(32, 36), r"^lenet5: the output is a map of 1 x 2; a loss needs one output"),
        (perceptron(28, 5), r"^labels: label \d+ is \d; the classes are 0 to 4$"),
        (perceptron(20, 10), r"^the input is 20 x 20; it must be at least 28 x 28$"),
        (
            Architecture("rgb", Input(32, 32, 3), [FullConnection("F1", units=10)]),
            r"^images: the shape is \(1, 32, 32\); rgb looks at \(images, 3, 32, 32\)",
        ),
    ],
)
def test_what_cannot_be_trained_is_refused_at_once(
    architecture: Architecture, message: str
) -> None:
    """Not after an hour, and not by what NumPy says of shapes."""
    with pytest.raises(LenetDocsError, match=message):
        Training(MODERN, DIGITS, architecture=architecture)


def test_no_digits_are_refused() -> None:
    """Neither to learn from nor to classify."""
    with pytest.raises(NetworkError, match=r"^digits: there are none; give at least one$"):
        Training(MODERN, DIGITS[:0])
    with pytest.raises(NetworkError, match=r"^digits: there are none; give at least one$"):
        error_rate(Network(lenet5()), DIGITS[:0])


def test_the_error_rate_is_a_share_of_all_digits() -> None:
    """More than are classified together, counted one by one."""
    network, digits = Network(lenet5(), seed=1), load_mnist("test")[:1034]
    wrong = sum(
        int(network.classify(levels(image))) != label
        for image, label in zip(digits.images, digits.labels, strict=True)
    )
    assert error_rate(network, digits) == pytest.approx(100 * wrong / 1034)
