"""Quantities of the losses (section II-C): what rubbish costs, and what a collapse does.

The penalty j of the rubbish class is `lenet_docs.catalogue.RUBBISH_PENALTY`.
"""

from __future__ import annotations

from lenet_docs.catalogue import lenet5
from lenet_docs.quantity import Quantity, given, log

__all__ = ["collapsed_loss", "loss_at_rubbish"]


def collapsed_loss() -> Quantity:
    """Return what the loss of eq. (9) stays above, if all penalties of an image are equal.

    Then E is the logarithm of M + exp(y - j), with M classes whose penalty is y.

    Examples
    --------
    >>> print(collapsed_loss().text())
    loss of a collapse = log(M_output)
                       = log(10)
                       ≈ 2.3025851
    """
    return log(lenet5()["output"].maps).named("loss of a collapse")


def loss_at_rubbish() -> Quantity:
    """Return the loss of eq. (9), if the right class costs j and all others cost far more.

    Right class and rubbish then have the same share.

    Examples
    --------
    >>> print(loss_at_rubbish())
    0.69314718
    """
    return log(given(2, r"\text{choices}", "the right class and rubbish")).named("loss at j", "E")
