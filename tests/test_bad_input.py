"""What cannot exist is refused, with a message that names it and says what would be right."""

from __future__ import annotations

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
from lenet_docs.layers import Layer


def net(*layers: Layer, height: int = 8, width: int = 8, maps: int = 6) -> Architecture:
    return Architecture("net", Input(height, width, maps), layers)


def c3(columns: list[list[Any]]) -> Architecture:
    table = ConnectionTable(columns)
    return net(Subsampling("S2", window=2), Convolution("C3", maps=3, kernel=3, table=table))


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
