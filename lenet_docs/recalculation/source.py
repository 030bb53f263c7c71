"""A network as Python that a reader can paste and run."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.layers import Convolution, Layer, Subsampling

__all__ = ["to_python"]


def to_python(net: Architecture) -> str:
    """Return the program that makes a network like LeNet-5, and prints its connections.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(to_python(lenet5().upto("S2")))
    from lenet_docs import Architecture, Convolution, Input, Subsampling
    <BLANKLINE>
    net = Architecture(
        "lenet5 up to S2",
        Input(height=32, width=32),
        [
            Convolution("C1", maps=6, kernel=5),
            Subsampling("S2", window=2),
        ],
    )
    print(net.connections.text())
    <BLANKLINE>
    """
    classes = {"Architecture", "Input", *(type(layer).__name__ for layer in net)}
    if any(isinstance(layer, Convolution) and layer.table for layer in net):
        classes.add("ConnectionTable")
    image = f"Input(height={int(net.input.height)}, width={int(net.input.width)})"
    layers = [line for layer in net for line in _call(layer)]
    return "\n".join(
        [
            *_imports(sorted(classes)),
            "",
            "net = Architecture(",
            f'    "{net.name}",',
            f"    {image},",
            "    [",
            *(f"        {line}" for line in layers),
            "    ],",
            ")",
            "print(net.connections.text())",
            "",
        ]
    )


def _imports(names: list[str]) -> list[str]:
    line = f"from lenet_docs import {', '.join(names)}"
    if len(line) <= 88:
        return [line]
    return ["from lenet_docs import (", *(f"    {name}," for name in names), ")"]


def _call(layer: Layer) -> list[str]:
    """Return the lines that make a layer; what is as by default is left out."""
    name = type(layer).__name__
    if not isinstance(layer, Convolution):
        return [f'{name}("{layer.name}", {_arguments(layer)}),']
    stride = f", stride={int(layer.stride[0])}" if layer.stride[0] > 1 else ""
    start = f'{name}("{layer.name}", maps={int(layer.maps)}, kernel={int(layer.kernel[0])}{stride}'
    if layer.table is None:
        return [f"{start}),"]
    rows = layer.table.drawing(int(layer.source.maps))
    return [
        f"{start}, table=ConnectionTable.from_rows([",
        *(f'    "{" ".join(row)}",' for row in rows),
        "])),",
    ]


def _arguments(layer: Layer) -> str:
    if isinstance(layer, Subsampling):
        return f"window={int(layer.window[0])}"
    replicated = ", replicated=True" if getattr(layer, "replicated", False) else ""
    return f"units={int(layer.maps)}{replicated}"
