"""A network at work on a fixed number of images: its steps, one behind the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lenet_docs.architecture import Architecture
from lenet_docs.errors import NetworkError
from lenet_docs.layers import Convolution, EuclideanRBF, FullConnection, Layer, Subsampling
from lenet_docs.network.losses import Loss
from lenet_docs.network.steps import (
    Array,
    ConvolutionStep,
    EuclideanRBFStep,
    FullConnectionStep,
    InputStep,
    MeanStep,
    Step,
    SubsamplingStep,
)

__all__ = ["Chain", "shapes"]


def _kind(layer: Layer) -> type[Step]:
    if isinstance(layer, Convolution):
        return ConvolutionStep
    if isinstance(layer, Subsampling):
        return SubsamplingStep if layer.trainable else MeanStep
    if isinstance(layer, FullConnection):
        return FullConnectionStep
    if isinstance(layer, EuclideanRBF):
        return EuclideanRBFStep
    raise NetworkError(f"{layer.name}: a layer of kind {layer.kind} can be counted, but not run")


def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
    """Return the shapes of a layer's parameters by their short names.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> shapes(lenet5()["C3"])
    {'weights': (60, 5, 5), 'biases': (16,)}
    """
    return _kind(layer).shapes(layer)


def _of(arrays: Mapping[str, Array], layer: Layer) -> dict[str, Array]:
    """Return the layer's own arrays by their short names."""
    prefix = f"{layer.name}."
    return {
        name.removeprefix(prefix): each for name, each in arrays.items() if name.startswith(prefix)
    }


class Chain:
    """A network at work on a fixed number of images.

    Parameters
    ----------
    architecture
        What is run.
    arrays
        Its parameters by name; only ever read.
    gradients
        Where derivatives go, by the same names; fixed parameters have none.
    images
        How many images are seen at once.
    dtype
        Precision.
    """

    def __init__(
        self,
        architecture: Architecture,
        arrays: Mapping[str, Array],
        gradients: Mapping[str, Array],
        images: int,
        dtype: np.dtype[Any],
    ) -> None:
        self.input = InputStep(architecture.input, images, dtype)
        self.steps: dict[str, Step] = {}
        source: Step | InputStep = self.input
        for layer in architecture:
            kind = _kind(layer)
            last = layer is architecture.layers[-1]
            # Without codes, the last layer gives scores: nothing bounds them.
            unbounded = {"squashed": False} if last and issubclass(kind, FullConnectionStep) else {}
            source = kind(layer, source, _of(arrays, layer), _of(gradients, layer), **unbounded)
            self.steps[layer.name] = source
        self.last: Step = source  # type: ignore[assignment]
        outputs = self.last.states
        self._sign = 1 if isinstance(self.last, EuclideanRBFStep) else -1
        self.penalties: Array = outputs if self._sign == 1 else np.empty_like(outputs)

    def forward(self, images: Array) -> Array:
        """Return the penalties, of shape (classes, height, width, images).

        Where the last layer has no codes, the penalty of a class is minus its score.
        """
        self.input.show(images)
        for step in self.steps.values():
            step.forward()
        if self._sign == -1:
            np.negative(self.last.states, out=self.penalties)
        return self.penalties

    def backward(self, images: Array, labels: NDArray[np.integer[Any]], loss: Loss) -> Array:
        """Return the loss of each image, and leave the sum of their gradients in the gradients."""
        penalties = self.forward(images).reshape(len(self.penalties), -1)
        values, slopes = loss.forward_backward(penalties, labels)
        np.multiply(slopes, self._sign, out=self.last.d_states.reshape(slopes.shape))
        for step in reversed(self.steps.values()):
            step.backward()
        return values

    def curvature(self, images: Array, labels: NDArray[np.integer[Any]], loss: Loss) -> None:
        """Leave the sum of the images' second derivatives in the gradients (Appendix C)."""
        penalties = self.forward(images).reshape(len(self.penalties), -1)
        _, slopes = loss.forward_backward(penalties, labels)
        shares = loss.second(penalties, labels)
        first, *others = reversed(self.steps.values())
        if isinstance(first, EuclideanRBFStep):
            first.second_derivatives(slopes, shares)
        else:
            # The scores are linear in the parameters: what is left is the loss's own diagonal.
            own = np.zeros_like(slopes) if shares is None else shares - shares**2
            first.d_states.reshape(own.shape)[...] = own
            first.backward(order=2)
        for step in others:
            step.backward(order=2)
