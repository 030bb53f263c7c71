"""What a network keeps in memory: its parameters, its states, and what training adds.

A number is taken to be stored in single precision. What a program keeps besides,
such as copies that make it faster, is its own affair and not counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from lenet_docs.architecture import Architecture
from lenet_docs.book.layers.shares import units_and_pixels
from lenet_docs.book.network import NET
from lenet_docs.book.others.circulating import BYTES
from lenet_docs.layers import Layer
from lenet_docs.quantity import Quantity, floor, given

__all__ = [
    "bytes_for",
    "codes_in_bits",
    "largest_batch_below_parameters",
    "memory_by_parameters",
    "recognition_numbers",
    "state_gradients_at_once",
    "states_at_once",
    "training_numbers",
]

BITS_OF_A_BYTE = given(8, r"\text{bits}", "bits of a byte")

CODE_BITS = given(1, r"\text{bit}", "bits of a code's component")
"""Bits that a component of a code needs: it is one of two values."""


def bytes_for(numbers: Quantity) -> Quantity:
    """Return the bytes that so many numbers take in single precision.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(bytes_for(lenet5().trainable_parameters).text())
    bytes = b × trainable parameters_lenet5
          = 4 × 60,000
          = 240,000
    """
    return (BYTES * numbers).named("bytes")


def codes_in_bits() -> Quantity:
    """Return the bytes that the codes take if each component is a single bit.

    Examples
    --------
    >>> print(codes_in_bits())
    105
    """
    components = NET["output"].parameters
    return (CODE_BITS * components / BITS_OF_A_BYTE).named("bytes of the codes")


def states_at_once(network: Architecture) -> Quantity:
    """Return how many states must be kept at once to recognise an image.

    A layer needs the states that it looks at and room for its own; those further
    back can be forgotten. The layer that needs most decides.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(states_at_once(lenet5()).text())
    states at once_lenet5 = units_C1 + units_S2
                          = 4,704 + 1,176
                          = 5,880
    """
    return _most(network.layers).named("states at once", owner=network.name)


def state_gradients_at_once(network: Architecture) -> Quantity:
    """Return how many gradients of states must be kept at once on the way back.

    A layer needs the gradients of its own states and makes those of the states
    before it. The first layer makes none, because pixels are not learned.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(state_gradients_at_once(lenet5()))
    5,880
    """
    first, *others = network.layers
    most = _most(others) if others else first.units
    return most.named("gradients of states at once", owner=network.name)


def _most(layers: Sequence[Layer]) -> Quantity:
    return max((layer.source.units + layer.units for layer in layers), key=int)


def recognition_numbers(network: Architecture) -> Quantity:
    """Return how many numbers must be kept to recognise an image.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(recognition_numbers(lenet5()).text())
    numbers_lenet5 = parameters_lenet5 + states at once_lenet5
                   = 60,840 + 5,880
                   = 66,720
    """
    return (network.parameters + states_at_once(network)).named("numbers", owner=network.name)


def training_numbers(network: Architecture) -> Quantity:
    """Return how many numbers must be kept to train on one image at a time.

    The parameters; all states, with the pixels, because the gradient of a parameter
    needs what its links carried; the gradients of the states of a layer and of the
    one before it; a gradient and a step size for each trainable parameter.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(training_numbers(lenet5()))
    195,838
    """
    trainable = network.trainable_parameters
    kept = network.parameters + units_and_pixels(network) + state_gradients_at_once(network)
    gradients = trainable.named("gradients", owner=network.name)
    steps = trainable.named("step sizes", owner=network.name)
    return (kept + gradients + steps).named("numbers in training", owner=network.name)


def memory_by_parameters(network: Architecture) -> Quantity:
    """Return how many times its parameters a network keeps in training.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(f"{float(memory_by_parameters(lenet5())):.2f}")
    3.22
    """
    return (training_numbers(network) / network.parameters).named("training by parameters")


def largest_batch_below_parameters(network: Architecture) -> Quantity:
    """Return of how many images the kept states are still no more than the parameters.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(largest_batch_below_parameters(lenet5()))
    6
    """
    images = floor(network.parameters / units_and_pixels(network))
    return images.named("images", owner=network.name)
