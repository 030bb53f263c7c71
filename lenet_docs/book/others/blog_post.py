"""The figures of the blog post that the book completes, beside what is derived.

The post is "Computations in LeNet-5" by Terence Xie (2016). Its figures stand in
``blog_post.toml``; nothing is computed from them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import cast

from lenet_docs.book.layers.subsampling import links_into, parameters_per_map
from lenet_docs.book.witness import NET
from lenet_docs.errors import PublishedError, unknown
from lenet_docs.layers import Subsampling
from lenet_docs.numerals import parse
from lenet_docs.published import Verdict
from lenet_docs.quantity import Quantity, given

__all__ = ["post", "post_derived", "post_verdict"]

STEPS: Mapping[str, Callable[[], Quantity]] = {
    "C1.parameters_per_map": lambda: parameters_per_map(NET["C1"]),
    "S2.parameters_per_map": lambda: parameters_per_map(NET["S2"]),
    "S2.links_into_a_unit": lambda: links_into(cast(Subsampling, NET["S2"])),
}
"""Steps of the post that are no quantities of the network."""


@cache
def post_figures() -> Mapping[str, str]:
    """Return every figure of the post, as it is printed, by its path.

    Examples
    --------
    >>> post_figures()["C1.connections"]
    '122,304'
    """
    source = resources.files("lenet_docs.book.others") / "blog_post.toml"
    text = source.read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)
    return {f"{layer}.{name}": n for layer, table in tables.items() for name, n in table.items()}


def post(path: str) -> Quantity:
    """Return a figure of the post as a quantity.

    Raises
    ------
    PublishedError
        If the post has no such figure; the message suggests one.

    Examples
    --------
    >>> print(post("C3.parameters.group2"))
    606
    """
    if path not in post_figures():
        raise PublishedError(unknown("figure in the post", path, post_figures()))
    return given(parse(post_figures()[path]), name=f"{path}, as the blog post gives it")


def post_derived(path: str) -> Quantity:
    """Return what is derived for a figure of the post.

    Examples
    --------
    >>> print(post_derived("S2.links_into_a_unit"))
    5
    """
    return STEPS[path]() if path in STEPS else cast(Quantity, NET.quantity(path))


def post_verdict(path: str) -> str:
    """Return whether a figure of the post is what is derived.

    Examples
    --------
    >>> post_verdict("C3.connections")
    'agrees'
    """
    right = post(path) == post_derived(path)
    return str(Verdict.AGREES if right else Verdict.DISAGREES)
