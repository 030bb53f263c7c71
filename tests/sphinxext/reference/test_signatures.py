"""Signatures in the API reference, as they are written and not as they are defined."""

from __future__ import annotations

import typing

import numpy as np
import pytest
from numpy.typing import ArrayLike, DTypeLike, NDArray
from sphinx.util.typing import stringify_annotation

from lenet_docs.sphinxext.reference.signatures import shortened

NAMED = "~numpy.typing."


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (NDArray[np.uint8], f"{NAMED}NDArray[~numpy.uint8]"),
        (NDArray[np.floating[typing.Any]], f"{NAMED}NDArray[~numpy.floating[~typing.Any]]"),
        (NDArray[np.uint8] | None, f"{NAMED}NDArray[~numpy.uint8] | None"),
        (dict[str, NDArray[np.int64]], f"dict[str, {NAMED}NDArray[~numpy.int64]]"),
        (ArrayLike, f"{NAMED}ArrayLike"),
        (ArrayLike | None, f"{NAMED}ArrayLike | None"),
        (DTypeLike, f"{NAMED}DTypeLike"),
        (tuple[int, ...], "tuple[int, ...]"),
    ],
)
def test_numpys_types_have_their_names(annotation: object, expected: str) -> None:
    """Whatever autodoc writes for a type, the reader sees the name in the source."""
    assert shortened(stringify_annotation(annotation, "smart")) == expected


def test_a_later_numpy_names_its_types_in_a_private_module() -> None:
    """Since NumPy 2.5 on Python 3.12, what autodoc finds is an alias and no expansion."""
    later = "~numpy._typing._array_like.NDArray[~numpy.uint8]"
    assert shortened(later) == f"{NAMED}NDArray[~numpy.uint8]"
