"""Networks that go by LeNet's name today, so that their totals can be counted, not believed."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import CLASSES, INPUT_SIDE, lenet5, lenet5_dense
from lenet_docs.layers import Convolution, FullConnection, Input, Layer, Subsampling
from lenet_docs.quantity import Quantity, given, total

__all__ = [
    "BYTES",
    "added_parameters",
    "caffe_lenet",
    "dense_with_linear_output",
    "early_vgg_memory",
    "early_vgg_values",
    "gained_pixels",
    "lenet5_with_linear_output",
    "lost_pixels",
    "subsampling_parameters",
    "unpadded_lenet1",
    "unpadded_lenet4",
    "unpadded_lenet5",
    "vgg16",
    "vgg16_memory",
    "vgg16_values",
]


def lenet5_with_linear_output() -> Architecture:
    """Return LeNet-5 with a linear layer with biases instead of its codes.

    Examples
    --------
    >>> print(lenet5_with_linear_output().parameters)
    60,850
    """
    return _with_linear_output("lenet5 with linear output", lenet5())


def dense_with_linear_output() -> Architecture:
    """Return the same with a dense C3; the coefficients of S2 and S4 are kept.

    Examples
    --------
    >>> print(dense_with_linear_output().parameters)
    61,750
    """
    return _with_linear_output("dense lenet5 with linear output", lenet5_dense())


def _with_linear_output(name: str, network: Architecture) -> Architecture:
    *body, output = network.layers
    linear = FullConnection(output.name, units=CLASSES)
    return Architecture(name, Input(INPUT_SIDE, INPUT_SIDE), [*body, linear])


def _mean(name: str) -> Subsampling:
    """Return subsampling as most programs have it: without parameters."""
    return Subsampling(name, window=2, trainable=False)


def added_parameters(old: Architecture, new: Architecture) -> Quantity:
    """Return how many trainable parameters a network has more than another.

    Examples
    --------
    >>> print(added_parameters(lenet5(), lenet5_with_linear_output()))
    850
    """
    return (new.trainable_parameters - old.trainable_parameters).named("added parameters")


def subsampling_parameters() -> Quantity:
    """Return the parameters of all subsampling layers of LeNet-5.

    Examples
    --------
    >>> print(subsampling_parameters())
    44
    """
    layers = [layer for layer in lenet5() if isinstance(layer, Subsampling)]
    return total([layer.parameters for layer in layers], index="ell").named("parameters", owner="S")


def unpadded_lenet5() -> Architecture:
    """Return the "LeNet-5" of the software-testing literature: 28 pixels, no padding.

    Examples
    --------
    >>> print(unpadded_lenet5().parameters)
    44,426
    """
    return _unpadded("unpadded lenet5", 120, 84)


def unpadded_lenet4() -> Architecture:
    """Return the "LeNet-4" of the software-testing literature.

    Examples
    --------
    >>> print(unpadded_lenet4().parameters)
    25,010
    """
    return _unpadded("unpadded lenet4", 84)


def _unpadded(name: str, *units: int) -> Architecture:
    head: list[Layer] = [FullConnection(f"F{i}", units=each) for i, each in enumerate(units, 5)]
    return Architecture(
        name,
        Input(28, 28),
        [
            Convolution("C1", maps=6, kernel=5),
            _mean("S2"),
            Convolution("C3", maps=16, kernel=5),
            _mean("S4"),
            *head,
            FullConnection("output", units=CLASSES),
        ],
    )


def unpadded_lenet1() -> Architecture:
    """Return the "LeNet-1" of the software-testing literature: all maps joined to all.

    Examples
    --------
    >>> print(unpadded_lenet1().parameters)
    3,246
    """
    return Architecture(
        "unpadded lenet1",
        Input(28, 28),
        [
            Convolution("C1", maps=4, kernel=5),
            _mean("S2"),
            Convolution("C3", maps=12, kernel=5),
            _mean("S4"),
            FullConnection("output", units=CLASSES),
        ],
    )


def caffe_lenet() -> Architecture:
    """Return the "LeNet" that comes with Caffe: 20 and 50 maps, then 500 units.

    Examples
    --------
    >>> print(caffe_lenet().parameters)
    431,080
    """
    return Architecture(
        "caffe lenet",
        Input(28, 28),
        [
            Convolution("C1", maps=20, kernel=5),
            _mean("S2"),
            Convolution("C3", maps=50, kernel=5),
            _mean("S4"),
            FullConnection("F5", units=500),
            FullConnection("output", units=CLASSES),
        ],
    )


# ---- Figures that are not LeNet's, but are often read beside it ------------------------------


def vgg16() -> Architecture:
    """Return the 16-layer network of Simonyan and Zisserman (2015, Table 1, column D).

    Examples
    --------
    >>> print(vgg16().parameters)
    138,357,544
    """
    layers: list[Layer] = []
    for stage, (maps, depth) in enumerate([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)], 1):
        layers += [
            Convolution(f"C{stage}{letter}", maps=maps, kernel=3, padding=1)
            for letter in "abc"[:depth]
        ]
        layers.append(_mean(f"S{stage}"))
    layers += [
        FullConnection(f"F{index}", units=units)
        for index, units in enumerate([4096, 4096, 1000], start=1)
    ]
    return Architecture("vgg16", Input(224, 224, maps=3), layers)


BYTES = given(4, "b", "bytes of a number")
"""Bytes of a number in single precision."""


def vgg16_values() -> Quantity:
    """Return how many numbers one image makes in VGG-16, the image itself among them.

    Examples
    --------
    >>> print(vgg16_values())
    15,237,608
    """
    net = vgg16()
    return (net.units + net.input.units).named("values", owner=net.name)


def vgg16_memory() -> Quantity:
    """Return how many bytes they take in single precision.

    Examples
    --------
    >>> print(vgg16_memory())
    60,950,432
    """
    return (BYTES * vgg16_values()).named("bytes", owner="vgg16")


def early_vgg_values() -> Quantity:
    """Return how many numbers come out of three layers like the first one of VGG-16.

    Examples
    --------
    >>> print(early_vgg_values())
    9,633,792
    """
    return (3 * vgg16()["C1a"].units).named("values", owner="early layers")


def early_vgg_memory() -> Quantity:
    """Return how many bytes they take in single precision, with their gradients.

    Examples
    --------
    >>> print(early_vgg_memory())
    77,070,336
    """
    return (BYTES * 2 * early_vgg_values()).named("bytes", owner="early layers")


def lost_pixels() -> Quantity:
    """Return which share of its input's places a map of C1 does not have.

    Examples
    --------
    >>> print(lost_pixels().text())
    lost share = 1 − positions_C1 / positions_input
               = 1 − 784 / 1,024
               = 1 − 0.765625
               = 0.234375
    """
    net = lenet5()
    return (1 - net["C1"].positions / net.input.positions).named("lost share")


def gained_pixels() -> Quantity:
    """Return the same difference as a share of the places that the map has.

    Examples
    --------
    >>> print(f"{float(gained_pixels()):.4f}")
    0.3061
    """
    net = lenet5()
    return (net.input.positions / net["C1"].positions - 1).named("gained share")
