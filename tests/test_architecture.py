"""LeNet-5 and its relatives have the numbers that can be worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from lenet_docs import Architecture, Convolution, Input, lenet5, lenet5_dense, lenet5_today
from lenet_docs.architecture import COUNTS

# Worked out by hand from section II-B, layer by layer: the oracle of this file.
LENET5 = {
    "C1": {
        "units": 4704,
        "parameters": 156,
        "trainable_parameters": 156,
        "connections": 122_304,
        "multiply_adds": 117_600,
    },
    "S2": {
        "units": 1176,
        "parameters": 12,
        "trainable_parameters": 12,
        "connections": 5_880,
        "multiply_adds": 4_704,
    },
    "C3": {
        "units": 1600,
        "parameters": 1_516,
        "trainable_parameters": 1_516,
        "connections": 151_600,
        "multiply_adds": 150_000,
    },
    "S4": {
        "units": 400,
        "parameters": 32,
        "trainable_parameters": 32,
        "connections": 2_000,
        "multiply_adds": 1_600,
    },
    "C5": {
        "units": 120,
        "parameters": 48_120,
        "trainable_parameters": 48_120,
        "connections": 48_120,
        "multiply_adds": 48_000,
    },
    "F6": {
        "units": 84,
        "parameters": 10_164,
        "trainable_parameters": 10_164,
        "connections": 10_164,
        "multiply_adds": 10_080,
    },
    "output": {
        "units": 10,
        "parameters": 840,
        "trainable_parameters": 0,
        "connections": 840,
        "multiply_adds": 840,
    },
}

# Side of the maps, field, step and centre of the first field.
GEOMETRY = {
    "C1": (28, 5, 1, 2),
    "S2": (14, 6, 2, Fraction(5, 2)),
    "C3": (10, 14, 2, Fraction(13, 2)),
    "S4": (5, 16, 4, Fraction(15, 2)),
    "C5": (1, 32, 4, Fraction(31, 2)),
    "F6": (1, 32, 4, Fraction(31, 2)),
    "output": (1, 32, 4, Fraction(31, 2)),
}


@pytest.mark.parametrize("name", LENET5)
def test_every_count_of_every_layer(name: str) -> None:
    """The counts of section II-B, and those that it leaves out."""
    layer = lenet5()[name]
    assert {count: getattr(layer, count) for count in COUNTS} == LENET5[name]


@pytest.mark.parametrize("name", GEOMETRY)
def test_geometry_of_every_layer(name: str) -> None:
    """Sizes of maps, and what a unit sees of the input."""
    layer = lenet5()[name]
    side, field, step, centre = GEOMETRY[name]
    assert [layer.height, layer.width] == [side, side]
    assert layer.receptive_field == field
    assert layer.receptive_field_step == step
    assert layer.receptive_field_centre == centre


@pytest.mark.parametrize("count", COUNTS)
def test_totals_are_the_sums_of_the_columns(count: str) -> None:
    """Each column of the table, added up again, gives its total."""
    column = sum(LENET5[name][count] for name in LENET5)
    assert getattr(lenet5(), count) == column


def test_totals_that_are_quoted() -> None:
    """60,000 and 340,908, and 340,068 without the output layer's 840."""
    net = lenet5()
    assert [net.trainable_parameters, net.connections, net.units] == [60_000, 340_908, 8_094]
    assert net.upto("F6").connections == 340_068
    assert net.upto("F6").trainable_parameters == 60_000


def test_fan_in_differs_between_the_maps_of_c3_only() -> None:
    """C3 has one fan-in a map, every other layer one for all."""
    net = lenet5()
    assert net["C3"].fan_in == (75,) * 6 + (100,) * 9 + (150,)
    others = {layer.name: layer.fan_in for layer in net if layer.name != "C3"}
    assert others == {"C1": 25, "S2": 4, "S4": 4, "C5": 400, "F6": 120, "output": 84}


def test_dense_c3_costs_900_parameters_and_90_000_connections_more() -> None:
    """Without Table I, C3 has 2,416 parameters and 241,600 connections."""
    dense, sparse = lenet5_dense()["C3"], lenet5()["C3"]
    assert [dense.parameters, dense.connections] == [2_416, 241_600]
    assert dense.parameters - sparse.parameters == 900
    assert dense.connections - sparse.connections == 90_000


def test_todays_lenet_has_61_706_parameters() -> None:
    """What libraries call LeNet-5: dense C3, bare subsampling, linear output."""
    net = lenet5_today()
    assert net.trainable_parameters == 156 + 0 + 2_416 + 0 + 48_120 + 10_164 + 850 == 61_706


def test_a_larger_input_makes_c5_a_map_and_adds_no_parameter() -> None:
    """One output appears for every four pixels (section VII)."""
    small, large = lenet5(), lenet5(height=64, width=44)
    assert [(int(large[n].height), int(large[n].width)) for n in ("C5", "F6", "output")] == [
        ((64 - 32) // 4 + 1, (44 - 32) // 4 + 1)
    ] * 3
    assert large.trainable_parameters == small.trainable_parameters
    assert large["C5"].connections == 48_120 * 9 * 4


def test_an_image_that_is_not_square_has_two_of_each_length() -> None:
    """Where the axes differ, a receptive field is height and width."""
    net = Architecture("n", Input(9, 7), [Convolution("C1", maps=1, kernel=(3, 2), stride=(2, 1))])
    assert [net["C1"].height, net["C1"].width] == [4, 6]
    assert net["C1"].receptive_field == (3, 2)
    assert net["C1"].receptive_field_step == (2, 1)


def test_an_incomplete_last_move_is_left_out() -> None:
    """A stride that does not fit ends early, and the derivation shows the rounding."""
    net = Architecture("n", Input(8, 8), [Convolution("C1", maps=1, kernel=3, stride=2)])
    assert net["C1"].height == 3
    assert net["C1"].height.derivation().steps()[0] == "⌊(H_input − K) / s⌋ + 1"


def test_the_size_of_f6_remembers_that_it_is_a_bitmap() -> None:
    """84 is not typed: it is the width times the height of a code."""
    assert lenet5()["F6"].maps.derivation().steps() == ("code width × code height", "7 × 12", "84")


def test_the_counting_half_needs_neither_numpy_nor_sphinx() -> None:
    """Importing all of it loads no package but the standard library and tabulate."""
    script = """
import sys
import lenet_docs, lenet_docs.cli, lenet_docs.check, lenet_docs.codes, lenet_docs.squashing
for heavy in ("numpy", "sphinx", "docutils", "IPython", "sympy", "torch"):
    assert heavy not in sys.modules, heavy
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_a_layer_taken_into_another_network_is_worked_out_anew() -> None:
    """Nothing that was computed behind one source is kept behind another."""
    layers = lenet5().layers[:3]
    before = [(int(layer.width), int(layer.connections)) for layer in layers]
    smaller = Architecture("smaller", Input(28, 28), layers)
    assert [int(layer.width) for layer in smaller] == [24, 12, 8]
    assert smaller["C3"].connections == 1_516 * 8 * 8
    assert [(int(layer.width), int(layer.connections)) for layer in layers] == before
