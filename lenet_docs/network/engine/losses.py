"""The losses of section II-C: what is made small in training.

A loss looks at the penalties of one image and at its class. In training it is
called for every image, so what does the work (`Loss.forward_backward`,
`Loss.second`) takes arrays as the network has them, with the images last, and
checks nothing. What a reader calls has the images first, and checks everything.

A last layer without codes gives scores and no penalties. With minus the scores
as penalties and without a class of rubbish, eq. (9) is what is called
cross-entropy today.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lenet_docs.catalogue import RUBBISH_PENALTY
from lenet_docs.errors import NetworkError
from lenet_docs.network.engine.validation import checked_labels
from lenet_docs.network.steps import Array
from lenet_docs.quantity import Quantity

__all__ = [
    "Loss",
    "MaximumAPosteriori",
    "MeanSquaredError",
    "posterior",
    "rejection_score",
    "rubbish_posterior",
]

Labels = NDArray[np.intp]


class Loss(ABC):
    """What every loss can say of some images, from their penalties and classes."""

    def value(self, penalties: ArrayLike, labels: ArrayLike) -> Array:
        """Return the loss E of each image.

        Parameters
        ----------
        penalties
            Outputs of the network, of shape (images, classes).
        labels
            The class of each image, of shape (images,).

        Raises
        ------
        NetworkError
            If the penalties have another shape or are not finite numbers, if
            there are none, or if the labels are not one class an image.
        """
        return self.forward_backward(*_checked(penalties, labels))[0]

    def gradient(self, penalties: ArrayLike, labels: ArrayLike) -> Array:
        """Return dE/dy, of shape (images, classes).

        Parameters
        ----------
        penalties, labels
            As for `value`.
        """
        return self.forward_backward(*_checked(penalties, labels))[1].T

    def curvature(self, penalties: ArrayLike, labels: ArrayLike) -> Array:
        """Return the second derivatives d2E/dy_i dy_k, of shape (images, classes, classes).

        Parameters
        ----------
        penalties, labels
            As for `value`.
        """
        y, classes = _checked(penalties, labels)
        shares = self.second(y, classes)
        if shares is None:
            return np.zeros((y.shape[1], y.shape[0], y.shape[0]), y.dtype)
        p = shares.T
        return p[:, :, np.newaxis] * (np.eye(len(y), dtype=y.dtype) - p[:, np.newaxis, :])

    @abstractmethod
    def forward_backward(self, y: Array, labels: Labels) -> tuple[Array, Array]:
        """Return the loss of each image and dE/dy, in one go.

        Parameters
        ----------
        y
            Penalties, of shape (classes, images).
        labels
            The class of each image.

        Returns
        -------
        tuple of numpy.ndarray
            Of shape (images,) and (classes, images), both new.
        """

    @abstractmethod
    def second(self, y: Array, labels: Labels) -> Array | None:
        """Return p, from which all second derivatives follow: they are diag(p) - p p^T.

        Parameters
        ----------
        y, labels
            As for `forward_backward`.

        Returns
        -------
        numpy.ndarray or None
            Of shape (classes, images). Nothing, if the loss is linear in the
            penalties: its second derivatives are 0.
        """


@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """The penalty of the right class (section II-C, eq. (8)).

    The penalty is a squared distance, hence the name. Nothing is asked of the
    penalties of the other classes.

    Examples
    --------
    >>> loss = MeanSquaredError()
    >>> loss.value([[4.0, 9.0, 7.0]], [0]).tolist()
    [4.0]
    >>> loss.gradient([[4.0, 9.0, 7.0]], [0]).tolist()
    [[1.0, 0.0, 0.0]]
    """

    def forward_backward(self, y: Array, labels: Labels) -> tuple[Array, Array]:
        """Return y_D of each image, and 1 for the right class, 0 for the others."""
        at = labels, np.arange(y.shape[1])
        slopes = np.zeros_like(y)
        slopes[at] = 1
        return y[at], slopes

    def second(self, y: Array, labels: Labels) -> Array | None:
        """Return nothing: the loss is linear in the penalties."""
        return None


@dataclass(frozen=True)
class MaximumAPosteriori(Loss):
    """Minus the logarithm of the right class's posterior (section II-C, eq. (9)).

    E = y_D + log(exp(-j) + sum over i of exp(-y_i)). A class more stands for
    rubbish, images that show none of the digits. Its penalty is always j.

    Parameters
    ----------
    j
        Penalty of rubbish. The paper says that it is positive, and no more; for
        our choice see `lenet_docs.catalogue.RUBBISH_PENALTY`. With infinity
        there is no class of rubbish.

    Raises
    ------
    NetworkError
        If `j` is not a positive number.

    Notes
    -----
    Exponentials of penalties overflow or vanish, so all are taken relative to
    the smallest penalty m, that of rubbish included. What the right class
    contributes is left out of the sum at first: where the network is right and
    sure of it, the loss and its gradient are what all the others contribute, far
    below the rounding of the whole sum.

    An image has so few penalties that Python's own numbers are faster than arrays,
    by far for a single image. They are of double precision.

    Examples
    --------
    >>> loss = MaximumAPosteriori()
    >>> loss.value([[4.0, 9.0, 7.0]], [0]).round(3).tolist()
    [0.057]
    >>> loss.gradient([[4.0, 9.0, 7.0]], [0]).round(3).tolist()
    [[0.056, -0.006, -0.047]]

    However large the penalties are, nothing overflows:

    >>> MaximumAPosteriori(j=10).value([[1e9, 2e9, 3e9]], [0]).tolist()
    [999999990.0]
    """

    j: float = float(RUBBISH_PENALTY)

    def __post_init__(self) -> None:
        object.__setattr__(self, "j", _checked_j(self.j))

    def forward_backward(self, y: Array, labels: Labels) -> tuple[Array, Array]:
        """Return E of each image, and 1 - p_D for the right class, -p_i for the others."""
        values, slopes = np.empty(y.shape[1], y.dtype), np.empty_like(y)
        for image, right in enumerate(labels.tolist()):
            penalties = y[:, image].tolist()
            smallest = min(self.j, min(penalties))
            terms = [math.exp(smallest - penalty) for penalty in penalties]
            own, terms[right] = terms[right], 0.0
            others = sum(terms) + math.exp(smallest - self.j)
            whole = own + others
            terms[right] = -others
            slopes[:, image] = [-term / whole for term in terms]
            # Either the right class has the smallest penalty, and own - 1 is 0; or others >= 1.
            values[image] = penalties[right] - smallest + math.log1p(own - 1 + others)
        return values, slopes

    def second(self, y: Array, labels: Labels) -> Array:
        """Return the posterior of each class."""
        return _posteriors(y, self.j)[0]


def posterior(penalties: ArrayLike, j: float | Quantity = RUBBISH_PENALTY) -> Array:
    """Return how probable each class is, of shape (images, classes) (section II-C).

    Together with `rubbish_posterior` the classes of an image add up to 1.

    Parameters
    ----------
    penalties
        Outputs of the network, of shape (images, classes).
    j
        Penalty of rubbish.

    Raises
    ------
    NetworkError
        If `j` is not a positive number, or the penalties are not as described at
        `Loss.value`.

    Examples
    --------
    >>> posterior([[4.0, 9.0, 7.0], [90.0, 95.0, 99.0]]).round(3).tolist()
    [[0.944, 0.006, 0.047], [0.0, 0.0, 0.0]]
    """
    return _posteriors(_checked_penalties(penalties), _checked_j(j))[0].T


def rubbish_posterior(penalties: ArrayLike, j: float | Quantity = RUBBISH_PENALTY) -> Array:
    """Return how probable it is that each image is rubbish, of shape (images,) (section II-C).

    Parameters
    ----------
    penalties, j
        As for `posterior`.

    Examples
    --------
    >>> rubbish_posterior([[4.0, 9.0, 7.0], [90.0, 95.0, 99.0]]).round(3).tolist()
    [0.002, 1.0]
    """
    return _posteriors(_checked_penalties(penalties), _checked_j(j))[1]


def rejection_score(penalties: ArrayLike) -> Array:
    """Return by how much the best class beats the second best, of shape (images,).

    The smaller it is, the less sure is the answer. Section III-D rejects images
    by the difference of the two best outputs.

    Parameters
    ----------
    penalties
        Outputs of the network, of shape (images, classes), of two classes at least.

    Raises
    ------
    NetworkError
        If there are fewer classes, or the penalties are not as described at `Loss.value`.

    Examples
    --------
    >>> rejection_score([[4.0, 9.0, 7.0], [90.0, 95.0, 99.0]]).tolist()
    [3.0, 5.0]
    """
    y = _checked_penalties(penalties)
    if len(y) < 2:
        raise NetworkError("penalties: there is one class; a second best takes at least two")
    best = np.partition(y, 1, axis=0)
    return np.asarray(best[1] - best[0])


def _posteriors(y: Array, j: float) -> tuple[Array, Array]:
    """Return the posteriors of the classes, with the images last, and that of rubbish."""
    smallest = np.minimum.reduce(y, axis=0, initial=j)
    classes, rubbish = np.exp(smallest - y), np.exp(smallest - j)
    whole = np.add.reduce(classes, axis=0) + rubbish
    return classes / whole, rubbish / whole


def _checked(penalties: ArrayLike, labels: ArrayLike) -> tuple[Array, Labels]:
    y = _checked_penalties(penalties)
    classes, images = y.shape
    return y, checked_labels(labels, images, classes)


def _checked_penalties(penalties: ArrayLike) -> Array:
    """Return the penalties with the images last."""
    given = np.asarray(penalties)
    if given.dtype.kind not in "fiu":
        raise NetworkError(f"penalties: the type is {given.dtype}; give real numbers")
    if given.ndim != 2:
        raise NetworkError(f"penalties: the shape is {given.shape}; give (images, classes)")
    if given.size == 0:
        raise NetworkError(f"penalties: the shape is {given.shape}; give at least one image")
    if not np.isfinite(given).all():
        image, index = (int(axis) for axis in np.argwhere(~np.isfinite(given))[0])
        raise NetworkError(
            f"penalties: that of class {index} for image {image} is {given[image, index]}; "
            "every penalty must be finite"
        )
    exact = np.float32 if given.dtype == np.float32 else np.float64
    return np.ascontiguousarray(given.T, exact)


def _checked_j(j: object) -> float:
    # NaN is not above 0 either.
    if isinstance(j, bool) or not isinstance(j, Real | Quantity) or not float(j) > 0:
        raise NetworkError(
            f"the penalty of rubbish is {j!r}; give a positive number, {math.inf} for no rubbish"
        )
    return float(j)
