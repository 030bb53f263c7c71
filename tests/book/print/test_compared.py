"""What the paper prints outside LeNet-5's layers, against what is derived."""

import pytest

from lenet_docs.architecture import Architecture
from lenet_docs.book.print.compared import DERIVED, compared, verdict
from lenet_docs.book.print.relatives import lenet1, online_net
from lenet_docs.errors import PublishedError
from lenet_docs.published import Verdict, comparisons


@pytest.mark.parametrize("key", DERIVED)
def test_every_compared_figure_is_printed(key: str) -> None:
    """What is derived for a comparison has a figure to be compared with."""
    assert compared(key).printed


@pytest.mark.parametrize("key", DERIVED)
def test_only_the_known_disagreements_disagree(key: str) -> None:
    """All other figures agree, as exactly as they are printed, and those on record do not."""
    assert [*compared(key).faults()] == []


def test_the_function_is_compared_at_one() -> None:
    """At 2 it would round to the printed 1 as well."""
    assert float(compared("squashing.at_one").quantity) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("network", [lenet1(), online_net()], ids=lambda net: str(net.name))
def test_the_relatives_have_the_sizes_that_are_printed(network: Architecture) -> None:
    """Every printed quantity of LeNet-1 and of the on-line network agrees."""
    found = comparisons(network)
    assert found
    assert {each.verdict for each in found} == {Verdict.AGREES}


def test_an_unknown_figure_is_refused_with_a_suggestion() -> None:
    """The message names the nearest figure that is compared."""
    with pytest.raises(PublishedError, match=r"did you mean 'fig11\.lenet5'"):
        verdict("fig11.lenet55")
