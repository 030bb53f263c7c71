"""Layers whose units look at everything before them: full connection and RBF."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from lenet_docs.layers._validation import size, truth
from lenet_docs.layers.axis import Axis
from lenet_docs.layers.maps import Layer
from lenet_docs.quantity import Quantity


class _Dense(Layer):
    """Units that each look at everything: at all units before, or at all maps at one place.

    Parameters
    ----------
    name
        How the layer is called.
    units
        Number of units, at each place if the layer is replicated.
    replicated
        If true, the layer is laid over every place of the maps before it, with
        the same parameters everywhere, as section VII of the paper does with a
        network that meets a larger input.
    """

    def __init__(self, name: str, *, units: int | Quantity, replicated: bool = False) -> None:
        super().__init__(name)
        self._maps = size(name, "units", units)
        self.replicated = truth(name, "replicated", replicated)

    def check_fit(self) -> None:
        """Nothing to check: it fits behind every layer."""

    @property
    def maps(self) -> Quantity:
        """Number of maps: the units at one place."""
        return self._maps

    @cached_property
    def rows(self) -> Axis:
        """The vertical axis: as before if replicated, else one place."""
        return self._axis(self.source.rows, "H", "height")

    @cached_property
    def columns(self) -> Axis:
        """The horizontal axis: as before if replicated, else one place."""
        return self._axis(self.source.columns, "W", "width")

    def _axis(self, axis: Axis, symbol: str, name: str) -> Axis:
        if self.replicated:
            return axis.kept(symbol, name, self.name)
        return axis.gathered(symbol, name, self.name)

    @property
    def _inputs(self) -> Quantity:
        """The units that one unit looks at."""
        return self.source.maps if self.replicated else self.source.units

    @cached_property
    def fan_in(self) -> Quantity:
        """Number of units that a unit looks at."""
        return self._named(self._inputs, "fan-in")

    @cached_property
    def weights(self) -> Quantity:
        """Number of parameters that are not biases."""
        return self._named(self.maps * self._inputs, "weights")

    @cached_property
    def multiply_adds(self) -> Quantity:
        """Number of links that do not come from a bias."""
        return self._named(self.weights * (self.height * self.width), "multiply-adds")


class FullConnection(_Dense):
    """A full connection: a weight for every unit that is looked at, and a bias.

    Parameters
    ----------
    name
        How the layer is called.
    units
        Number of units, at each place if the layer is replicated.
    replicated
        If true, the layer is laid over every place of the maps before it, with
        the same parameters everywhere, as section VII of the paper does with a
        network that meets a larger input.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> lenet5()["F6"].parameters
    parameters_F6 = M_F6 × (M_C5 + 1)
                  = 84 × (120 + 1)
                  = 84 × 121
                  = 10,164
    """

    kind: ClassVar[str] = "full_connection"

    @cached_property
    def parameters(self) -> Quantity:
        """Number of parameters: for each unit, its weights and its bias."""
        return self._named(self.maps * (self._inputs + 1), "parameters")

    @cached_property
    def connections(self) -> Quantity:
        """Number of connections: every parameter is used once at each place."""
        return self._named(self.parameters * (self.height * self.width), "connections")


class EuclideanRBF(_Dense):
    """Euclidean radial basis functions: each unit measures the distance to its code.

    The output is the squared distance between the units before and a code of as
    many components (section II-B, eq. (7)). There is no bias.

    Parameters
    ----------
    name
        How the layer is called.
    units
        Number of codes, at each place if the layer is replicated.
    replicated
        As for `FullConnection`.
    trainable
        Whether learning changes the codes. In LeNet-5 they are fixed.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> lenet5()["output"].trainable_parameters
    trainable parameters_output = parameters_output − fixed parameters_output
                                = 840 − 840
                                = 0
    """

    kind: ClassVar[str] = "rbf"

    def __init__(
        self, name: str, *, units: int | Quantity, replicated: bool = False, trainable: bool = False
    ) -> None:
        super().__init__(name, units=units, replicated=replicated)
        self.trainable = truth(name, "trainable", trainable)

    @cached_property
    def parameters(self) -> Quantity:
        """Number of parameters: the components of all codes."""
        return self._named(self.maps * self._inputs, "parameters")

    @cached_property
    def trainable_parameters(self) -> Quantity:
        """Number of parameters that learning changes: none while the codes are fixed."""
        if self.trainable:
            return super().trainable_parameters
        fixed = self._named(self.parameters, "fixed parameters")
        return self._named(self.parameters - fixed, "trainable parameters")

    @cached_property
    def connections(self) -> Quantity:
        """Number of connections: every component is used once at each place."""
        return self._named(self.parameters * (self.height * self.width), "connections")
