"""In a derivation each symbol stands for one number, however far it is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from lenet_docs import (
    Architecture,
    ArchitectureError,
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    Input,
    Quantity,
    Subsampling,
    given,
    lenet5,
    lenet5_dense,
    lenet5_today,
)
from lenet_docs.architecture import COUNTS, GEOMETRY
from lenet_docs.quantity import total

UNEVEN = Architecture(
    "uneven",
    Input(40, 60, 2),
    [
        Convolution(
            "A",
            maps=2,
            kernel=(3, 5),
            stride=(2, 1),
            padding=(0, 1),
            table=ConnectionTable([[0], [0, 1]]),
        ),
        Subsampling("B_2", window=(1, 2)),
        Convolution(
            "C", maps=2, kernel=(2, 3), stride=2, padding=1, table=ConnectionTable([[0, 1], [1]])
        ),
        EuclideanRBF("D", units=3, replicated=True, trainable=True),
    ],
)


def quantities(network: Architecture) -> Iterator[Quantity]:
    yield from (getattr(network, count) for count in COUNTS)
    for maps in (network.input, *network):
        for name in (*COUNTS, *GEOMETRY):
            found = getattr(maps, name, ())
            yield from found if isinstance(found, tuple) else (found,)


def put_in(quantity: Quantity, depth: int) -> set[tuple[str, str]]:
    """Return each symbol of a formula with the number that the next step has in its place."""
    symbols, numbers, *_ = *quantity.derivation(depth).steps(), "", ""
    if "Σ" in symbols or not numbers:  # a general term stands for many
        return set()
    left = quantity.text().split(" = ")[0]
    sides = (re.split(" *[×+−/^()⌊⌋] *", step) for step in (symbols, numbers))
    return {(left, str(quantity)), *zip(*sides, strict=True)}


@pytest.mark.parametrize(
    "network",
    [lenet5(64, 48), lenet5_dense(), lenet5_today(), UNEVEN],
    ids=lambda network: str(network.name),
)
def test_no_symbol_stands_for_two_numbers(network: Architecture) -> None:
    """However far a formula is written out, one symbol has one number put in for it."""
    for quantity in quantities(network):
        for depth in range(8):
            found = put_in(quantity, depth)
            assert len(found) == len({symbol for symbol, _ in found}), quantity.text(depth)


def test_symbols_carry_their_layer_where_two_layers_meet() -> None:
    """The window of S2 and the kernel of C3 are two letters, in text and in LaTeX."""
    height = lenet5(64, 48)["C3"].height
    assert height.text().splitlines()[0] == "H_C3 = H_S2 − K + 1"
    assert height.text(1).splitlines()[0] == "H_C3 = H_C1 / K_S2 − K_C3 + 1"
    assert height.latex(1).splitlines()[1] == (
        r"H_{\text{C3}} &= \frac{H_{\text{C1}}}{K_{\text{S2}}} - K_{\text{C3}} + 1 \\"
    )


def test_sides_and_groups_keep_their_own_index_beside_the_layer() -> None:
    """LaTeX takes one index only, so that of a side or a group shares it with the layer."""
    assert UNEVEN["C"].width.text(1).splitlines()[0] == (
        "W_C = (W_A / K_w_B_2 + 2 × p_C − K_w_C) / s_C + 1"
    )
    latex = UNEVEN["C"].width.latex(1)
    assert r"\frac{W_{A}}{K_{w,\text{B\_2}}} + 2 \times p_{C} - K_{w,C}" in latex
    parameters = UNEVEN.parameters.latex(2)
    assert r"m_{A,2} \times \left(K_{h,A} \times K_{w,A} \times n_{A,2} + 1\right)" in parameters


def test_a_network_has_another_name_than_its_layers() -> None:
    """Else the sum of all layers and the number of one would have one symbol."""
    with pytest.raises(ArchitectureError, match="S2: a network and its layers have names of"):
        Architecture("S2", Input(6, 4), [Subsampling("S2", window=2)])


def test_a_sum_over_layers_has_an_index_for_their_local_symbols_too() -> None:
    """The general term names the kernel of each layer, not the kernel of one."""
    sides = [layer.kernel[0] for layer in lenet5() if isinstance(layer, Convolution)]
    assert total(sides, index="ell").derivation().steps() == ("Σ_l K_l", "5 + 5 + 5", "15")


SPECIAL = {
    "conv1_1": r"\text{conv1\_1}",
    "100 %": r"\text{100 \%}",
    "#$&{}": r"\text{\#\$\&\{\}}",
    r"\ell": r"\text{\textbackslash{}ell}",
    "~^": r"\text{\textasciitilde{}\textasciicircum{}}",
    "_": r"\text{\_}",
    "%": r"\text{\%}",
}


@pytest.mark.parametrize(("name", "latex"), SPECIAL.items())
def test_names_are_escaped_in_latex_and_left_alone_in_text(name: str, latex: str) -> None:
    """Whatever a layer or a count is called, its LaTeX can be set, and its text reads as typed."""
    owned = given(5, "K", owner=name)
    assert owned.latex() == f"\\begin{{aligned}}\nK_{{{latex}}} &= 5\n\\end{{aligned}}"
    assert owned.text() == f"K_{name} = 5"
    named = (given(2) * 3).named(name, owner="C1")
    assert named.formula() == rf"{latex}_{{\text{{C1}}}} = 2 \times 3 = 6"
    assert named.text().startswith(f"{name}_C1 = ")
