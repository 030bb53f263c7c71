"""What a row sees, counted on maps, kernels, strides and windows that are not square."""

from lenet_docs import Architecture, Convolution, Input, Subsampling
from lenet_docs.book.layers import frame, geometry
from lenet_docs.book.layers.subsampling import field_overlap
from lenet_docs.enumeration import Enumeration

NET = Architecture(
    "oblong",
    Input(19, 24),
    [Convolution("C1", maps=2, kernel=(4, 7), stride=(3, 1)), Subsampling("S2", window=(2, 3))],
)


def test_a_row_sees_what_is_counted_along_it() -> None:
    """Fields lie along the width; their centres, ends and common pixels are those listed."""
    for layer in NET:
        counted = Enumeration(NET)[layer.name]
        fields = [counted.field(0, column)[1] for column in range(int(layer.width))]
        centres = [(field[0] + field[-1]) / 2 for field in fields]
        step = centres[1] - centres[0]
        assert geometry.last_centre(layer) == centres[-1]
        assert geometry.centres_span(layer) == centres[-1] - centres[0]
        assert geometry.fields_span(layer) == fields[-1][-1] - fields[0][0] + 1
        assert geometry.steps_span(layer) == step * len(fields)
        assert frame.steps_begin(layer) == centres[0] - step / 2
        assert field_overlap(layer) == len(set(fields[0]) & set(fields[1]))


def test_neighbours_in_a_row_share_columns_and_all_rows() -> None:
    """They are the common pixels of the fields of two units of the first convolution."""
    layer, counted = NET["C1"], Enumeration(NET)["C1"]
    assert isinstance(layer, Convolution)
    (rows, one), (_, other) = counted.field(0, 0), counted.field(0, 1)
    assert geometry.overlap_along(layer) == len(set(one) & set(other))
    assert geometry.overlap_across(layer) == len(rows)


def test_a_square_stands_in_the_middle_of_a_row() -> None:
    """As many pixels are left of it as right of it."""
    first, last = (of(NET.input, NET.input.height) for of in (frame.first_pixel, frame.last_pixel))
    assert first == NET.input.width - 1 - last == 2.5
