"""The losses against arithmetic of many digits, and what holds for all penalties."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given as fuzz
from hypothesis import strategies as st
from numpy.typing import NDArray

from lenet_docs import given
from lenet_docs.book.output.code_correction import safe_penalty
from lenet_docs.catalogue import RUBBISH_PENALTY
from lenet_docs.codes import DIGITS, code, nearest_digits
from lenet_docs.errors import NetworkError
from lenet_docs.figures import between_codes
from lenet_docs.network.engine.losses import (
    Loss,
    MaximumAPosteriori,
    MeanSquaredError,
    posterior,
    rejection_score,
    rubbish_posterior,
)

Floats = NDArray[np.float64]

J = float(RUBBISH_PENALTY)

LOSSES: list[Loss] = [MeanSquaredError(), MaximumAPosteriori()]


def exact(penalties: list[float], label: int, j: float) -> tuple[Decimal, list[Decimal]]:
    """Return the loss of eq. (9) and its gradient as they are written, with 400 digits."""
    with localcontext(prec=400):
        terms = [(-Decimal(each)).exp() for each in penalties]
        whole = (-Decimal(j)).exp() + sum(terms)
        slopes = [(i == label) - term / whole for i, term in enumerate(terms)]
        return Decimal(penalties[label]) + whole.ln(), slopes


@st.composite
def images(draw: st.DrawFn) -> tuple[list[float], int, float]:
    """Draw the penalties of an image, its class, and j."""
    penalty = st.floats(-50, 300) | st.integers(0, 20).map(float)
    penalties = draw(st.lists(penalty, min_size=1, max_size=12))
    label = draw(st.integers(0, len(penalties) - 1))
    return penalties, label, draw(st.floats(0.125, 100) | st.just(math.inf))


@fuzz(images())
def test_values_and_gradients_are_exact(image: tuple[list[float], int, float]) -> None:
    """Loss and gradient agree with 400 digits to the last few bits, however small they are."""
    penalties, label, j = image
    value, slopes = exact(penalties, label, j)
    loss = MaximumAPosteriori(j)
    assert loss.value([penalties], [label])[0] == pytest.approx(float(value), rel=1e-13, abs=1e-300)
    expected = [float(slope) for slope in slopes]
    # The exponent of a term is rounded: an error of 300 times the precision, relative to the term.
    assert loss.gradient([penalties], [label])[0] == pytest.approx(expected, rel=1e-12, abs=1e-300)


@fuzz(images())
def test_posteriors_are_exact_and_add_up_to_1(image: tuple[list[float], int, float]) -> None:
    """The classes and rubbish share 1, and minus the logarithm of the right share is the loss."""
    penalties, label, j = image
    classes, rubbish = posterior([penalties], j)[0], rubbish_posterior([penalties], j)[0]
    assert math.fsum([*classes, rubbish]) == pytest.approx(1, rel=1e-15 * (len(penalties) + 2))
    value, _ = exact(penalties, label, j)
    assert classes[label] == pytest.approx(float((-value).exp()), rel=1e-12, abs=1e-300)


@fuzz(images())
def test_the_loss_is_not_negative_and_its_slopes_add_up_to_rubbish(
    image: tuple[list[float], int, float],
) -> None:
    """E is above 0 unless it vanishes; pushing all penalties up alike costs rubbish's share."""
    penalties, label, j = image
    loss = MaximumAPosteriori(j)
    assert loss.value([penalties], [label])[0] >= 0
    slopes = loss.gradient([penalties], [label])[0]
    assert slopes[label] >= 0
    assert (np.delete(slopes, label) <= 0).all()
    rubbish = rubbish_posterior([penalties], j)[0]
    assert math.fsum(slopes) == pytest.approx(rubbish, rel=1e-12, abs=1e-15)


def test_second_derivatives_are_those_of_the_formula() -> None:
    """SymPy differentiates eq. (9) twice."""
    y = sympy.symbols("y:4")
    j, label = sympy.Rational(3), 2
    formula = y[label] + sympy.log(sympy.exp(-j) + sum(sympy.exp(-each) for each in y))
    point = [1.5, 0.25, 4.0, 2.0]
    at = dict(zip(y, map(sympy.Rational, point), strict=True))
    gradient = [float(sympy.diff(formula, each).subs(at)) for each in y]
    hessian = [
        [float(entry) for entry in row] for row in sympy.hessian(formula, y).subs(at).tolist()
    ]
    loss = MaximumAPosteriori(3)
    assert loss.gradient([point], [label])[0] == pytest.approx(gradient, rel=1e-14)
    assert loss.curvature([point], [label])[0] == pytest.approx(np.array(hessian), rel=1e-13)


def test_second_derivatives_through_the_codes() -> None:
    """With d = x - w, d2E/dx_j2 = 2 sum dE/dy + 4 (sum p d^2 - (sum p d)^2), by differences."""
    rng = np.random.default_rng(0)
    codes = np.array([code(digit).components for digit in DIGITS], float)
    states = codes[6] + rng.normal(0, 0.4, codes.shape[1])
    loss, label = MaximumAPosteriori(20), [8]

    def value(x: Floats) -> float:
        return float(loss.value(((x - codes) ** 2).sum(1)[np.newaxis], label)[0])

    differences = states - codes
    y = (differences**2).sum(1)[:, np.newaxis]
    _, slopes = loss.forward_backward(y, np.array(label))
    p = loss.second(y, np.array(label))
    formula = 2 * slopes.sum() + 4 * ((p * differences**2).sum(0) - (p * differences).sum(0) ** 2)
    step = 1e-3
    units = np.eye(len(states)) * step
    middle = value(states)
    by_steps = [(value(states + u) + value(states - u) - 2 * middle) / step**2 for u in units]
    assert formula == pytest.approx(np.array(by_steps), abs=1e-6)


def test_eq_8_is_the_penalty_of_the_right_class() -> None:
    """Its gradient is 1 there and 0 elsewhere, and it has no second derivatives."""
    loss, penalties = MeanSquaredError(), [[4.0, 9.0, 7.0], [5.0, 1.0, 3.0]]
    assert loss.value(penalties, [0, 2]).tolist() == [4, 3]
    assert loss.gradient(penalties, [0, 2]).tolist() == [[1, 0, 0], [0, 0, 1]]
    assert loss.curvature(penalties, [0, 2]).tolist() == np.zeros((2, 3, 3)).tolist()
    assert loss.second(np.ones((3, 2)), np.array([0, 2])) is None


def test_eq_9_is_eq_8_where_all_is_rubbish() -> None:
    """Far above j no class has a share: only the penalty of the right class counts, less j."""
    penalties = [[84.0, 90.0, 100.0]]
    assert MaximumAPosteriori(10).value(penalties, [1]).tolist() == [80]
    slopes = MaximumAPosteriori(10).gradient(penalties, [1])[0]
    assert slopes == pytest.approx(MeanSquaredError().gradient(penalties, [1])[0], abs=1e-30)


def test_without_rubbish_it_is_cross_entropy() -> None:
    """With j infinite, only differences of penalties count."""
    loss = MaximumAPosteriori(math.inf)
    scores = np.array([[2.0, -1.0, 0.5]])
    softmax = np.exp(scores) / np.exp(scores).sum()
    assert loss.value(-scores, [1]) == pytest.approx(-np.log(softmax[:, 1]))
    assert loss.value(1000 - scores, [1]) == pytest.approx(loss.value(-scores, [1]))
    assert rubbish_posterior(-scores, math.inf).tolist() == [0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_large_penalties_do_not_overflow(dtype: type) -> None:
    """Neither huge nor very negative penalties give infinity or NaN, or a warning."""
    penalties: Floats = np.array([[3e30, 1e30, 2e30], [-3e30, 1e30, 0], [1e30, 1e30, 1e30]], dtype)
    loss = MaximumAPosteriori(10)
    assert loss.value(penalties, [0, 0, 2]) == pytest.approx([3e30, 0, 1e30], rel=1e-6)
    assert loss.gradient(penalties, [0, 0, 2]).tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 1]]
    assert rubbish_posterior(penalties, 10).tolist() == [1, 0, 1]
    assert loss.value(penalties, [0, 0, 2]).dtype == dtype
    assert loss.gradient(penalties, [0, 0, 2]).dtype == dtype


def test_a_tie_is_shared() -> None:
    """Equal penalties have equal posteriors, and rubbish with the same penalty too."""
    assert posterior([[7.0, 7.0, 7.0]], 7) == pytest.approx(np.full((1, 3), 1 / 4))
    loss = MaximumAPosteriori(7)
    assert loss.value([[7.0, 7.0, 7.0]], [1]) == pytest.approx([math.log(4)])


def test_single_precision_keeps_small_losses() -> None:
    """A loss far below the rounding of 1 is no 0: in float32 too, sure answers can be compared."""
    penalties = np.array([[0, 30, 40], [0, 40, 30], [0, 90, 95]], np.float32)
    found = MaximumAPosteriori(60).value(penalties, [0, 0, 0])
    assert found == pytest.approx([math.exp(-30) + math.exp(-40)] * 2 + [math.exp(-60)], rel=1e-5)


def test_many_images_are_each_alone() -> None:
    """A batch gives what its images give, one at a time, to the last bit."""
    rng = np.random.default_rng(1)
    penalties, labels = rng.uniform(0, 90, (37, 10)), rng.integers(0, 10, 37, np.uint8)
    for loss in LOSSES:
        for part in ("value", "gradient", "curvature"):
            ask = getattr(loss, part)
            alone = [ask(y[np.newaxis], [d])[0] for y, d in zip(penalties, labels, strict=True)]
            assert ask(penalties, labels) == pytest.approx(np.array(alone), rel=1e-14)


def test_nothing_is_written_to_what_is_given() -> None:
    """The network's own penalties stay what they are."""
    y, labels = np.array([[4.0], [9.0], [7.0]]), np.array([1])
    before = y.copy()
    for loss in LOSSES:
        values, slopes = loss.forward_backward(y, labels)
        values += 1
        slopes += 1
        shares = loss.second(y, labels)
        if shares is not None:
            shares += 1
    assert y.tolist() == before.tolist()


def test_the_rejection_score_is_the_lead_of_the_best() -> None:
    """It is the second smallest penalty less the smallest, whichever classes they belong to."""
    assert rejection_score([[4, 9, 7], [9, 1, 1], [2, 1, 5]]).tolist() == [3, 0, 1]


def test_our_j_is_below_the_penalty_that_makes_an_answer_certain() -> None:
    """Where two codes are equally near, rubbish is nearer, whatever is drawn."""
    codes = np.array([code(digit).components for digit in DIGITS], float)
    halves = [(a + b) / 2 for i, a in enumerate(codes) for b in codes[i + 1 :]]
    smallest = min(((half - codes) ** 2).sum(1).min() for half in halves)
    assert float(safe_penalty()) == smallest
    assert 0 < J < smallest
    assert MaximumAPosteriori().j == J
    assert MaximumAPosteriori(RUBBISH_PENALTY) == MaximumAPosteriori()  # type: ignore[arg-type]


WRONG: dict[str, tuple[Any, Any, str]] = {
    "one image without its axis": (
        [1.0, 2.0],
        [0],
        "penalties: the shape is (2,); give (images, classes)",
    ),
    "no image": (
        np.empty((0, 10)),
        [],
        "penalties: the shape is (0, 10); give at least one image",
    ),
    "text": ([["a"]], [0], "penalties: the type is <U1; give real numbers"),
    "complex": ([[1j]], [0], "penalties: the type is complex128; give real numbers"),
    "not a number": (
        [[1.0, 2.0], [3.0, math.nan]],
        [0, 1],
        "penalties: that of class 1 for image 1 is nan; every penalty must be finite",
    ),
    "infinite": (
        [[-math.inf]],
        [0],
        "penalties: that of class 0 for image 0 is -inf; every penalty must be finite",
    ),
    "label too large": ([[1.0, 2.0]], [2], "labels: label 0 is 2; the classes are 0 to 1"),
    "label negative": (
        [[1.0, 2.0], [1.0, 2.0]],
        [0, -1],
        "labels: label 1 is -1; the classes are 0 to 1",
    ),
    "label not whole": ([[1.0, 2.0]], [0.0], "labels: the type is float64; give whole numbers"),
    "too few labels": (
        [[1.0], [2.0]],
        [0],
        "labels: the shape is (1,); give one for each of 2 images",
    ),
}


@pytest.mark.parametrize("loss", LOSSES, ids=["eq-8", "eq-9"])
@pytest.mark.parametrize(("penalties", "labels", "message"), WRONG.values(), ids=WRONG.keys())
def test_wrong_input_is_refused(loss: Loss, penalties: Any, labels: Any, message: str) -> None:
    """Every public method says what is wrong and what would be right."""
    for ask in (loss.value, loss.gradient, loss.curvature):
        with pytest.raises(NetworkError) as caught:
            ask(penalties, labels)
        assert str(caught.value) == message


@pytest.mark.parametrize("j", [0, -1.0, math.nan, "10", None, True, 1j])
def test_a_j_that_is_no_positive_number_is_refused(j: Any) -> None:
    """Rubbish has a penalty above 0, as the paper says."""
    message = f"the penalty of rubbish is {j!r}; give a positive number, inf for no rubbish"
    for ask in (lambda: MaximumAPosteriori(j), lambda: posterior([[1.0]], j)):
        with pytest.raises(NetworkError) as caught:
            ask()
        assert str(caught.value) == message


def test_one_class_has_no_second_best() -> None:
    """A rejection score takes two classes."""
    with pytest.raises(NetworkError, match="there is one class; a second best takes at least two"):
        rejection_score([[1.0]])


def test_j_may_be_a_quantity() -> None:
    """The book gives its numbers as quantities."""
    assert rubbish_posterior([[3.0]], given(3)).tolist() == [0.5]


def test_the_drawing_between_two_codes_shows_these_posteriors() -> None:
    """The drawing has no NumPy and computes the shares by itself: halfway they are the same."""
    first, second = nearest_digits()
    half = (np.array(code(first).components) + code(second).components) / 2
    codes = np.array([code(digit).components for digit in DIGITS])
    penalties = ((half - codes) ** 2).sum(1)[np.newaxis]
    rubbish, digit = rubbish_posterior(penalties)[0], posterior(penalties)[0, DIGITS.index(first)]
    assert f"rubbish has a share of {rubbish:.2f} and each digit {digit:.2f}" in between_codes().alt
