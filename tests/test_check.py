"""What is compared with print is what the paper describes, whatever it is called."""

from __future__ import annotations

import pytest

from lenet_docs import (
    Architecture,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
    lenet5,
)
from lenet_docs.catalogue import ARCHITECTURES, TABLE_I, known_as
from lenet_docs.check import check
from lenet_docs.layers import ConnectionTable, Layer
from lenet_docs.ledger import entries


def own(name: str, *, height: int = 32, width: int = 32, **changed: Layer) -> Architecture:
    """Return LeNet-5 as a reader writes it down, with some layers changed."""
    layers: dict[str, Layer] = {
        "C1": Convolution("C1", maps=6, kernel=(5, 5)),
        "S2": Subsampling("S2", window=2),
        "C3": Convolution("C3", maps=16, kernel=5, table=TABLE_I),
        "S4": Subsampling("S4", window=2),
        "C5": Convolution("C5", maps=120, kernel=5),
        "F6": FullConnection("F6", units=84),
        "output": EuclideanRBF("output", units=10),
    }
    return Architecture(name, Input(height, width), (layers | changed).values())


def printed(network: Architecture) -> int:
    report = check(network)
    assert report.faults == ()
    listed = entries(report)
    assert all(entry.witnesses_agree for entry in listed)
    return sum(bool(entry.comparisons) for entry in listed)


@pytest.mark.parametrize("name", ["lenet5", "mine"])
def test_lenet5_by_structure_is_compared_whatever_its_name(name: str) -> None:
    """The name of a file says nothing of the network in it."""
    assert printed(own(name)) == printed(lenet5()) > 30


OTHERS = {
    "a larger input": lenet5(64, 48),
    "the name of another network in print": own("online", height=36),
    "a name that begins other keys of print": own("results", width=36),
    "trainable codes": own("lenet5", output=EuclideanRBF("output", units=10, trainable=True)),
    "maps without coefficients": own("lenet5", S2=Subsampling("S2", window=2, trainable=False)),
    "another stride": own("lenet5", C5=Convolution("C5", maps=120, kernel=3, stride=2, padding=0)),
    "a table with two columns exchanged": own(
        "lenet5",
        C3=Convolution("C3", maps=16, kernel=5, table=ConnectionTable(TABLE_I.columns[::-1])),
    ),
}


@pytest.mark.parametrize("network", OTHERS.values(), ids=OTHERS)
def test_no_other_network_is_compared_with_print_or_with_the_record(network: Architecture) -> None:
    """A network that the paper does not describe has no faults because of it."""
    assert known_as(network) == ""
    assert printed(network) == 0


def test_every_network_of_the_catalogue_is_told_from_the_others() -> None:
    """The same layers of another size, or of another kind, are another network."""
    assert {name: known_as(make()) for name, make in ARCHITECTURES.items()} == {
        name: name for name in ARCHITECTURES
    }
