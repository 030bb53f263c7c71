"""What tools that count multiply-adds count of a network, derived.

What the tools report is measured by ``benchmarks/counting_tools.py``. Here is what
each of them counts, by kind of layer, so that its report can be derived as well.

LeNet-5 as of today, ``today``, is built from PyTorch's own layers. LeNet-5 itself is
built in several ways, because PyTorch has no connection tables: with a dense C3 whose
surplus coefficients are silenced, ``mask``; the same in a class whose name says that
it is a convolution, ``mask_named_conv``; with a convolution for each map of C3,
``split``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lenet_docs.architecture import Architecture
from lenet_docs.book.network import NET
from lenet_docs.catalogue import lenet5_dense, lenet5_today
from lenet_docs.errors import PublishedError, unknown
from lenet_docs.layers import Convolution, EuclideanRBF, Layer, Subsampling
from lenet_docs.quantity import Quantity, given, total

__all__ = ["tool_multiply_adds", "tool_parameters"]

NOTHING = given(0)

BUILT: Mapping[str, Architecture] = {
    "today": lenet5_today(),
    "mask": lenet5_dense(),
    "mask_named_conv": lenet5_dense(),
    "split": NET,
}
"""What is stored and computed in each way of building: a mask leaves C3 dense."""


def _is_masked(layer: Layer, way: str) -> bool:
    """Return whether the layer is one that PyTorch does not have: a dense one with a mask."""
    original = NET[layer.name]
    has_table = isinstance(original, Convolution) and original.table is not None
    return has_table and way.startswith("mask")


def _torchinfo(layer: Layer, way: str) -> Quantity:
    """Return each parameter at each place, if the class is called a convolution; else once."""
    if isinstance(layer, EuclideanRBF):
        return NOTHING  # the codes are no parameters
    if isinstance(layer, Subsampling) or (_is_masked(layer, way) and way == "mask"):
        return layer.parameters
    return layer.connections


def _fvcore(layer: Layer, way: str) -> Quantity:
    """Return the products of convolutions and of matrices, wherever they are computed."""
    return NOTHING if isinstance(layer, Subsampling) else layer.multiply_adds


def _ptflops(layer: Layer, way: str) -> Quantity:
    """Return the links of PyTorch's own layers, and what is put into a mean."""
    if isinstance(layer, Subsampling):
        # Means are counted where they are computed, and PyTorch's layer for them once more.
        return layer.source.units if layer.trainable else 2 * layer.source.units
    return NOTHING if _is_unknown(layer, way) else layer.connections


def _thop(layer: Layer, way: str) -> Quantity:
    """Return the products of PyTorch's own layers, and the results of its means."""
    if isinstance(layer, Subsampling):
        return NOTHING if layer.trainable else layer.units
    return NOTHING if _is_unknown(layer, way) else layer.multiply_adds


def _is_unknown(layer: Layer, way: str) -> bool:
    return isinstance(layer, EuclideanRBF) or _is_masked(layer, way)


RULES: Mapping[str, Callable[[Layer, str], Quantity]] = {
    "torchinfo": _torchinfo,
    "fvcore": _fvcore,
    "ptflops": _ptflops,
    "thop": _thop,
}


def tool_multiply_adds(tool: str, way: str) -> Quantity:
    """Return the multiply-adds that a tool reports of a network that is built in some way.

    Parameters
    ----------
    tool
        ``torchinfo``, ``fvcore``, ``ptflops`` or ``thop``.
    way
        ``today``, ``mask``, ``mask_named_conv`` or ``split``.

    Raises
    ------
    PublishedError
        If there is no such tool, or no such way.

    Examples
    --------
    >>> print(tool_multiply_adds("torchinfo", "mask").text())
    reported_torchinfo = Σ_l counted_l
                       = 122,304 + 12 + 2,416 + 32 + 48,120 + 10,164 + 0
                       = 183,048
    """
    rule, network = _known(tool, way)
    counted = [rule(layer, way).named("counted", owner=layer.name) for layer in network]
    return total(counted, index="ell").named("reported", owner=tool)


def tool_parameters(tool: str, way: str) -> Quantity:
    """Return the parameters that a tool reports: those of the layers that it knows.

    Only thop overlooks parameters, those of layers that PyTorch does not have.

    Examples
    --------
    >>> print(tool_parameters("thop", "mask"), tool_parameters("fvcore", "mask"))
    58,440 60,900
    """
    _, network = _known(tool, way)
    counted = [
        NOTHING
        if tool == "thop" and (isinstance(layer, Subsampling) or _is_masked(layer, way))
        else layer.trainable_parameters
        for layer in network
    ]
    terms = [
        each.named("counted", owner=layer.name)
        for each, layer in zip(counted, network, strict=True)
    ]
    return total(terms, index="ell").named("reported", owner=tool)


def _known(tool: str, way: str) -> tuple[Callable[[Layer, str], Quantity], Architecture]:
    if tool not in RULES:
        raise PublishedError(unknown("tool", tool, RULES))
    if way not in BUILT:
        raise PublishedError(unknown("way of building", way, BUILT))
    return RULES[tool], BUILT[way]
