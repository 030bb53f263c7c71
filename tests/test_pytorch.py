"""The counts against PyTorch modules built from the same architecture."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as fuzz
from hypothesis import settings

from lenet_docs import Architecture, lenet5, lenet5_dense, lenet5_today
from lenet_docs.layers import Layer
from tests.needs_pytorch import PYTORCH_IS_MISSING, skip_or_fail
from tests.networks import architectures

if PYTORCH_IS_MISSING:
    skip_or_fail()

import torch

from tests import witnesses
from tests.pytorch_modules import counted, module, ones


def derived(layer: Layer) -> dict[str, Any]:
    """Return what the formulas say of a layer."""
    return {
        "shape": (int(layer.maps), int(layer.height), int(layer.width)),
        "connections": int(layer.connections),
        "parameters": int(layer.parameters),
        "trainable": int(layer.trainable_parameters),
    }


@pytest.mark.parametrize(
    "network",
    [lenet5(), lenet5_dense(), lenet5_today(), lenet5(height=48, width=40)],
    ids=["lenet5", "dense", "today", "larger input"],
)
def test_pytorch_counts_what_the_formulas_derive(network: Architecture) -> None:
    """Shapes, links and parameters of every layer are those of the PyTorch module."""
    for layer in network:
        assert derived(layer) == counted(layer), layer.name


@settings(max_examples=60)
@fuzz(architectures())
def test_pytorch_counts_what_the_formulas_derive_of_random_networks(network: Architecture) -> None:
    """The same on kernels, strides, borders and tables of any shape."""
    for layer in network:
        assert derived(layer) == counted(layer), layer.name


@pytest.mark.parametrize("name", [layer.name for layer in lenet5()])
def test_gradients_reach_just_the_receptive_field(name: str) -> None:
    """The pixels with a gradient from the first and the last unit are the derived fields."""
    network = lenet5()
    body = network.upto(name)
    layer = body[name]
    pixels = ones(network.input).requires_grad_()
    output = pixels
    for each in body:
        output = module(each)(output)
    for index in (0, int(layer.width) - 1):
        (gradient,) = torch.autograd.grad(
            output[0, :, index, index].sum(), pixels, retain_graph=True
        )
        reached = gradient[0, 0].nonzero()
        centre = float(layer.columns.centre_of(index))
        half = (int(layer.columns.field) - 1) / 2
        assert reached.min(dim=0).values.tolist() == [centre - half] * 2
        assert reached.max(dim=0).values.tolist() == [centre + half] * 2


def test_what_is_on_record_is_what_pytorch_counts() -> None:
    """The committed counts are those that PyTorch gives now; if not, run `make witnesses`."""
    assert witnesses.on_record()["networks"] == witnesses.networks()
