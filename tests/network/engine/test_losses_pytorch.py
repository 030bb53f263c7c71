"""The losses and their derivatives against PyTorch, which differentiates by itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from lenet_docs.network.engine.losses import Loss, MaximumAPosteriori, MeanSquaredError
from tests.needs_pytorch import PYTORCH_IS_MISSING, skip_or_fail

if PYTORCH_IS_MISSING:
    skip_or_fail()

import torch

FUNCTIONAL: Any = torch.autograd.functional

CASES = [MeanSquaredError(), *(MaximumAPosteriori(j) for j in (0.5, 10, 84, math.inf))]
each_loss = pytest.mark.parametrize("loss", CASES, ids=str)


def written(loss: Loss, y: torch.Tensor, label: int) -> torch.Tensor:
    """Return the loss of one image, by PyTorch's own log-sum-exp."""
    if isinstance(loss, MaximumAPosteriori):
        terms = torch.cat([-y, torch.tensor([-loss.j], dtype=y.dtype)])
        return y[label] + torch.logsumexp(terms, 0)
    return y[label]


@each_loss
@pytest.mark.parametrize("scale", [1, 30, 200])
def test_derivatives_are_those_of_autograd(loss: Loss, scale: int) -> None:
    """Value, gradient and all second derivatives, for small and for large penalties."""
    rng = np.random.default_rng(scale)
    penalties, labels = rng.uniform(0, scale, (20, 10)), rng.integers(0, 10, 20)
    values, slopes = loss.value(penalties, labels), loss.gradient(penalties, labels)
    curvature = loss.curvature(penalties, labels)
    for index, label in enumerate(labels.tolist()):
        y = torch.tensor(penalties[index], requires_grad=True)
        value = written(loss, y, label)
        (slope,) = torch.autograd.grad(value, y)
        hessian = FUNCTIONAL.hessian(lambda at, label=label: written(loss, at, label), y)
        assert values[index] == pytest.approx(value.item(), rel=1e-12, abs=1e-13)
        assert slopes[index] == pytest.approx(slope.numpy(), rel=1e-12, abs=1e-14)
        assert curvature[index] == pytest.approx(hessian.numpy(), rel=1e-12, abs=1e-14)


def test_cross_entropy_is_that_of_pytorch() -> None:
    """With minus the scores as penalties and no rubbish, it is today's loss."""
    rng = np.random.default_rng(0)
    scores, labels = rng.normal(0, 5, (50, 10)), rng.integers(0, 10, 50)
    expected = torch.nn.functional.cross_entropy(
        torch.tensor(scores), torch.tensor(labels), reduction="none"
    )
    found = MaximumAPosteriori(math.inf).value(-scores, labels)
    assert found == pytest.approx(expected.numpy(), rel=1e-12, abs=1e-13)
