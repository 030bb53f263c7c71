"""Products of matrices in pieces, each small enough for the fast path of OpenBLAS."""

from __future__ import annotations

from lenet_docs.network.steps.step import Array

__all__ = ["in_pieces", "number_of_pieces"]

SMALL = 1_000_000
"""Multiply-adds up to which OpenBLAS multiplies at once, without copying its factors first.

Where few maps look at few units, copying takes longer than multiplying.
"""


def number_of_pieces(multiply_adds: int, rows: int) -> int:
    """Return the smallest number of equal pieces that are small, or one piece a row.

    Parameters
    ----------
    multiply_adds
        Those of the whole product.
    rows
        What can be shared out evenly: rows of a map.

    Examples
    --------
    >>> number_of_pieces(900_000, 28), number_of_pieces(3_500_000, 28)
    (1, 4)
    """
    fitting = [
        count
        for count in range(1, rows + 1)
        if rows % count == 0 and multiply_adds <= count * SMALL
    ]
    return fitting[0] if fitting else rows


def in_pieces(matrix: Array, count: int) -> Array:
    """Return a view of a matrix as `count` matrices, each with its share of the columns."""
    return matrix.reshape(len(matrix), count, -1).transpose(1, 0, 2)
