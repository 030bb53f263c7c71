"""The drawing of the links that lead back to a unit."""

from __future__ import annotations

import pytest

from lenet_docs import lenet5, lenet5_dense
from lenet_docs.book.learning.backward import links_back as counted
from lenet_docs.errors import ArchitectureError
from lenet_docs.figures import links_back
from lenet_docs.figures.kit.style import ACCENT_SOFT
from lenet_docs.layers import Convolution
from tests.figures.picture import Picture


@pytest.mark.parametrize("source", range(6))
def test_the_windows_are_the_marks_of_a_row(source: int) -> None:
    """As many maps have a window as Table I has marks; the words give their sum of links."""
    c3 = lenet5()["C3"]
    assert isinstance(c3, Convolution)
    drawing = links_back(lenet5(), source=source)
    windows = Picture(drawing.svg).all("rect", fill=ACCENT_SOFT)
    assert c3.table is not None
    assert len(windows) == sum(source in column for column in c3.table.columns)
    assert f"= {counted(c3, 6, 6, source)} derivatives" in drawing.alt


def test_without_a_table_every_map_looks() -> None:
    """All maps have their window."""
    windows = Picture(links_back(lenet5_dense()).svg).all("rect", fill=ACCENT_SOFT)
    assert len(windows) == int(lenet5_dense()["C3"].maps)


def test_another_kind_of_layer_is_refused() -> None:
    """There is nothing of the kind to draw."""
    with pytest.raises(ArchitectureError, match="S2"):
        links_back(lenet5(), "S2")
