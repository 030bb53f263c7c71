"""The givens are those that the paper states."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lenet_docs import catalogue
from lenet_docs.catalogue import perceptron


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIELD_SIDE", 28),
        ("CHARACTER_SIDE", 20),
        ("BACKGROUND", Fraction(-1, 10)),
        ("FOREGROUND", Fraction(1175, 1000)),
        ("CODE_WIDTH", 7),
        ("CODE_HEIGHT", 12),
        ("AMPLITUDE", Fraction(17159, 10000)),
        ("SLOPE", Fraction(2, 3)),
    ],
)
def test_every_given_is_that_of_the_paper(name: str, value: int | Fraction) -> None:
    """Read from section II-B and Appendix A once more, by hand."""
    assert getattr(catalogue, name) == value


def test_the_layers_of_a_perceptron_are_numbered_from_one() -> None:
    """Names in messages and derivations count as people do."""
    assert [layer.name for layer in perceptron(28, 300, 10)] == ["F1", "F2"]
