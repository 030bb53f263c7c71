"""Full connection at work."""

from __future__ import annotations

import numpy as np

from lenet_docs.layers import Convolution, FullConnection, Layer
from lenet_docs.network.steps.step import Array, Arrays, Order, Units, WeightedStep

__all__ = ["FullConnectionStep"]


class FullConnectionStep(WeightedStep):
    """A full connection: a = W x + b, at every place if the layer is replicated.

    The weights have the shape (units, inputs), the biases (units,). A convolution
    whose kernels cover the whole source is carried out in the same way, as C5 is for
    a digit: the kernels of a unit, one behind the other, are its weights.
    """

    def __init__(
        self,
        layer: FullConnection | Convolution,
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, units, arrays, gradients, learns=learns, squashed=squashed)
        outputs = len(self.states)
        self.weights, self.biases = (
            arrays[name].reshape(outputs, -1) for name in ("weights", "biases")
        )
        self.d_weights = gradients["weights"].reshape(outputs, -1)
        self.d_biases = gradients["biases"]
        inputs = self.weights.shape[1]
        self._inputs = source.states.reshape(inputs, -1)
        self._d_inputs = source.d_states.reshape(inputs, -1)
        self._sums = self.sums.reshape(outputs, -1)
        self._d_sums = self.d_sums.reshape(outputs, -1)
        # The factors of dE/dW. With one image they are a column and a row, which BLAS multiplies
        # far more slowly than two columns and two rows: then the second ones are zeros.
        seen = self._inputs.shape[1]
        inner = max(2, seen)
        self._left: Array = np.zeros((outputs, inner), self.weights.dtype)
        self._right: Array = np.zeros((inner, inputs), self.weights.dtype)
        self._columns, self._rows = self._left[:, :seen], self._right[:seen]
        self._ones: Array = np.ones(seen, self.weights.dtype)

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of weights and biases."""
        assert isinstance(layer, FullConnection)
        units = int(layer.maps)
        return {"weights": (units, int(layer.weights) // units), "biases": (units,)}

    def forward_sums(self) -> None:
        """Compute a = W x + b."""
        np.matmul(self.weights, self._inputs, out=self._sums)
        np.add(self._sums, self.biases, out=self._sums)

    def backward_sums(self, order: Order) -> None:
        """Carry back: dE/dW = dE/da x, dE/db = dE/da, dE/dx = W dE/da; squared for order 2."""
        inputs, weights = self._inputs, self.weights
        if order == 2:
            inputs, weights = inputs**2, weights**2
        self._columns[...], self._rows[...] = self._d_sums, inputs.T
        np.matmul(self._left, self._right, out=self.d_weights)
        self._d_sums.dot(self._ones, out=self.d_biases)
        if not self.is_first:
            np.matmul(weights.T, self._d_sums, out=self._d_inputs)
