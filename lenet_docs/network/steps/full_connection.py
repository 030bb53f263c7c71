"""Full connection at work."""

from __future__ import annotations

import numpy as np

from lenet_docs.layers import FullConnection, Layer
from lenet_docs.network.steps.step import Arrays, Order, Units, WeighingStep

__all__ = ["FullConnectionStep"]


class FullConnectionStep(WeighingStep):
    """A full connection: a = W x + b, at every place if the layer is replicated.

    The weights have the shape (units, inputs), the biases (units,).
    """

    def __init__(
        self,
        layer: FullConnection,
        source: Units,
        units: Units,
        arrays: Arrays,
        gradients: Arrays,
        *,
        learns: bool = True,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, units, arrays, gradients, learns=learns, squashed=squashed)
        self.weights, self.biases = arrays["weights"], arrays["biases"][:, np.newaxis]
        self.d_weights, self.d_biases = gradients["weights"], gradients["biases"]
        outputs, inputs = self.weights.shape
        self._inputs = source.states.reshape(inputs, -1)
        self._d_inputs = source.d_states.reshape(inputs, -1)
        self._sums = self.sums.reshape(outputs, -1)
        self._d_sums = self.d_sums.reshape(outputs, -1)

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of weights and biases."""
        assert isinstance(layer, FullConnection)
        units = int(layer.maps)
        return {"weights": (units, int(layer.weights) // units), "biases": (units,)}

    def weigh(self) -> None:
        """Compute a = W x + b."""
        np.matmul(self.weights, self._inputs, out=self._sums)
        np.add(self._sums, self.biases, out=self._sums)

    def unweigh(self, order: Order) -> None:
        """Carry back: dE/dW = dE/da x, dE/db = dE/da, dE/dx = W dE/da; squared for order 2."""
        inputs, weights = self._inputs, self.weights
        if order == 2:
            inputs, weights = inputs**2, weights**2
        np.dot(self._d_sums, inputs.T, out=self.d_weights)
        np.add.reduce(self._d_sums, 1, out=self.d_biases)
        if not self.is_first:
            np.matmul(weights.T, self._d_sums, out=self._d_inputs)
