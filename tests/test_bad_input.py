"""What cannot exist is refused, with a message that names it and says what would be right."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from lenet_docs import (
    Architecture,
    ArchitectureError,
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
    architecture,
    lenet5,
)
from lenet_docs.catalogue import perceptron
from lenet_docs.check import check
from lenet_docs.enumeration import Enumeration, Unit
from lenet_docs.layers import Layer


def net(*layers: Layer, height: int = 8, width: int = 8, maps: int = 6) -> Architecture:
    return Architecture("net", Input(height, width, maps), layers)


def c3(columns: list[list[Any]]) -> Architecture:
    table = ConnectionTable(columns)
    return net(Subsampling("S2", window=2), Convolution("C3", maps=3, kernel=3, table=table))


NEAREST = sorted(2**i * 5**j for i in range(11) for j in range(11))[:24]
"""The divisors of ten thousand million that are the nearest to 3."""

CASES: dict[str, tuple[Callable[[], object], str]] = {
    "kernel too high": (
        lambda: net(Convolution("C1", maps=1, kernel=(9, 3))),
        "C1: the kernel is 9 high, but input is only 8 high; choose a kernel height of at most 8",
    ),
    "kernel too wide, padded": (
        lambda: net(Convolution("C1", maps=1, kernel=(3, 11), padding=1)),
        "C1: the kernel is 11 wide, but input is only 8 wide (10 with its padding); "
        "choose a kernel width of at most 10",
    ),
    "window does not divide": (
        lambda: net(Subsampling("S2", window=3)),
        "S2: the window is 3 high, which does not divide input, 8 high; choose one of 1, 2, 4, 8",
    ),
    "column missing": (
        lambda: c3([[0], [1]]),
        "C3: the connection table has 2 columns, but C3 has 3 maps; give one column a map",
    ),
    "column empty": (
        lambda: c3([[0], [], [1]]),
        "C3: column 1 of the connection table is empty; name at least one map of S2",
    ),
    "entry repeated": (
        lambda: c3([[0], [1, 1], [1]]),
        "C3: column 1 of the connection table names map 1 of S2 more than once; name it once",
    ),
    "entry out of range": (
        lambda: c3([[0], [1], [6]]),
        "C3: column 2 of the connection table names map 6, but S2 has maps 0 to 5",
    ),
    "entry negative": (
        lambda: c3([[0], [1], [-1]]),
        "C3: column 2 of the connection table names map -1, but S2 has maps 0 to 5",
    ),
    "entry no whole number": (
        lambda: c3([[0], [1], [1.0]]),
        "C3: column 2 of the connection table holds 1.0; "
        "name maps of S2 by whole numbers from 0 to 5",
    ),
    "ragged rows": (
        lambda: ConnectionTable.from_rows(["X.", "X"]),
        "row 1 of the connection table has 1 entries, but row 0 has 2; "
        "give every row one entry a map",
    ),
    "strange mark": (
        lambda: ConnectionTable.from_rows(["X.", "Xo"]),
        "row 1 of the connection table holds 'o'; write X for a connection and . for none",
    ),
    "row missing": (
        lambda: net(
            Convolution("C3", maps=3, kernel=3, table=ConnectionTable.from_rows(["XX.", "X.X"]))
        ),
        "C3: the connection table has 2 rows, but input has 6 maps; give one row a map of input",
    ),
    "row surplus": (
        lambda: net(
            Convolution("C3", maps=1, kernel=3, table=ConnectionTable.from_rows(["X"] * 7))
        ),
        "C3: the connection table has 7 rows, but input has 6 maps; give one row a map of input",
    ),
    "rows as one text": (
        lambda: ConnectionTable.from_rows("X."),
        "the rows of the connection table are 'X.'; "
        "give one text a source map, such as ['X . X', 'X X .']",
    ),
    "columns that are none": (
        lambda: ConnectionTable([[0], 1]),  # type: ignore[list-item]
        "the columns of the connection table are [[0], 1]; "
        "give a list of source maps a map, such as [[0, 1], [1], [0]]",
    ),
    "layer asked for by a number": (
        lambda: lenet5()[0],  # type: ignore[index]
        "lenet5: there is no layer 0; known: C1, S2, C3, S4, C5, F6, output",
    ),
    "field behind the last row": (
        lambda: Enumeration(lenet5(32, 36))["C5"].field(1, 1),
        "C5: there is no row 1; give a whole number from 0 to 0",
    ),
    "field before the first column": (
        lambda: Enumeration(lenet5(32, 36))["C5"].field(0, -1),
        "C5: there is no column -1; give a whole number from 0 to 1",
    ),
    "unit of no map": (
        lambda: list(Enumeration(lenet5(32, 36))["C5"].into(Unit("C5", 120, 0, 1))),
        "C5: there is no map 120; give a whole number from 0 to 119",
    ),
    "table as lists": (
        lambda: Convolution("C3", maps=3, kernel=3, table=[[0], [1], [0]]),  # type: ignore[arg-type]
        "C3: the connection table is [[0], [1], [0]]; give a ConnectionTable",
    ),
    "trainable as text": (
        lambda: Subsampling("S2", window=2, trainable="false"),  # type: ignore[arg-type]
        "S2: 'trainable' is 'false'; say true or false",
    ),
    "trainable codes as a number": (
        lambda: EuclideanRBF("output", units=10, trainable=0),  # type: ignore[arg-type]
        "output: 'trainable' is 0; say true or false",
    ),
    "replicated as a list": (
        lambda: FullConnection("F6", units=84, replicated=[]),  # type: ignore[arg-type]
        "F6: 'replicated' is []; say true or false",
    ),
    "replicated as no number": (
        lambda: EuclideanRBF("output", units=10, replicated=math.nan),  # type: ignore[arg-type]
        "output: 'replicated' is nan; say true or false",
    ),
    "a truth value beside a number": (
        lambda: Subsampling("S2", window=(2, True)),
        "S2: the window width is True; give a whole number of at least 1",
    ),
    "a side of LeNet-5 that is a truth value": (
        lambda: lenet5(True, 32),
        "input: the height is True; give a whole number of at least 1",
    ),
    "a side of a perceptron that is no whole number": (
        lambda: perceptron(28.0, 10),  # type: ignore[arg-type]
        "input: the height is 28.0; give a whole number of at least 1",
    ),
    "more than a setting takes": (
        lambda: Input(10**12 + 1, 32),
        "input: the height is 1000000000001; it must be at most 1,000,000,000,000",
    ),
    "more digits than Python writes": (
        lambda: Input(32, 16**5000),
        "input: the width is int too large to show; it must be at most 1,000,000,000,000",
    ),
    "window on a huge map": (
        lambda: net(Subsampling("S2", window=(3, 1)), height=10**10),
        "S2: the window is 3 high, which does not divide input, 10,000,000,000 high; "
        "choose one of " + ", ".join(str(d) for d in NEAREST),
    ),
    "layer called by a number": (
        lambda: Subsampling(5, window=2),  # type: ignore[arg-type]
        "a layer is called 5; call it by letters and digits, such as 'C1'",
    ),
    "network called by a list": (
        lambda: Architecture(["x", 1], Input(8, 6), [Subsampling("S2", window=2)]),  # type: ignore[arg-type]
        "the network is called ['x', 1]; give one line of text, such as 'tiny'",
    ),
    "network called by two lines": (
        lambda: Architecture("a\nb", Input(8, 6), [Subsampling("S2", window=2)]),
        "the network is called 'a\\nb'; give one line of text, such as 'tiny'",
    ),
    "no input": (
        lambda: Architecture("net", (8, 6), [Subsampling("S2", window=2)]),  # type: ignore[arg-type]
        "net: the input is (8, 6); give an Input",
    ),
    "no layer of a network": (
        lambda: Architecture("net", Input(8, 6), ["S2"]),  # type: ignore[list-item]
        "net: 'S2' is no layer; give a Layer",
    ),
    "too many layers": (
        lambda: net(*(FullConnection(f"F{index}", units=2) for index in range(101))),
        "net: the network has more than 100 layers; give at most that",
    ),
    "more connections than can be listed": (
        lambda: check(net(Convolution("C1", maps=10**7, kernel=(3, 2)))),
        "net: the network has 15,540,000,000 connections, and at most 10,000,000 can be listed "
        "one by one; take a smaller input or fewer maps",
    ),
    "no maps": (
        lambda: Convolution("C1", maps=0, kernel=5),
        "C1: the number of maps is 0; it must be at least 1",
    ),
    "negative units": (
        lambda: FullConnection("F6", units=-84),
        "F6: the number of units is -84; it must be at least 1",
    ),
    "half a unit": (
        lambda: EuclideanRBF("output", units=10.5),  # type: ignore[arg-type]
        "output: the number of units is 10.5; give a whole number of at least 1",
    ),
    "a truth value": (
        lambda: Convolution("C1", maps=True, kernel=5),
        "C1: the number of maps is True; give a whole number of at least 1",
    ),
    "no kernel": (
        lambda: Convolution("C1", maps=1, kernel=0),
        "C1: the kernel is 0; it must be at least 1",
    ),
    "kernel of three sides": (
        lambda: Convolution("C1", maps=1, kernel=(5, 5, 5)),  # type: ignore[arg-type]
        "C1: the kernel is (5, 5, 5); give one number, or (height, width)",
    ),
    "stride of zero": (
        lambda: Convolution("C1", maps=1, kernel=3, stride=(1, 0)),
        "C1: the stride width is 0; it must be at least 1",
    ),
    "negative padding": (
        lambda: Convolution("C1", maps=1, kernel=3, padding=-1),
        "C1: the padding is -1; it must be at least 0",
    ),
    "window as text": (
        lambda: Subsampling("S2", window="2"),  # type: ignore[arg-type]
        "S2: the window is '2'; give a whole number of at least 1",
    ),
    "input without height": (
        lambda: Input(0, 32),
        "input: the height is 0; it must be at least 1",
    ),
    "nameless layer": (
        lambda: Subsampling("", window=2),
        "a layer is called ''; call it by letters and digits, such as 'C1'",
    ),
    "dotted name": (
        lambda: Subsampling("S.2", window=2),
        "a layer is called 'S.2'; call it by letters and digits, such as 'C1'",
    ),
    "two layers of one name": (
        lambda: net(Subsampling("S2", window=2), Subsampling("S2", window=2)),
        "S2: two layers have this name; give each a name of its own",
    ),
    "no layer": (lambda: net(), "net: the network has no layer; give it at least one"),
    "layer alone": (
        lambda: Convolution("C1", maps=1, kernel=3).connections,
        "C1: the layer stands alone and has no size yet; "
        "put it into an Architecture and take it from there",
    ),
    "input too small for LeNet-5": (
        lambda: lenet5(height=28, width=28),
        "C5: the kernel is 5 high, but S4 is only 4 high; choose a kernel height of at most 4",
    ),
    "unknown architecture": (
        lambda: architecture("lenet-5"),
        "there is no architecture 'lenet-5'; did you mean 'lenet5'? "
        "known: lenet5, lenet5-dense, lenet5-today",
    ),
    "unknown layer": (
        lambda: lenet5()["c3"],
        "lenet5: there is no layer 'c3'; did you mean 'C3'? known: C1, S2, C3, S4, C5, F6, output",
    ),
    "layer without quantity": (
        lambda: lenet5().quantity("C3"),
        "lenet5: 'C3' names a layer; name one of its quantities too, such as 'C3.units'",
    ),
}


@pytest.mark.parametrize(("build", "message"), CASES.values(), ids=CASES)
def test_impossible_input_gets_one_clear_error(build: Callable[[], object], message: str) -> None:
    """The message is the whole of what a user has to know."""
    with pytest.raises(ArchitectureError) as caught:
        build()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("path", "suggestion"),
    [
        ("C3.conections", "did you mean 'connections'?"),
        ("conections", "did you mean 'connections'?"),
        ("S2.kernels", "there is no quantity 'kernels'"),
        ("C3.parameters.group5", "did you mean 'group"),
        ("C3.fan_in.16", "there is no map '16'"),
        ("C3.connections.S2", "there is no step"),
    ],
)
def test_a_misspelt_quantity_is_answered_with_what_there_is(path: str, suggestion: str) -> None:
    """Every part of a path is checked, and the nearest name suggested."""
    with pytest.raises(ArchitectureError) as caught:
        lenet5().quantity(path)
    assert suggestion in str(caught.value)
