"""The givens: the only place where the numbers that define the networks are typed.

Everything else about them is computed from what stands here. The source is
Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998): section II-B, Table I and
Appendix A, which are the same in both editions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

from lenet_docs.architecture import Architecture
from lenet_docs.errors import ArchitectureError, unknown
from lenet_docs.layers import (
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Layer,
    Subsampling,
)
from lenet_docs.quantity import given

__all__ = [
    "AMPLITUDE",
    "ARCHITECTURES",
    "BACKGROUND",
    "CHARACTER_SIDE",
    "CODE_HEIGHT",
    "CODE_WIDTH",
    "FIELD_SIDE",
    "FOREGROUND",
    "INITIAL_RANGE",
    "RUBBISH_PENALTY",
    "SLOPE",
    "TABLE_I",
    "WORKED_BIAS",
    "WORKED_INPUTS",
    "WORKED_WEIGHTS",
    "architecture",
    "known_as",
    "lenet5",
    "lenet5_dense",
    "lenet5_today",
    "perceptron",
    "printed_as",
]

INPUT_SIDE = 32
"""Side of the input in pixels (section II-B)."""

FIELD_SIDE = given(28, r"\text{field side}", "side of the field that holds a character")
"""Side of the field in which a character is centred (section II-B)."""

CHARACTER_SIDE = given(20, r"\text{character side}", "side of the largest character")
"""Side of the largest character in pixels (section II-B)."""

BACKGROUND = given(Decimal("-0.1"), r"\text{background}", "level of a white pixel")
"""Value of a background pixel (section II-B)."""

FOREGROUND = given(Decimal("1.175"), r"\text{foreground}", "level of a black pixel")
"""Value of a foreground pixel (section II-B)."""

CODE_WIDTH = given(7, r"\text{code width}", "width of a code's bitmap")
"""Width of the bitmap that an output code draws (section II-B)."""

CODE_HEIGHT = given(12, r"\text{code height}", "height of a code's bitmap")
"""Height of the bitmap that an output code draws (section II-B)."""

AMPLITUDE = given(Decimal("1.7159"), "A", "amplitude of the squashing function")
"""Amplitude A of the squashing function (section II-B and Appendix A)."""

SLOPE = given(Fraction(2, 3), "S", "slope of the squashing function at the origin")
"""Parameter S of the squashing function, which Appendix A calls its slope at the origin.

The slope there is the product of A and S; see `lenet_docs.squashing.gain`.
"""

INITIAL_RANGE = given(Decimal("2.4"), r"\text{range}", "range of the initial weights")
"""What is divided by a unit's fan-in to give the largest initial weight (Appendix A)."""

RUBBISH_PENALTY = given(10, "j", "penalty of rubbish")
"""The penalty j of the rubbish class in eq. (9): our choice, since the paper states none.

An image whose penalties are all above j is more likely rubbish than any digit. If
a penalty is below 12, it is the smallest, whatever F6 does
(`lenet_docs.book.output.code_correction.safe_penalty`). With j below 12, a digit that
beats rubbish is the answer for certain, and a drawing halfway between two digits
is rubbish. With a very small j, training would go on to polish drawings that
nothing can mistake any more. 10 is the largest round number below 12.
"""

WORKED_INPUTS = (FOREGROUND, BACKGROUND, FOREGROUND)
"""What the unit that the book works out by hand looks at: pixels."""

WORKED_WEIGHTS = tuple(given(Decimal(weight)) for weight in ("0.4", "-0.6", "0.2"))
"""Its weights: an example of ours."""

WORKED_BIAS = given(Decimal("0.1"))
"""Its bias."""

TABLE_I = ConnectionTable.from_rows(
    [
        "X . . . X X X . . X X X X . X X",
        "X X . . . X X X . . X X X X . X",
        "X X X . . . X X X . . X . X X X",
        ". X X X . . X X X X . . X . X X",
        ". . X X X . . X X X X . X X . X",
        ". . . X X X . . X X X X . X X X",
    ]
)
"""Which maps of S2 (rows) each map of C3 (columns) looks at (Table I)."""

CLASSES = 10
"""Number of digit classes, and so of output codes (section II-B)."""


def lenet5(height: int = INPUT_SIDE, width: int = INPUT_SIDE) -> Architecture:
    """Return LeNet-5 (section II-B and Fig. 2).

    Parameters
    ----------
    height, width
        Size of the input in pixels. A larger input makes every map larger; C5,
        F6 and the output become maps too (section VII).

    Raises
    ------
    ArchitectureError
        If a layer does not fit an input of this size.

    Examples
    --------
    >>> print(lenet5().trainable_parameters)
    60,000
    >>> print(lenet5(height=64, width=64)["C5"].height)
    9
    """
    return Architecture("lenet5", Input(height, width), _lenet5_layers(TABLE_I))


def lenet5_dense(height: int = INPUT_SIDE, width: int = INPUT_SIDE) -> Architecture:
    """Return LeNet-5 with every map of C3 looking at every map of S2.

    The paper does not describe this network. It is what LeNet-5 would be
    without Table I, for comparison.

    Examples
    --------
    >>> print(lenet5_dense()["C3"].parameters)
    2,416
    """
    return Architecture("lenet5-dense", Input(height, width), _lenet5_layers(None))


def _lenet5_layers(table: ConnectionTable | None) -> list[Layer]:
    return [
        Convolution("C1", maps=6, kernel=5),
        Subsampling("S2", window=2),
        Convolution("C3", maps=16, kernel=5, table=table),
        Subsampling("S4", window=2),
        Convolution("C5", maps=120, kernel=5),
        FullConnection("F6", units=CODE_WIDTH * CODE_HEIGHT, replicated=True),
        EuclideanRBF("output", units=CLASSES, replicated=True),
    ]


def lenet5_today() -> Architecture:
    """Return what most libraries and courses call LeNet-5 today.

    C3 is dense, subsampling has no parameters, and a linear layer with biases
    takes the place of the codes.

    Examples
    --------
    >>> print(lenet5_today().trainable_parameters)
    61,706
    """
    *body, _, output = _lenet5_layers(None)
    return Architecture(
        "lenet5-today",
        Input(INPUT_SIDE, INPUT_SIDE),
        [
            *(
                Subsampling(layer.name, window=2, trainable=False)
                if isinstance(layer, Subsampling)
                else layer
                for layer in body
            ),
            FullConnection("F6", units=CODE_WIDTH * CODE_HEIGHT),
            FullConnection(output.name, units=CLASSES),
        ],
    )


def perceptron(side: int, *units: int) -> Architecture:
    """Return a network of full connections, such as 28x28-300-10 (section III-C).

    Parameters
    ----------
    side
        Side of the input in pixels.
    units
        Units of each layer, the ten outputs last.

    Examples
    --------
    >>> print(perceptron(28, 300, 10).parameters)
    238,510
    """
    layers = [FullConnection(f"F{index}", units=count) for index, count in enumerate(units, 1)]
    name = "-".join([f"{side}x{side}", *map(str, units)])
    return Architecture(name, Input(side, side), layers)


ARCHITECTURES: Mapping[str, Callable[[], Architecture]] = {
    "lenet5": lenet5,
    "lenet5-dense": lenet5_dense,
    "lenet5-today": lenet5_today,
}
"""The networks that can be asked for by name."""


def architecture(name: str) -> Architecture:
    """Return the network of the catalogue called `name`.

    Raises
    ------
    ArchitectureError
        If there is none; the message suggests one.

    Examples
    --------
    >>> architecture("lenet5").name
    'lenet5'
    """
    if name not in ARCHITECTURES:
        raise ArchitectureError(unknown("architecture", name, ARCHITECTURES))
    return ARCHITECTURES[name]()


def known_as(network: Architecture) -> str:
    """Return the name in the catalogue of the network with this structure; empty if it has none.

    Examples
    --------
    >>> known_as(lenet5()), known_as(lenet5(64, 64))
    ('lenet5', '')
    """
    alike = (name for name, known in _catalogue().items() if known.structure == network.structure)
    return next(alike, "")


def printed_as(network: Architecture) -> str:
    """Return the name under which figures of a network are recorded.

    A network of the catalogue is told by its structure, whatever it is called.

    Examples
    --------
    >>> printed_as(lenet5()), printed_as(lenet5(64, 64))
    ('lenet5', 'another lenet5')
    """
    known, name = known_as(network), network.name
    return known or (f"another {name}" if name in ARCHITECTURES else name)


@cache
def _catalogue() -> Mapping[str, Architecture]:
    return {name: make() for name, make in ARCHITECTURES.items()}
