"""The networks of the catalogue in PyTorch: the oracle of the tests, the rival of the benchmarks.

A network is built by walking an `Architecture`, so every size, and Table I, comes from there; the
constants come from the catalogue. It shares no code with `lenet_docs.network`, and PyTorch derives
its gradients itself.

As an oracle it is written as the paper states the network. As a rival it has to be as fast as
PyTorch can make it, so it can be written in other ways that compute the same (`Settings`). All of
them are eager PyTorch: torch.compile and TorchScript, which make another program of it first, are
out of scope.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from lenet_docs import Architecture, EuclideanRBF
from tests.pytorch_layers import LayerModule, Settings, layer_module

Array = npt.NDArray[Any]

PLAIN = Settings()
"""The network as the paper states it."""


class PyTorchNetwork(nn.Sequential):
    """A network of the catalogue: images in, penalties out.

    The parameters are called as in `Network.arrays`, ``C1.weights`` and so on. All are zero until
    `load` gives them values. Call `eval` before penalties alone are measured: what depends on the
    parameters only is then worked out once.

    Parameters
    ----------
    architecture
        The network. Larger inputs than its own may come, where its layers allow it.
    settings
        How it is written.
    dtype
        The type of the parameters, and of the images that it takes.
    """

    def __init__(
        self,
        architecture: Architecture,
        settings: Settings = PLAIN,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        modules: OrderedDict[str, nn.Module] = OrderedDict()
        received = 1.0
        for layer in architecture:
            last = layer is architecture.layers[-1]
            modules[layer.name] = module = layer_module(layer, settings, received, last=last)
            received = module.owed
        super().__init__(modules)
        self.layout = settings.layout
        self.sign = 1 if isinstance(architecture.layers[-1], EuclideanRBF) else -1
        self.to(dtype)
        for parameter in self.parameters():
            if parameter.dim() == 4:
                parameter.data = parameter.data.to(memory_format=self.layout)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Return the penalties of images (N, height, width) or (N, maps, height, width).

        Their shape is (N, classes), or (N, classes, height, width) for more than one place. Where
        the last layer has no codes, the penalty of a class is minus its score.
        """
        x = images[:, None] if images.dim() == 3 else images
        x = x.to(memory_format=self.layout)
        for layer in self:
            x = layer(x)
        outputs = x.flatten(1) if x.shape[2:] == (1, 1) else x
        return outputs if self.sign == 1 else -outputs

    def load(self, arrays: Mapping[str, Array]) -> PyTorchNetwork:
        """Take the values of `Network.arrays`, and return the network."""
        expected = [name for name, _ in self.named_parameters()]
        if sorted(arrays) != sorted(expected):
            raise ValueError(f"the arrays are {sorted(arrays)}, and not {sorted(expected)}")
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                layer, field = self._field(name)
                array = torch.tensor(np.asarray(arrays[name]), dtype=parameter.dtype)
                parameter.copy_(layer.unpacked(field, array))
        self.train(self.training)
        return self

    def arrays(self) -> dict[str, Array]:
        """Return the parameters in the shapes of `Network.arrays`."""
        return {name: self.packed(name, p.detach()) for name, p in self.named_parameters()}

    def gradients(self) -> dict[str, Array]:
        """Return the gradients of what is trained, in the same shapes."""
        return {
            name: self.packed(name, parameter.grad)
            for name, parameter in self.named_parameters()
            if parameter.requires_grad and parameter.grad is not None
        }

    def packed(self, name: str, tensor: torch.Tensor) -> Array:
        """Return what belongs to one parameter in the shape that `Network.arrays` gives it."""
        layer, field = self._field(name)
        array: Array = layer.packed(field, tensor).contiguous().numpy().copy()
        return array

    def _field(self, name: str) -> tuple[LayerModule, str]:
        layer, field = name.split(".")
        module = self.get_submodule(layer)
        assert isinstance(module, LayerModule)
        return module, field


def mean_squared_error(penalties: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return eq. (8): the mean penalty of the right class."""
    return penalties.gather(1, labels[:, None]).mean()


def maximum_a_posteriori(penalties: torch.Tensor, labels: torch.Tensor, j: float) -> torch.Tensor:
    """Return eq. (9): the same, and what the other classes and the class of rubbish add to it."""
    rubbish = penalties.new_full((len(penalties), 1), -j)
    classes = torch.cat([-penalties, rubbish], dim=1)
    right = penalties.gather(1, labels[:, None])[:, 0]
    return (right + torch.logsumexp(classes, dim=1)).mean()
