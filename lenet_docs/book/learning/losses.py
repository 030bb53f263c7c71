"""Quantities of the losses (section II-C): what rubbish costs, and what a collapse does.

The penalty j of the rubbish class is not stated in the paper. What is chosen
here is what the network trains with.
"""

from __future__ import annotations

from lenet_docs.catalogue import lenet5
from lenet_docs.quantity import Quantity, given, log

__all__ = ["RUBBISH_PENALTY", "collapsed_loss", "loss_at_rubbish"]

RUBBISH_PENALTY = given(10, "j", "penalty of rubbish")
"""The penalty j of the rubbish class in eq. (9): our choice, since the paper states none.

An image whose penalties are all above j is more likely rubbish than any digit. If
a penalty is below 12, it is the smallest, whatever F6 does
(`lenet_docs.book.output.code_correction.safe_penalty`). With j below 12, a digit that
beats rubbish is the answer for certain, and a drawing halfway between two digits
is rubbish. With a very small j, training would go on to polish drawings that
nothing can mistake any more. 10 is the largest round number below 12.
"""


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
