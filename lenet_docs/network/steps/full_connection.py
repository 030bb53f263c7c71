"""Full connection at work."""

from __future__ import annotations

import numpy as np

from lenet_docs.layers import Layer
from lenet_docs.network.steps.step import Array, Arrays, InputStep, Order, Step, WeighingStep

__all__ = ["FullConnectionStep"]


class FullConnectionStep(WeighingStep):
    """A full connection: a = W x + b, at every place if the layer is replicated.

    The weights have the shape (units, inputs), the biases (units,).
    """

    def __init__(
        self,
        layer: Layer,
        source: Step | InputStep,
        arrays: Arrays,
        gradients: Arrays,
        *,
        squashed: bool = True,
    ) -> None:
        super().__init__(layer, source, arrays, gradients, squashed=squashed)
        self.weights = arrays["weights"]
        self.biases = arrays["biases"][:, np.newaxis]
        units, inputs = self.weights.shape
        self._inputs: Array = source.states.reshape(inputs, -1)
        self._sums = self.sums.reshape(units, -1)
        self._d_sums = self.d_sums.reshape(units, -1)

    @staticmethod
    def shapes(layer: Layer) -> dict[str, tuple[int, ...]]:
        """Return the shapes of weights and biases."""
        units = int(layer.maps)
        return {"weights": (units, int(layer.weights) // units), "biases": (units,)}

    def weigh(self) -> None:
        """Compute a = W x + b."""
        np.matmul(self.weights, self._inputs, out=self._sums)
        np.add(self._sums, self.biases, out=self._sums)

    def unweigh(self, order: Order) -> None:
        """Carry back: dE/dW = dE/da x, dE/db = dE/da, dE/dx = W dE/da; squared for order 2."""
        inputs = self._inputs if order == 1 else self._inputs**2
        np.dot(self._d_sums, inputs.T, out=self.gradients["weights"])
        np.add.reduce(self._d_sums, 1, out=self.gradients["biases"])
        if isinstance(self.source, Step):
            weights = self.weights if order == 1 else self.weights**2
            d_inputs = self.source.d_states.reshape(self._inputs.shape)
            np.matmul(weights.T, self._d_sums, out=d_inputs)
