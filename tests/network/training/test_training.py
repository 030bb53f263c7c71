"""Training: what is shown in a pass and what is kept of it, and what cannot be trained."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lenet_docs import Architecture, FullConnection, Input, lenet5, lenet5_today
from lenet_docs.catalogue import perceptron
from lenet_docs.errors import LenetDocsError, NetworkError
from lenet_docs.network import Network, levels, load_mnist
from lenet_docs.network.training.loop import Training, error_rate
from lenet_docs.network.training.recipes import MODERN, PAPER_RECIPE
from tests.network.trainings import DIGITS, RECIPES

# ---- What a pass is --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["paper", "modern"])
def test_a_pass_shows_each_image_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an order that the seed alone makes, the same in every pass (Appendix C)."""
    training = Training(RECIPES[name], DIGITS)
    seen: list[Any] = []
    learn = training.optimiser.learn

    def noted(step: int, images: Any, labels: Any) -> Any:
        seen.extend(zip(images.tolist(), labels.tolist(), strict=True))
        return learn(step, images, labels)

    monkeypatch.setattr(training.optimiser, "learn", noted)
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
    learn = training.optimiser.learn

    def noted(step: int, images: Any, labels: Any) -> Any:
        shown.append((images.copy(), labels.copy()))
        return learn(step, images, labels)

    before = DIGITS.images.copy()
    monkeypatch.setattr(training.optimiser, "learn", noted)
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
    learn = training.optimiser.learn

    def noted(*arguments: Any) -> Any:
        values = learn(*arguments)
        losses.extend(values.tolist())
        return values

    monkeypatch.setattr(training.optimiser, "learn", noted)
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
        begin = training.optimiser.begin_pass

        def noted(
            number: int, images: Any, labels: Any, passes: Any = passes, begin: Any = begin
        ) -> None:
            passes.append((number, images.tolist()))
            begin(number, images, labels)

        monkeypatch.setattr(training.optimiser, "begin_pass", noted)
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
