"""Windows that do not overlap: added up, and spread over."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from lenet_docs.layers import Subsampling
from lenet_docs.network.steps.step import SHORT, Array

__all__ = ["Windows", "windows"]


class Windows(ABC):
    """The windows of a subsampling layer, tied to two arrays.

    Parameters
    ----------
    layer
        The layer, for the size of its windows.
    whole
        A number for each unit of the source, of shape (maps, height, width, images).
    parts
        A number for each window, alike.
    """

    @abstractmethod
    def __init__(self, layer: Subsampling, whole: Array, parts: Array) -> None: ...

    @abstractmethod
    def add(self) -> None:
        """Add up each window of `whole` into its part."""

    @abstractmethod
    def spread(self) -> None:
        """Copy each part to its whole window."""


def windows(layer: Subsampling, whole: Array, parts: Array) -> Windows:
    """Return the windows of a layer, tied to two arrays, in the faster of two ways."""
    _, _, width, images = whole.shape
    return (_Short if width * images < SHORT else _Long)(layer, whole, parts)


class _Long(Windows):
    """Rows first, then columns.

    The rows of a window are far apart in memory and long, its columns near and
    short; taken one by one, each addition is of long, regular arrays.
    """

    def __init__(self, layer: Subsampling, whole: Array, parts: Array) -> None:
        tall, wide = (int(side) for side in layer.window)
        maps, height, width, images = whole.shape
        by_rows = whole.reshape(maps, height // tall, tall, width * images)
        self._rows = [by_rows[:, :, row] for row in range(tall)]
        self._strips: Array = np.empty((maps, height // tall, width * images), whole.dtype)
        columns = self._strips.reshape(maps, height // tall, width // wide, wide, images)
        self._columns = [columns[:, :, :, column] for column in range(wide)]
        self._parts = parts

    def add(self) -> None:
        _add_up(self._rows, self._strips)
        _add_up(self._columns, self._parts)

    def spread(self) -> None:
        for column in self._columns:
            column[...] = self._parts
        for row in self._rows:
            row[...] = self._strips


class _Short(Windows):
    """A product with a matrix of 0 and 1, which says what is in the window of which part.

    For a few numbers, one product takes less time than several additions take to begin.
    """

    def __init__(self, layer: Subsampling, whole: Array, parts: Array) -> None:
        tall, wide = (int(side) for side in layer.window)
        maps, height, width, images = whole.shape
        one_row = np.kron(np.repeat(np.eye(width // wide), wide, axis=0), np.eye(images))
        self._inside: Array = np.tile(one_row, (tall, 1)).astype(whole.dtype)
        self._inside_by_part = np.ascontiguousarray(self._inside.T)
        rows = maps * (height // tall)
        self._whole, self._parts = whole.reshape(rows, -1), parts.reshape(rows, -1)

    def add(self) -> None:
        np.matmul(self._whole, self._inside, out=self._parts)

    def spread(self) -> None:
        np.matmul(self._parts, self._inside_by_part, out=self._whole)


def _add_up(parts: list[Array], out: Array) -> None:
    first, *others = parts
    if not others:
        out[...] = first
    for other in others:
        np.add(first, other, out=out)
        first = out
