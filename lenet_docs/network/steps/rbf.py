"""Euclidean radial basis functions at work."""

from __future__ import annotations

import numpy as np

from lenet_docs.layers import EuclideanRBF, Layer
from lenet_docs.network.steps.step import Array, Arrays, Order, Step, Units

__all__ = ["EuclideanRBFStep"]


class EuclideanRBFStep(Step):
    """The output layer: y_i = sum over j of (x_j - w_ij)^2 (section II-B, eq. (7)).

    The codes w have the shape (classes, inputs). Its states are the penalties.
    """

    def __init__(
        self,
        layer: EuclideanRBF,
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
    ) -> None:
        super().__init__(layer, source, units, arrays, gradients, learns=learns)
        self.d_codes = gradients.get("codes")
        codes = arrays["codes"]
        classes, inputs = codes.shape
        self.codes = codes
        # Differences are added up along the inputs, so here the inputs are the last axis.
        self._inputs = source.states.reshape(inputs, 1, -1).T
        self._d_inputs = source.d_states.reshape(inputs, 1, -1).T
        self._penalties = self.states.reshape(classes, -1).T[:, :, np.newaxis, np.newaxis]
        self._d_penalties = self.d_states.reshape(classes, 1, -1).T
        self._differences: Array = np.empty((len(self._inputs), classes, inputs), codes.dtype)
        # Each row of differences times itself.
        self._factors = self._differences[:, :, np.newaxis], self._differences[..., np.newaxis]

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shape of the codes."""
        classes = int(layer.maps)
        return {"codes": (classes, int(layer.parameters) // classes)}

    def forward(self) -> None:
        """Measure the squared distance to every code."""
        np.subtract(self._inputs, self.codes, out=self._differences)
        np.matmul(*self._factors, out=self._penalties)

    def backward(self, order: Order = 1) -> None:
        """Carry back: dE/dx_j = sum over i of dE/dy_i 2 (x_j - w_ij), dE/dw_ij its term, negated.

        There is no order 2 here: see `second_derivatives`.
        """
        if order != 1:
            raise ValueError("the output layer carries second derivatives by second_derivatives()")
        doubled = self._d_penalties + self._d_penalties
        np.matmul(doubled, self._differences, out=self._d_inputs)
        if self.d_codes is not None:
            np.einsum("ncj,noc->cj", self._differences, -doubled, out=self.d_codes)

    def second_derivatives(self, slopes: Array, shares: Array | None) -> None:
        """Leave the second derivatives with respect to the inputs in the source.

        They are exact on the diagonal. With d_ij = x_j - w_ij, and the loss's
        second derivatives diag(p) - p p^T with respect to the penalties,

            d2E/dx_j2 = 2 sum_i dE/dy_i + 4 (sum_i p_i d_ij^2 - (sum_i p_i d_ij)^2).

        The difference is a variance, and computed as one: it is never negative, and
        nothing of it is lost where both terms are large. The shares leave sum_i dE/dy_i
        to the class of rubbish, whose d is 0.

        Those with respect to the codes, where they are trained, are alike, term by
        term. But a wrong class has a negative dE/dy_i: that term is left out, as the
        Gauss-Newton approximation leaves out what could be negative.

        Parameters
        ----------
        slopes
            dE/dy_i, of shape (classes, images).
        shares
            p_i, of the same shape, or nothing for a loss that is linear in the penalties.
        """
        differences = self._differences
        rubbish = np.maximum(slopes.sum(0), 0)
        second = self._d_inputs[:, 0].T
        second[...] = 2 * rubbish
        if shares is not None:
            mean = np.einsum("ncj,cn->jn", differences, shares)
            apart = differences - mean.T[:, np.newaxis]
            variance = np.einsum("ncj,ncj,cn->jn", apart, apart, shares) + rubbish * mean**2
            second += 4 * variance
        if self.d_codes is not None:
            self.d_codes[...] = 2 * np.maximum(slopes, 0).sum(1)[:, np.newaxis]
            if shares is not None:
                own = shares - shares**2
                self.d_codes += 4 * np.einsum("ncj,ncj,cn->cj", differences, differences, own)
