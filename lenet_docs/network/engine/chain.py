"""A network at work on a fixed number of images: its steps, one behind the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lenet_docs.architecture import Architecture
from lenet_docs.errors import NetworkError
from lenet_docs.layers import (
    Convolution,
    EuclideanRBF,
    FeatureMaps,
    FullConnection,
    Layer,
    Subsampling,
)
from lenet_docs.network.engine.losses import Loss
from lenet_docs.network.steps import (
    Array,
    ConvolutionStep,
    EuclideanRBFStep,
    FullConnectionStep,
    MeanStep,
    Step,
    SubsamplingStep,
    Units,
    WeightedStep,
    slopes_of,
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


def _is_full(layer: Layer) -> bool:
    """Whether each unit looks at the whole source: then even a convolution is a full connection."""
    return (
        isinstance(layer, Convolution)
        and layer.table is None
        and not any(int(side) for side in layer.padding)
        and tuple(map(int, layer.kernel)) == (int(layer.source.height), int(layer.source.width))
    )


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
    learns
        Whether there is a way back. Without one, less memory is touched.
    """

    def __init__(
        self,
        architecture: Architecture,
        arrays: Mapping[str, Array],
        gradients: Mapping[str, Array],
        images: int,
        dtype: np.dtype[Any],
        *,
        learns: bool = True,
    ) -> None:
        pixels = _units(architecture.input, images, dtype)
        self.images = pixels.states
        # All layers' units in one array each, so that slopes take no turn at every layer.
        everything = Units(
            *(np.zeros(int(architecture.units) * images, dtype) for _ in Units._fields)
        )
        self._states, self._slopes, _ = everything
        self.steps: dict[str, Step] = {}
        source, start = pixels, 0
        for layer in architecture:
            stop = start + int(layer.units) * images
            units = Units(*(part[start:stop].reshape(_shape(layer, images)) for part in everything))
            kind = FullConnectionStep if _is_full(layer) else _kind(layer)
            own = _of(arrays, layer), _of(gradients, layer)
            step: Step
            if issubclass(kind, WeightedStep):
                # Without codes, the last layer gives scores: nothing bounds them.
                last = layer is architecture.layers[-1]
                step = kind(layer, source, units, *own, learns=learns, squashed=not last)
            else:
                step = kind(layer, source, units, *own, learns=learns)
            self.steps[layer.name] = step
            source, start = units, stop
        self._backwards = list(reversed(self.steps.values()))
        self._last = self._backwards[0]
        # A score says how good a class is, a penalty how bad.
        self._sign = 1 if isinstance(self._last, EuclideanRBFStep) else -1
        self.penalties: Array = self._last.states if self._sign == 1 else -self._last.states
        self._penalties = self.penalties.reshape(len(self.penalties), -1)
        self._d_outputs = self._last.d_states.reshape(self._penalties.shape)

    def forward(self, images: Array) -> Array:
        """Return the penalties, of shape (classes, height, width, images).

        Where the last layer has no codes, the penalty of a class is minus its score.

        Parameters
        ----------
        images
            Of shape (images, height, width), or with an axis of maps before these.
        """
        maps, height, width, count = self.images.shape
        self.images[...] = images.reshape(count, maps, height, width).transpose(1, 2, 3, 0)
        for step in self.steps.values():
            step.forward()
        if self._sign == -1:
            np.negative(self._last.states, out=self.penalties)
        return self.penalties

    def backward(self, images: Array, labels: NDArray[np.intp], loss: Loss) -> Array:
        """Return the loss of each image, and leave the sum of their gradients in the gradients."""
        self.forward(images)
        values, slopes = loss.forward_backward(self._penalties, labels)
        self._d_outputs[...] = slopes if self._sign == 1 else -slopes
        slopes_of(self._states, out=self._slopes)
        for step in self._backwards:
            step.backward()
        return values

    def curvature(self, images: Array, labels: NDArray[np.intp], loss: Loss) -> None:
        """Leave the sum of the images' second derivatives in the gradients (Appendix C)."""
        self.forward(images)
        _, slopes = loss.forward_backward(self._penalties, labels)
        shares = loss.second(self._penalties, labels)
        slopes_of(self._states, out=self._slopes)
        np.square(self._slopes, out=self._slopes)
        if isinstance(self._last, EuclideanRBFStep):
            self._last.second_derivatives(slopes, shares)
        else:
            # The scores are linear in the parameters: what is left is the loss's own diagonal.
            self._d_outputs[...] = 0 if shares is None else shares - shares**2
            self._last.backward(order=2)
        for step in self._backwards[1:]:
            step.backward(order=2)


def _shape(maps: FeatureMaps, images: int) -> tuple[int, int, int, int]:
    return int(maps.maps), int(maps.height), int(maps.width), images


def _units(maps: FeatureMaps, images: int, dtype: np.dtype[Any]) -> Units:
    return Units(*(np.zeros(_shape(maps, images), dtype) for _ in Units._fields))
