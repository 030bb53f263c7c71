"""Drawings follow the architecture: change it, and picture and words change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given, settings

from lenet_docs import (
    Architecture,
    ArchitectureError,
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
    lenet5,
)
from lenet_docs.catalogue import TABLE_I
from lenet_docs.figures import (
    Drawing,
    c3_unit,
    f6_units,
    input_field,
    kernel,
    links_back,
    network,
    receptive_fields,
    s4_window,
    shared_weights,
    shares,
    sliding,
    subsampling,
    table_1,
    totals,
)
from tests.figures.picture import Picture
from tests.networks import architectures


def changed() -> Architecture:
    """LeNet-5 with 15 maps in C3, 5 in C1, other kernels, other units: no number as it was."""
    return Architecture(
        "changed",
        Input(36, 40),
        [
            Convolution("C1", maps=5, kernel=(3, 5)),
            Subsampling("S2", window=(2, 3)),
            Convolution(
                "C3",
                maps=15,
                kernel=4,
                table=ConnectionTable([i % 5, (i + 1) % 5] for i in range(15)),
            ),
            Subsampling("S4", window=(2, 3)),
            Convolution("C5", maps=90, kernel=(7, 3)),
            FullConnection("F6", units=77),
            EuclideanRBF("output", units=12),
        ],
    )


Draw = Callable[..., Drawing]

FOLLOWING: list[Draw] = [
    network,
    shared_weights,
    input_field,
    receptive_fields,
    kernel,
    sliding,
    subsampling,
    table_1,
    c3_unit,
    s4_window,
    f6_units,
    totals,
]


@pytest.mark.parametrize("draw", FOLLOWING)
def test_another_network_gives_another_picture_and_other_words(draw: Draw) -> None:
    """Picture and words are those of the network that is drawn."""
    one, other = draw(lenet5()), draw(changed())
    assert one.svg != other.svg
    assert one.alt != other.alt


@pytest.mark.parametrize("draw", FOLLOWING)
def test_another_network_fits_on_the_page(draw: Draw) -> None:
    """Nothing of another network is cut off."""
    picture = Picture(draw(changed()).svg)
    assert [box for box in picture.boxes() if not picture.holds(box)] == []


def large() -> Architecture:
    """A network that is larger than LeNet-5 in everything, with a table that has many groups."""
    return Architecture(
        "large",
        Input(128, 200),
        [
            Convolution("C1", maps=40, kernel=7),
            Subsampling("S2", window=2),
            Convolution(
                "C3",
                maps=60,
                kernel=5,
                table=ConnectionTable(sorted({i % 40, i * 7 % 40, i * i % 40}) for i in range(60)),
            ),
            Subsampling("S4", window=3),
            Convolution("C5", maps=400, kernel=(19, 30)),
            FullConnection("F6", units=300),
            EuclideanRBF("output", units=26),
        ],
    )


@pytest.mark.parametrize("draw", [*FOLLOWING, links_back, shares])
def test_a_large_network_can_be_read(draw: Draw) -> None:
    """No text of it is cut off, and none lies on another."""
    drawing = draw(large())
    for svg in filter(None, (drawing.svg, drawing.narrow)):
        picture = Picture(svg)
        words = list(picture.words())
        assert [text for text, box in words if not picture.holds(box)] == []
        assert [box for box in picture.boxes() if not picture.holds(box, slack=1)] == []
        for (one, a), (other, b) in combinations(words, 2):
            apart = min(a[2], b[2]) - max(a[0], b[0]) <= 0.5
            assert apart or min(a[3], b[3]) - max(a[1], b[1]) <= 0.5, (one, other)


def test_a_group_behind_the_last_letter_has_two() -> None:
    """There may be more groups of columns than letters, and each has a name of its own."""
    table = ConnectionTable([*range(i + 1)] for i in range(30))
    net = Architecture(
        "steps", Input(4, 4, maps=31), [Convolution("C1", maps=30, kernel=1, table=table)]
    )
    texts = Picture(table_1(net, "C1").svg).texts
    assert {"Z", "AA", "AD"} <= set(texts)


def test_a_map_that_nobody_looks_at_gets_nothing_back() -> None:
    """The error says which map of which layer, and that nothing comes back to it."""
    table = ConnectionTable([[0], [0, 2]])
    net = Architecture(
        "odd", Input(8, 8, maps=3), [Convolution("C1", maps=2, kernel=3, table=table)]
    )
    with pytest.raises(ArchitectureError, match=r"^C1: no map looks at map 1 of input"):
        links_back(net, "C1", source=1)


@pytest.mark.parametrize(("stride", "padding"), [(2, 0), (1, 1)])
def test_links_back_are_drawn_of_a_kernel_that_moves_unit_by_unit(
    stride: int, padding: int
) -> None:
    """Otherwise the units that look at a unit lie in no window."""
    layer = Convolution("C1", maps=2, kernel=3, stride=stride, padding=padding)
    net = Architecture("odd", Input(9, 9), [layer])
    with pytest.raises(ArchitectureError, match=r"^C1: the kernel has a stride or padding"):
        links_back(net, "C1")


def test_an_input_too_small_for_the_field() -> None:
    """The error gives the sizes that do not fit."""
    net = Architecture("small", Input(24, 32), [Convolution("C1", maps=2, kernel=3)])
    with pytest.raises(ArchitectureError, match=r"^input: 24×32 pixels hold no field of 28×28"):
        input_field(net)


def test_drawing_a_network_needs_nothing_to_be_installed() -> None:
    """In a reader's browser there is no NumPy: these drawings must do without."""
    code = (
        "import sys; from lenet_docs.figures import DRAWINGS; "
        "[make() for make in DRAWINGS.values()]; "
        "print({'numpy', 'PIL', 'sphinx'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"


def test_fifteen_maps_of_c3() -> None:
    """With one map less in C3, the table has a column less, and its words count anew."""
    fewer = Architecture(
        "fifteen",
        Input(32, 32),
        [
            Convolution("C1", maps=6, kernel=5),
            Subsampling("S2", window=2),
            Convolution("C3", maps=15, kernel=5, table=ConnectionTable(TABLE_I.columns[:-1])),
        ],
    )
    drawing = table_1(fewer)
    assert len(Picture(drawing.svg).all("rect", class_="drawing-mark")) == 54
    assert "the 15 maps of C3 in columns, with 54 marks" in drawing.alt
    assert "C3: 15 maps of 10×10" in network(fewer).alt


@pytest.mark.parametrize(
    ("draw", "layer"),
    [
        (kernel, "S2"),
        (sliding, "S2"),
        (shared_weights, "F6"),
        (table_1, "S4"),
        (c3_unit, "output"),
        (subsampling, "C1"),
        (s4_window, "C3"),
        (f6_units, "C5"),
    ],
)
def test_a_drawing_of_a_layer_of_another_kind(draw: Draw, layer: str) -> None:
    """The error names the layer, says of what kind it is, and of what kind it should be."""
    with pytest.raises(ArchitectureError, match=rf"^{layer}: the layer is .*; this drawing is of"):
        draw(lenet5(), layer)


# -- every network ---------------------------------------------------------------------------------


@given(architectures())
@settings(max_examples=50)
def test_any_network_can_be_drawn(net: Architecture) -> None:
    """The drawings of whole networks hold for every network, and nothing is cut off."""
    for draw in (network, totals, receptive_fields):
        _check(draw(net))


@given(architectures())
@settings(max_examples=50)
def test_any_layer_can_be_drawn(net: Architecture) -> None:
    """The drawings of one layer hold for every layer of their kind."""
    for layer in net:
        if isinstance(layer, Convolution):
            _check(table_1(net, layer.name))
            _check(shared_weights(net, layer.name))
            _check(kernel(net, layer.name))
            _check(sliding(net, layer.name))
            _check(c3_unit(net, layer.name))
        elif isinstance(layer, Subsampling):
            _check(subsampling(net, layer.name))
            _check(s4_window(net, layer.name))
        elif isinstance(layer, FullConnection):
            _check(f6_units(net, layer.name))


def _check(drawing: Drawing) -> None:
    for svg in filter(None, (drawing.svg, drawing.narrow)):
        picture = Picture(svg)
        assert [box for box in picture.boxes() if not picture.holds(box, slack=1)] == []
    assert drawing.alt.endswith(".")
