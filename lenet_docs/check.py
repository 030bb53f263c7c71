"""The check: formulas against enumeration against print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lenet_docs.architecture import COUNTS, Architecture
from lenet_docs.catalogue import known_as, printed_as
from lenet_docs.enumeration import Enumeration, LayerEnumeration
from lenet_docs.layers import Convolution, Layer
from lenet_docs.published import Comparison, Figure, compare, comparisons
from lenet_docs.quantity import Quantity, Value
from lenet_docs.readings import READINGS

__all__ = ["Check", "Report", "check"]


@dataclass(frozen=True, slots=True)
class Check:
    """One quantity, derived, counted, and compared with print.

    Parameters
    ----------
    path
        The quantity, such as ``"C3.connections"``.
    derived
        What the formula gives.
    counted
        What the enumeration counts; ``None`` where there is nothing to count,
        such as the step of a receptive field in a map with one unit.
    comparison
        The printed figures beside the derived one.
    """

    path: str
    derived: Quantity
    counted: Value | None
    comparison: Comparison

    @property
    def witnesses_agree(self) -> bool:
        """Whether the enumeration counts what the formula gives."""
        return self.counted is None or self.counted == self.derived.value


@dataclass(frozen=True, slots=True)
class Report:
    """Every check of a network.

    Parameters
    ----------
    architecture
        The network.
    checks
        One check a quantity.
    faults
        What is wrong: witnesses that disagree, and printed figures that
        disagree without a recorded explanation. Empty if all is well.
    """

    architecture: Architecture
    checks: tuple[Check, ...]
    faults: tuple[str, ...]

    @property
    def known(self) -> tuple[tuple[Figure, Quantity, str], ...]:
        """The recorded disagreements: the figure, what gives it, and in words."""
        return tuple(
            (figure, READINGS[figure.reading].quantity(self.architecture), words)
            for check in self.checks
            for figure in check.comparison.disagreeing
            if figure.reading and (words := READINGS[figure.reading].words)
        )


def check(architecture: Architecture) -> Report:
    """Compare every quantity of a network with the enumeration and with print.

    Parameters
    ----------
    architecture
        The network. Every connection of it is listed, more than a million a second. What
        is printed is compared if it has the structure of a network in the catalogue.

    Raises
    ------
    ArchitectureError
        If it has more connections than can be listed.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> report = check(lenet5())
    >>> report.faults
    ()
    >>> [figure.printed for figure, explained, words in report.known]
    ['156 000', '345 308']
    """
    record = None if known_as(architecture) else ()
    checks = tuple(_checks(architecture, record))
    covered = {each.comparison.key for each in checks}
    printed = [c for c in comparisons(architecture, record) if c.key not in covered]
    prefix = f"{printed_as(architecture)}."
    checks += tuple(Check(c.key.removeprefix(prefix), c.quantity, None, c) for c in printed)
    faults = tuple(fault for each in checks for fault in _faults(each, architecture))
    return Report(architecture, checks, faults)


def _faults(each: Check, architecture: Architecture) -> Iterator[str]:
    if not each.witnesses_agree:
        yield (
            f"{each.comparison.key}: the formula gives {each.derived}, "
            f"the enumeration counts {each.counted}"
        )
    yield from each.comparison.faults(architecture)


def _checks(architecture: Architecture, record: Iterable[Figure] | None) -> Iterator[Check]:
    counted = Enumeration(architecture)
    for layer in architecture:
        for path, number in _counted(layer, counted[layer.name]):
            path = f"{layer.name}.{path}"
            comparison = compare(architecture, path, record)
            yield Check(path, comparison.quantity, number, comparison)
    for count in COUNTS:
        comparison = compare(architecture, count, record)
        number = sum(_count(layer, count) for layer in counted)
        yield Check(count, comparison.quantity, number, comparison)


def _count(counted: LayerEnumeration, count: str) -> int:
    found = getattr(counted, count)
    return found if isinstance(found, int) else len(found)


def _counted(layer: Layer, counted: LayerEnumeration) -> Iterator[tuple[str, Value | None]]:
    """Yield what was counted of one layer, under the names that the formulas use."""
    yield from zip(("maps", "height", "width"), counted.shape, strict=True)
    yield from ((count, _count(counted, count)) for count in COUNTS)
    if isinstance(layer.fan_in, Quantity):
        yield "fan_in", counted.fan_ins[0]
    else:
        yield from ((f"fan_in.{index}", links) for index, links in enumerate(counted.fan_ins))
    if isinstance(layer, Convolution):
        yield "kernels", counted.kernels
    for name, numbers in (
        ("receptive_field", counted.receptive_field),
        ("receptive_field_step", counted.receptive_field_step),
        ("receptive_field_centre", counted.receptive_field_centre),
    ):
        if isinstance(getattr(layer, name), Quantity):
            yield name, numbers[0]
        else:
            yield from ((f"{name}.{axis}", number) for axis, number in enumerate(numbers))
