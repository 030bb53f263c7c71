"""The network itself: an architecture with parameters, that can be run and trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import INPUT_SIDE
from lenet_docs.codes import DIGITS, code
from lenet_docs.errors import NetworkError
from lenet_docs.layers import EuclideanRBF
from lenet_docs.network.engine.chain import Chain
from lenet_docs.network.engine.initial import PAPER, Initialisation
from lenet_docs.network.engine.layout import aligned_zeros, array_shapes, is_trained, views
from lenet_docs.network.engine.losses import Loss
from lenet_docs.network.engine.threads import one_thread
from lenet_docs.network.engine.validation import checked_images, checked_labels, checked_precision
from lenet_docs.network.steps import Array, WeightedStep

__all__ = ["LEARNING", "RUNNING", "LayerTrace", "Network"]

RUNNING, LEARNING = 16, 8
"""Images that go through LeNet-5 together: as many as the caches of a core hold well.

Learning holds on to more for each image.
"""


@dataclass(frozen=True, slots=True)
class LayerTrace:
    """What one layer did with some images.

    Attributes
    ----------
    sums
        Weighted sums a, of shape (images, maps, height, width); nothing for codes.
    states
        States x, or penalties, of the same shape.
    """

    sums: Array | None
    states: Array


class Network:
    """An architecture with parameters.

    All parameters are one flat array, the trainable ones first, so that a step
    of learning is one subtraction. `arrays` gives them by name, each with its
    shape; they are views, not copies.

    Parameters
    ----------
    architecture
        What is run; every size comes from it. A new network has random weights
        (see `initialise`), and the codes of Fig. 3 where the architecture has codes.
    dtype
        ``"float32"`` or ``"float64"``.
    seed
        Of the random weights.

    Attributes
    ----------
    parameters
        All parameters, flat.
    trainable
        The part of them that learning changes.
    arrays
        The parameters by name: ``C1.weights`` has one kernel for each pair of a map and
        a source map that it looks at, map by map.
    last_gradient
        What `backward` left: flat, as `trainable`; overwritten by the next call of a method.

    Raises
    ------
    NetworkError
        For another precision, or codes for other classes than Fig. 3 can draw.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> network = Network(lenet5())
    >>> network.trainable.size, network.arrays["C3.weights"].shape
    (60000, (60, 5, 5))
    """

    def __init__(
        self, architecture: Architecture, dtype: DTypeLike = "float32", *, seed: int = 0
    ) -> None:
        self.architecture = architecture
        self.dtype = checked_precision(dtype)
        sizes = array_shapes(architecture)
        self.parameters = aligned_zeros(int(architecture.parameters), self.dtype)
        count = int(architecture.trainable_parameters)
        self.trainable = self.parameters[:count]
        self.arrays = dict(views(self.parameters, sizes))
        self.last_gradient = aligned_zeros(count, self.dtype)
        trained = {name: shape for name, shape in sizes.items() if is_trained(architecture, name)}
        self._gradients = dict(views(self.last_gradient, trained))
        self._chains: dict[tuple[int, bool], Chain] = {}
        self._set_codes()
        self.initialise(seed)

    def __repr__(self) -> str:
        return f"<Network {self.architecture.name}, {self.trainable.size:,} trainable parameters>"

    def initialise(self, seed: int, rule: Initialisation = PAPER) -> None:
        """Give every parameter but the codes a first value.

        Parameters
        ----------
        seed
            The same seed gives the same parameters.
        rule
            How they are drawn; the paper's rule by default (Appendix A).
        """
        rule.fill(self.architecture, self.arrays, np.random.default_rng(seed))

    def penalties(self, images: ArrayLike) -> Array:
        """Return what each class costs.

        Parameters
        ----------
        images
            Levels of the pixels, of shape (images, height, width), or (height,
            width) for one image.

        Returns
        -------
        numpy.ndarray
            Shape (images, classes), without the first axis for one image. If the
            architecture gives a map of outputs, its height and width follow.

        Raises
        ------
        NetworkError
            For images of another size, without pixels, of another type, or with
            levels that are not finite or not those of pixels.
        """
        checked, single = checked_images(images, self.architecture, self.dtype)
        found = self._map(checked)
        if found.shape[2:] == (1, 1):
            found = found[:, :, 0, 0]
        return found[0] if single else found

    def classify(self, images: ArrayLike) -> NDArray[np.intp]:
        """Return the class with the smallest penalty, for each image (and place)."""
        checked, single = checked_images(images, self.architecture, self.dtype)
        found = self._map(checked).argmin(axis=1)
        if found.shape[1:] == (1, 1):
            found = found[:, 0, 0]
        return np.asarray(found[0] if single else found)

    def trace(self, images: ArrayLike) -> Mapping[str, LayerTrace]:
        """Return what every layer did with some images, by name of the layer.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> trace = Network(lenet5()).trace(np.zeros((2, 32, 32)))
        >>> trace["S2"].states.shape, float(trace["C1"].sums.std())
        ((2, 6, 14, 14), 0.0)
        """
        checked, _ = checked_images(images, self.architecture, self.dtype)
        parts: dict[str, list[LayerTrace]] = {}
        with one_thread():
            for chunk in _chunks(len(checked), self._chunk):
                part = checked[chunk]
                chain = self._chain(len(part))
                chain.forward(part)
                for name, step in chain.steps.items():
                    sums = _images_first(step.sums) if isinstance(step, WeightedStep) else None
                    parts.setdefault(name, []).append(LayerTrace(sums, _images_first(step.states)))
        return {name: _joined(part) for name, part in parts.items()}

    def gradient(self, images: ArrayLike, labels: ArrayLike, loss: Loss) -> tuple[float, Array]:
        """Return the mean loss of some images, and its gradient.

        Parameters
        ----------
        images
            As for `penalties`.
        labels
            The class of each image.
        loss
            `MeanSquaredError` or `MaximumAPosteriori`.

        Returns
        -------
        tuple of float and numpy.ndarray
            The gradient is flat, as `trainable` is; `named` gives it shapes. The
            array is the caller's own.

        Raises
        ------
        NetworkError
            As for `penalties`; for labels that are no classes or not as many as
            images; and for an architecture that gives a map of outputs.
        """
        checked, classes = self._checked(images, labels)
        with one_thread():
            values = self.backward(checked, classes, loss)
        return float(values.mean()), self.last_gradient / len(checked)

    def curvature(self, images: ArrayLike, labels: ArrayLike, loss: Loss) -> Array:
        """Return the diagonal of second derivatives, averaged over some images.

        It is the diagonal Gauss-Newton approximation of Appendix C (eqs. (23) to
        (27)): flat, as `trainable` is, and never negative.

        Parameters
        ----------
        images, labels, loss
            As for `gradient`.
        """
        checked, classes = self._checked(images, labels)
        diagonal = np.zeros_like(self.last_gradient)
        with one_thread():
            for chunk in _chunks(len(checked), self._chunk):
                part = checked[chunk]
                self._chain(len(part)).curvature(part, classes[chunk], loss)
                diagonal += self.last_gradient
        diagonal /= len(checked)
        return diagonal

    def named(self, flat: Array) -> dict[str, Array]:
        """Return views of a gradient, or of anything as long as `trainable`, by name.

        Examples
        --------
        >>> from lenet_docs import lenet5
        >>> network = Network(lenet5())
        >>> network.named(network.trainable)["C5.weights"].shape
        (1920, 5, 5)
        """
        if flat.shape != self.trainable.shape:
            raise NetworkError(
                f"{self.architecture.name}: an array of shape {flat.shape} has no names; "
                f"give one of shape {self.trainable.shape}, as the trainable parameters have"
            )
        shapes = {name: each.shape for name, each in self._gradients.items()}
        return dict(views(flat, shapes))

    # -- for training, which has checked its images once -------------------------

    def backward(self, images: Array, labels: NDArray[np.intp], loss: Loss) -> Array:
        """Return the loss of each image, and leave the sum of their gradients in `last_gradient`.

        Nothing is checked, and BLAS is left as it is: this is called for every step.
        """
        if len(images) <= self._chunk:
            return self._chain(len(images)).backward(images, labels, loss)
        values = np.empty(len(images), self.dtype)
        total = np.zeros_like(self.last_gradient)
        for chunk in _chunks(len(images), self._chunk):
            part = images[chunk]
            values[chunk] = self._chain(len(part)).backward(part, labels[chunk], loss)
            total += self.last_gradient
        self.last_gradient[...] = total
        return values

    # -- inside --------------------------------------------------------------------

    def _map(self, images: Array) -> Array:
        height, width = (int(size) for size in (self._output.height, self._output.width))
        found = np.empty((len(images), int(self._output.maps), height, width), self.dtype)
        with one_thread():
            for chunk in _chunks(len(images), self._at_once(RUNNING)):
                part = images[chunk]
                chain = self._chain(len(part), learns=False)
                found[chunk] = np.moveaxis(chain.forward(part), -1, 0)
        return found

    def _chain(self, images: int, *, learns: bool = True) -> Chain:
        key = images, learns
        if key not in self._chains:
            self._chains[key] = Chain(
                self.architecture, self.arrays, self._gradients, images, self.dtype, learns=learns
            )
        return self._chains[key]

    @cached_property
    def _chunk(self) -> int:
        return self._at_once(LEARNING)

    def _at_once(self, images: int) -> int:
        """Return how many images are as large together as so many for LeNet-5 are."""
        return max(1, images * int(INPUT_SIDE) ** 2 // int(self.architecture.input.units))

    def _checked(self, images: ArrayLike, labels: ArrayLike) -> tuple[Array, NDArray[np.intp]]:
        if (int(self._output.height), int(self._output.width)) != (1, 1):
            raise NetworkError(
                f"{self.architecture.name}: the output is a map of {self._output.height} x "
                f"{self._output.width}; a loss needs one output an image, so give an "
                f"architecture with a smaller input"
            )
        checked, single = checked_images(images, self.architecture, self.dtype)
        classes = checked_labels(labels, len(checked), int(self._output.maps), single=single)
        return checked, classes

    @property
    def _output(self) -> Any:
        return self.architecture.layers[-1]

    def _set_codes(self) -> None:
        for layer in self.architecture:
            if isinstance(layer, EuclideanRBF):
                if layer is not self.architecture.layers[-1]:
                    raise NetworkError(
                        f"{layer.name}: nothing can look at distances from codes; make it the "
                        "last layer"
                    )
                codes = self.arrays[f"{layer.name}.codes"]
                drawn = np.array([code(digit).components for digit in DIGITS], self.dtype)
                if codes.shape != drawn.shape:
                    raise NetworkError(
                        f"{layer.name}: Fig. 3 draws {len(drawn)} digits with {drawn.shape[1]} "
                        f"pixels each, but the layer has {codes.shape[0]} codes of "
                        f"{codes.shape[1]} components; make it {len(drawn)} units behind "
                        f"{drawn.shape[1]}"
                    )
                codes[...] = drawn


def _chunks(count: int, size: int) -> list[slice]:
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def _images_first(array: Array) -> Array:
    return np.moveaxis(array, -1, 0).copy()


def _joined(parts: Sequence[LayerTrace]) -> LayerTrace:
    sums = [part.sums for part in parts if part.sums is not None]
    return LayerTrace(
        np.concatenate(sums) if sums else None, np.concatenate([part.states for part in parts])
    )
