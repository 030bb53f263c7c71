"""What the book says of the losses, against the losses that the network trains with."""

import pytest

from lenet_docs.book.learning.losses import collapsed_loss, loss_at_rubbish
from lenet_docs.book.output.code_correction import safe_penalty
from lenet_docs.catalogue import RUBBISH_PENALTY
from lenet_docs.network.engine.losses import MaximumAPosteriori


def test_the_penalty_of_rubbish_is_the_largest_round_number_that_is_safe() -> None:
    """Ten more would be above the penalty below which an output is the smallest for certain."""
    assert int(RUBBISH_PENALTY) % 10 == 0
    assert int(RUBBISH_PENALTY) < int(safe_penalty()) <= int(RUBBISH_PENALTY) + 10


@pytest.mark.parametrize("penalty", [1.0, 5.0, 100.0])
def test_a_collapse_costs_more_than_the_bound(penalty: float) -> None:
    """Where rubbish is far off, the loss of equal penalties is the bound; else it is above."""
    (far,) = MaximumAPosteriori(penalty + 50).value([[penalty] * 10], [3])
    (near,) = MaximumAPosteriori(penalty).value([[penalty] * 10], [3])
    assert near > far == pytest.approx(float(collapsed_loss()), rel=1e-12)


def test_at_the_penalty_of_rubbish_the_right_class_has_half() -> None:
    """All other classes cost so much that they have no share."""
    j = float(RUBBISH_PENALTY)
    (loss,) = MaximumAPosteriori(j).value([[j, *[1000.0] * 9]], [0])
    assert loss == pytest.approx(float(loss_at_rubbish()), rel=1e-12)
