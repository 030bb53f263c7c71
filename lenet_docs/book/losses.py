"""Quantities of the losses (section II-C): what rubbish costs, and what that makes of a digit.

The penalty j of the rubbish class is not stated in the paper. What is chosen
here is what the network trains with.
"""

from __future__ import annotations

from lenet_docs.codes import nearest_digits, squared_distance
from lenet_docs.quantity import Quantity, given

__all__ = ["RUBBISH_PENALTY", "penalty_halfway"]

RUBBISH_PENALTY = given(10, "j", "penalty of rubbish")
"""The penalty j of the rubbish class in eq. (9): our choice, since the paper states none.

An image whose penalties are all above j is more likely rubbish than any digit.
Halfway between the two nearest codes, the penalties of both are 12
(`penalty_halfway`). Below that, no drawing is good enough for two digits at
once; well below it, training would go on to polish drawings that nobody could
mistake. 10 is the round number in between.
"""


def penalty_halfway() -> Quantity:
    """Return what both digits cost, where F6 draws what is halfway between the nearest codes.

    Halfway is half of each difference, so a quarter of the squared distance.

    Examples
    --------
    >>> print(penalty_halfway().text())
    penalty halfway = y / 2^2
                    = 48 / 2^2
                    = 48 / 4
                    = 12
    """
    first, second = nearest_digits()
    return (squared_distance(first, second) / given(2) ** 2).named("penalty halfway")
