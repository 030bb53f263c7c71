"""What the bar of LeNet-5 in Fig. 11 could have counted, tried out way by way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product

from lenet_docs.architecture import Architecture
from lenet_docs.book.cost.counting import connections_and_parameters
from lenet_docs.book.cost.multiply_adds import squashings
from lenet_docs.book.network import NET
from lenet_docs.book.print.classifiers import (
    linear_classifier_deslanted,
    perceptron_deslanted,
    perceptron_large,
)
from lenet_docs.book.print.cross_checks import as_printed
from lenet_docs.book.print.relatives import dealt, lenet1
from lenet_docs.errors import PublishedError, unknown
from lenet_docs.layers import Convolution, EuclideanRBF, Layer, Subsampling
from lenet_docs.published import compare_value, figure
from lenet_docs.quantity import Quantity, given, total

__all__ = [
    "cost_behind_excess",
    "fits_bar",
    "greatest_cost_behind_excess",
    "greatest_way",
    "kernels_for_bar",
    "least_cost_behind_excess",
    "least_way",
    "lenet5_with_kernels",
    "number_of_ways",
    "recipe",
    "recipe_verdict",
]

BAR = "fig11.lenet5"
"""The bar that the ways of counting are tried on."""


# ---- Every way of counting -----------------------------------------------------------------------

BIASES = ("not at all", "one a unit", "one a kernel at each place")
SUBSAMPLING = ("not at all", "once a unit", "every link", "every link and the coefficient")
OUTPUT = ("not at all", "once a component", "difference and square", "and their sum as well")
SQUASHING = ("not at all", "once a unit")

Way = tuple[str, str, str, str]
"""How biases, subsampling, the output and squashing are counted."""

WAYS: tuple[Way, ...] = tuple(product(BIASES, SUBSAMPLING, OUTPUT, SQUASHING))
"""All combinations. C3 as it is or dense doubles their number."""


def _links(layer: Layer, way: Way) -> Quantity:
    """Return what a way counts of the links of a layer that do not come from biases."""
    _, subsampling, output, _ = way
    match layer:
        case Subsampling():
            once = layer.units
            counted = (given(0), once, layer.multiply_adds, layer.multiply_adds + once)
            return counted[SUBSAMPLING.index(subsampling)]
        case EuclideanRBF():
            return OUTPUT.index(output) * layer.multiply_adds
        case _:
            return layer.multiply_adds


def _biases(layer: Layer, way: Way) -> Quantity:
    """Return what a way counts of the links of a layer that come from biases."""
    biases, subsampling, _, _ = way
    forgotten = isinstance(layer, Subsampling) and subsampling == SUBSAMPLING[0]
    if isinstance(layer, EuclideanRBF) or biases == BIASES[0] or forgotten:
        return given(0)
    if isinstance(layer, Convolution) and biases == BIASES[2]:
        return layer.kernels * layer.positions
    return layer.units


def ways(network: Architecture) -> Iterator[Quantity]:
    """Yield what each way of counting gives.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> lenet5().connections in ways(lenet5()), lenet5().multiply_adds in ways(lenet5())
    (True, True)
    """
    for way in WAYS:
        links = total([_links(layer, way) for layer in network], index="ell")
        biases = total([_biases(layer, way) for layer in network], index="ell")
        squashed = squashings(network) if way[3] == SQUASHING[1] else given(0)
        yield (
            links.named("links", owner=network.name)
            + biases.named("biases", owner=network.name)
            + squashed.named("squashings", owner=network.name)
        ).named("operations", owner=network.name)


@cache
def _sorted(network: Architecture) -> tuple[Quantity, ...]:
    return tuple(sorted(ways(network), key=int))


def number_of_ways() -> Quantity:
    """Return how many ways of counting are tried, with C3 as it is and dense.

    Examples
    --------
    >>> print(number_of_ways().text())
    ways = 2 × 3 × 4 × 4 × 2
         = 192
    """
    tables = given(2, name="tables")
    choices = [given(len(each)) for each in (BIASES, SUBSAMPLING, OUTPUT, SQUASHING)]
    found = tables
    for each in choices:
        found = found * each
    return found.named("ways")


def least_way(network: Architecture) -> Quantity:
    """Return the least that any of the ways of counting gives.

    Examples
    --------
    >>> from lenet_docs import lenet5, lenet5_dense
    >>> print(least_way(lenet5()), least_way(lenet5_dense()))
    325,680 415,680
    """
    return _sorted(network)[0]


def greatest_way(network: Architecture) -> Quantity:
    """Return the most that any of the ways of counting gives.

    Examples
    --------
    >>> from lenet_docs import lenet5, lenet5_dense
    >>> print(greatest_way(lenet5()), greatest_way(lenet5_dense()))
    358,448 452,048
    """
    return _sorted(network)[-1]


def fits_bar(network: Architecture) -> Quantity:
    """Return how many of the ways of counting give the bar, within its rounding.

    Examples
    --------
    >>> from lenet_docs import lenet5, lenet5_dense
    >>> print(fits_bar(lenet5()), fits_bar(lenet5_dense()))
    0 0
    """
    bar = figure(BAR, "J")
    return given(sum(bar.matches(way.value) for way in ways(network)), name="ways that fit")


# ---- Connections and parameters ------------------------------------------------------------------


def _lenet4() -> Quantity:
    connections = as_printed("lenet4.connections", symbol=r"\text{connections}")
    parameters = as_printed("lenet4.trainable_parameters", symbol=r"\text{parameters}")
    return (connections + parameters).named("sum", owner="lenet4")


RECIPES: Mapping[str, Callable[[], Quantity]] = {
    "fig11.linear": lambda: connections_and_parameters(linear_classifier_deslanted()),
    "fig11.perceptron_20_300": lambda: connections_and_parameters(perceptron_deslanted()),
    "fig11.perceptron_28_1000": lambda: connections_and_parameters(perceptron_large()),
    "fig11.lenet1": lambda: connections_and_parameters(lenet1()),
    "fig11.lenet4": _lenet4,
    "fig11.lenet5": lambda: connections_and_parameters(NET),
}
"""Connections and parameters added up, for some bars. LeNet-4's are those of the text."""


def recipe(key: str) -> Quantity:
    """Return the connections and the parameters behind a bar of Fig. 11, added up.

    Raises
    ------
    PublishedError
        If there is no such bar, or no such sum.

    Examples
    --------
    >>> print(recipe("fig11.lenet5"), recipe("fig11.lenet1"), recipe("fig11.lenet4"))
    400,908 101,020 277,000
    """
    if key not in RECIPES:
        raise PublishedError(unknown("bar with a sum", key, RECIPES))
    return RECIPES[key]()


def recipe_verdict(key: str) -> str:
    """Return whether that sum is the bar, in a word.

    Examples
    --------
    >>> recipe_verdict("fig11.lenet5"), recipe_verdict("fig11.lenet4")
    ('agrees', 'disagrees')
    """
    return str(compare_value(key, recipe(key)).verdict)


# ---- Another C3 ----------------------------------------------------------------------------------


@cache
def lenet5_with_kernels(kernels: int | Quantity) -> Architecture:
    """Return LeNet-5 with another number of kernels in C3, dealt to the maps evenly.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(lenet5_with_kernels(60).connections == lenet5().connections)
    True
    """
    layers = [
        Convolution(
            layer.name,
            maps=layer.maps,
            kernel=(int(layer.kernel[0]), int(layer.kernel[1])),
            table=dealt(int(layer.maps), int(layer.source.maps), int(kernels)),
        )
        if isinstance(layer, Convolution) and layer.table is not None
        else layer
        for layer in NET
    ]
    return Architecture(f"{NET.name} with {int(kernels)} kernels in C3", NET.input, layers)


def kernels_for_bar() -> Quantity:
    """Return the number of kernels in C3 with which the connections would give the bar.

    All numbers that are possible are tried; one fits.

    Examples
    --------
    >>> print(kernels_for_bar())
    84
    """
    c3 = NET["C3"]
    possible = range(int(c3.maps), int(c3.maps) * int(c3.source.maps) + 1)
    bar = figure(BAR, "J")
    (fitting,) = (n for n in possible if bar.matches(lenet5_with_kernels(n).connections.value))
    return given(fitting, "n", "kernels", owner="C3")


# ---- The remark on the reduced-set SVM -----------------------------------------------------------


def cost_behind_excess() -> Quantity:
    """Return the cost of LeNet-5 from the stated excess of the reduced-set SVM (III-C.11).

    Examples
    --------
    >>> print(cost_behind_excess())
    406,250
    """
    return _behind_excess(0).named("LeNet-5")


def least_cost_behind_excess() -> Quantity:
    """Return the same from the greatest excess that rounds to the stated one.

    Examples
    --------
    >>> print(f"{float(least_cost_behind_excess()):,.0f}")
    393,939
    """
    return _behind_excess(1).named("LeNet-5 at the least")


def greatest_cost_behind_excess() -> Quantity:
    """Return the same from the least excess that rounds to the stated one.

    Examples
    --------
    >>> print(f"{float(greatest_cost_behind_excess()):,.0f}")
    419,355
    """
    return _behind_excess(-1).named("LeNet-5 at the most")


def _behind_excess(sign: int) -> Quantity:
    printed = figure("rs_svm.excess", "J")
    excess = given(printed.value + sign * printed.rounding / 2, r"\text{excess}")
    return as_printed("rs_svm.multiply_adds", symbol=r"\text{RS-SVM}") / (1 + excess)
