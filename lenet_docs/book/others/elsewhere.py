"""Figures of LeNet-5 that others print, and what each of them really counts.

They stand in ``elsewhere.toml`` with the place where they were seen. As with
the paper's own figures, nothing is computed from them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from lenet_docs.book.layers.connection_tables import parameters_by_rows
from lenet_docs.book.layers.partial_connection import connections_with_kernel_a_map
from lenet_docs.book.others.circulating import (
    caffe_lenet,
    lenet5_with_linear_output,
    unpadded_lenet1,
    unpadded_lenet4,
    unpadded_lenet5,
)
from lenet_docs.book.print.relatives import lenet1, lenet1_nodes
from lenet_docs.catalogue import lenet5, lenet5_today
from lenet_docs.errors import PublishedError, unknown
from lenet_docs.layers import Convolution
from lenet_docs.numerals import parse
from lenet_docs.quantity import Quantity, given

__all__ = ["Sighting", "seen", "sightings"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A figure that somebody else prints.

    Parameters
    ----------
    key
        What the book calls it.
    printed
        The figure, character by character.
    url
        Where it was seen; empty if it was seen in several places.
    """

    key: str
    printed: str
    url: str = ""


@cache
def sightings() -> Mapping[str, Sighting]:
    """Return every recorded figure by its key.

    Examples
    --------
    >>> sightings()["today"].printed
    '61,706'
    """
    source = resources.files("lenet_docs.book.others") / "elsewhere.toml"
    text = source.read_text(encoding="utf-8")
    return {key: Sighting(key, **fields) for key, fields in tomllib.loads(text).items()}


def seen(key: str) -> Quantity:
    """Return a figure that somebody else prints, as a quantity.

    Raises
    ------
    PublishedError
        If no such figure is recorded; the message suggests one.

    Examples
    --------
    >>> print(seen("today"))
    61,706
    """
    if key not in sightings():
        raise PublishedError(unknown("figure from elsewhere", key, sightings()))
    return given(parse(sightings()[key].printed), name=f"{key}, as seen elsewhere")


def _c3() -> Convolution:
    return cast(Convolution, lenet5()["C3"])


COUNTED: Mapping[str, Callable[[], Quantity]] = {
    "codes_as_parameters": lambda: lenet5().parameters,
    "linear_output": lambda: lenet5_with_linear_output().parameters,
    "today": lambda: lenet5_today().parameters,
    "unpadded_lenet5": lambda: unpadded_lenet5().parameters,
    "unpadded_lenet4": lambda: unpadded_lenet4().parameters,
    "unpadded_lenet1": lambda: unpadded_lenet1().parameters,
    "caffe": lambda: caffe_lenet().parameters,
    "one_source_map": lambda: connections_with_kernel_a_map(_c3()),
    "by_rows": lambda: parameters_by_rows(_c3()),
    "lenet1_parameters": lambda: lenet1().parameters,
    "lenet1_connections": lambda: lenet1().connections,
    "lenet1_nodes": lenet1_nodes,
}
"""What gives each figure that can be counted."""
