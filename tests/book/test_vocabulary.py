import types

import pytest

from lenet_docs import ArchitectureError, Quantity, lenet5, lenet5_dense
from lenet_docs.book import vocabulary
from lenet_docs.book.layers.marks import marks_in_column, marks_in_row
from lenet_docs.book.vocabulary import NAMES
from lenet_docs.book.witness import counted


def test_the_layers_are_names() -> None:
    """A page names a layer as the paper does."""
    net = lenet5()
    named = {layer.name: NAMES[layer.name] for layer in net}
    assert {name: getattr(layer, "units", None) for name, layer in named.items()} == {
        layer.name: layer.units for layer in net
    }


def test_what_the_book_computes_is_named() -> None:
    """Every public function of the book's modules can be called from a page."""
    assert NAMES["counted"] is counted
    assert NAMES["marks_in_row"] is marks_in_row


def test_classes_are_not_named() -> None:
    """A page cannot make an object with numbers of its own."""
    assert [name for name, found in NAMES.items() if isinstance(found, type)] == []


def test_numbers_cannot_be_made_on_a_page() -> None:
    """The functions that turn any number into a quantity are not names."""
    assert {"given", "total", "Quantity"} & set(NAMES) == set()


def test_two_things_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that two modules claim would hide one of them without a word."""
    module = types.ModuleType("twice")
    module.__dict__.update(__all__=["net"], net=1)
    monkeypatch.setattr(vocabulary, "_modules", lambda: iter([module]))
    with pytest.raises(ValueError, match="two things are called 'net'"):
        vocabulary._names()


def test_counts_are_of_the_network_that_is_named() -> None:
    """The enumeration counts LeNet-5, or another network."""
    assert counted("C3.connections") == 151600
    assert counted("C3.connections", lenet5_dense()) == 241600


def test_what_is_not_counted_is_refused() -> None:
    """The error suggests what was meant."""
    with pytest.raises(ArchitectureError, match=r"did you mean 'C3\.connections'"):
        counted("C3.connection")


@pytest.mark.parametrize(("count", "maps"), [(marks_in_column, 16), (marks_in_row, 6)])
def test_the_marks_of_both_sides_add_up(count: types.FunctionType, maps: int) -> None:
    """Rows and columns hold the same marks: one for each kernel of C3."""
    layer = lenet5()["C3"]
    marks = [count(layer, index) for index in range(maps)]
    assert all(isinstance(each, Quantity) for each in marks)
    assert sum(int(each) for each in marks) == counted("C3.kernels")


@pytest.mark.parametrize("count", [marks_in_column, marks_in_row])
@pytest.mark.parametrize(("layer", "index"), [("C3", 16), ("C3", -1), ("C1", 0)])
def test_marks_that_are_not_there_are_refused(
    count: types.FunctionType, layer: str, index: int
) -> None:
    """A map beyond the table, or a layer without one, is an error that names it."""
    with pytest.raises(ArchitectureError, match=rf"^({layer}|S2): "):
        count(lenet5()[layer], index)
