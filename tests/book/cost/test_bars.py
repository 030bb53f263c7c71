"""The bar of LeNet-5 in Fig. 11: ways of counting, written out once more by hand."""

from __future__ import annotations

from itertools import product

import pytest

from lenet_docs import Architecture, lenet5_dense
from lenet_docs.book.cost import bars
from lenet_docs.book.network import NET
from lenet_docs.book.print.relatives import lenet1
from lenet_docs.errors import PublishedError
from lenet_docs.published import figure

PLACES = {"C1": 784, "C3": 100, "C5": 1}
UNITS = {"C1": 4_704, "C3": 1_600, "C5": 120, "F6": 84}
SUBSAMPLED, SQUASHED, COMPONENTS = 1_176 + 400, 8_084, 840


def by_hand(kernels: int) -> list[int]:
    """Return what each way of counting gives for a C3 with so many kernels, in their order."""
    products = 117_600 + 25 * 100 * kernels + 48_000 + 10_080
    a_kernel = {"C1": 6 * 784, "C3": 100 * kernels, "C5": 16 * 120, "F6": 84}
    found = []
    for biases, sub, output, squash in product(range(3), range(4), range(4), range(2)):
        count = products + COMPONENTS * output + SQUASHED * squash
        count += SUBSAMPLED * (0, 1, 4, 5)[sub]
        if biases:
            count += sum((a_kernel if biases == 2 else UNITS).values())
            count += SUBSAMPLED if sub else 0
        found.append(count)
    return found


@pytest.mark.parametrize(
    ("network", "kernels"), [(NET, 60), (lenet5_dense(), 96)], ids=["lenet5", "dense"]
)
def test_every_way_of_counting_is_tried(network: Architecture, kernels: int) -> None:
    """All combinations, as they are worked out by hand."""
    expected = by_hand(kernels)
    assert list(map(int, bars.ways(network))) == expected
    assert bars.least_way(network) == min(expected)
    assert bars.greatest_way(network) == max(expected)
    assert bars.number_of_ways() == 2 * len(expected)
    assert bars.fits_bar(network) == 0


def test_the_bar_lies_between_a_c3_with_table_i_and_a_dense_one() -> None:
    """More than any way gives with the table, less than any way gives without it."""
    bar = figure("fig11.lenet5", "J").value
    assert bars.greatest_way(NET) < bar < bars.least_way(lenet5_dense())


def test_the_recipe_fits_no_other_bar_that_could_tell() -> None:
    """Connections and parameters together give two bars; that of LeNet-1 is too round to tell."""
    fitting = [key for key in bars.RECIPES if bars.recipe_verdict(key) == "agrees"]
    assert fitting == ["fig11.lenet1", "fig11.lenet5"]
    assert figure("fig11.lenet1", "J").matches(lenet1().connections.value)


def test_a_bar_without_a_sum_is_refused() -> None:
    """The message names the nearest."""
    with pytest.raises(PublishedError, match=r"did you mean 'fig11\.lenet5'"):
        bars.recipe("fig11.lenet55")


def test_one_other_number_of_kernels_gives_the_bar() -> None:
    """Each kernel adds 25 links at 100 places; rounded to thousands, 84 kernels give 401."""
    totals = {n: 340_908 + 2_500 * (n - 60) for n in range(16, 97)}
    assert [n for n, count in totals.items() if round(count / 1000) == 401] == [84]
    assert bars.kernels_for_bar() == 84
    other = bars.lenet5_with_kernels(84)
    assert other.connections == totals[84] == bars.recipe("fig11.lenet5")
    assert other.trainable_parameters == 60_000 + 25 * 24


def test_the_remark_on_the_svm_fits_the_bar_and_not_the_connections() -> None:
    """650,000 is 60 % more than the bar, and nearly twice the connections."""
    least, most = bars.least_cost_behind_excess(), bars.greatest_cost_behind_excess()
    assert float(least) == pytest.approx(650_000 / 1.65)
    assert float(most) == pytest.approx(650_000 / 1.55)
    assert float(bars.cost_behind_excess()) == pytest.approx(650_000 / 1.6)
    assert NET.connections < least < figure("fig11.lenet5", "J").value < most
