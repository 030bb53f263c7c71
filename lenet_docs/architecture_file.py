"""Architectures written down in a TOML file, for networks that are not in the catalogue.

A file names the network, its input and its layers in order::

    name = "tiny"
    input = { height = 8, width = 8, maps = 1 }

    [[layers]]
    name = "C1"
    kind = "convolution"
    maps = 2
    kernel = 3

    [[layers]]
    name = "S2"
    kind = "subsampling"
    window = 2

    [[layers]]
    name = "F3"
    kind = "full_connection"
    units = 10

Each kind takes the arguments of its class in `lenet_docs.layers`. A connection
table is a list of rows, as Table I is printed (``["X . X", "X X ."]``), or a list
of columns of source maps (``[[0, 1], [1], [0]]``).
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lenet_docs.architecture import Architecture
from lenet_docs.errors import ArchitectureError, unknown
from lenet_docs.layers import (
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FeatureMaps,
    FullConnection,
    Input,
    Layer,
    Subsampling,
)

__all__ = ["load_architecture", "parse_architecture"]

_KINDS: Mapping[str, Callable[..., Layer]] = {
    kind.kind: kind for kind in (Convolution, Subsampling, FullConnection, EuclideanRBF)
}


def load_architecture(path: str | Path) -> Architecture:
    """Return the network written down in the file at `path`.

    Raises
    ------
    ArchitectureError
        If the file cannot be read, is not TOML, or describes no network that
        can exist. The message names the file and the layer.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ArchitectureError(f"{path}: the file cannot be read: {reason}") from None
    try:
        return parse_architecture(text, name=Path(path).stem)
    except ArchitectureError as error:
        raise ArchitectureError(f"{path}: {error}") from None


def parse_architecture(text: str, name: str = "network") -> Architecture:
    """Return the network that `text` describes.

    Parameters
    ----------
    text
        TOML as described in `lenet_docs.architecture_file`.
    name
        How the network is called if the text does not say.

    Raises
    ------
    ArchitectureError
        If the text is not TOML or describes no network that can exist.

    Examples
    --------
    >>> net = parse_architecture('''
    ... name = "tiny"
    ... input = { height = 8, width = 8 }
    ... [[layers]]
    ... name = "C1"
    ... kind = "convolution"
    ... maps = 2
    ... kernel = 3
    ... ''')
    >>> print(net["C1"].connections)
    720
    """
    try:
        record = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ArchitectureError(f"this is not TOML: {error}") from None
    for field in record:
        if field not in ("name", "input", "layers"):
            raise ArchitectureError(unknown("field", field, ("name", "input", "layers")))
    layers = record.get("layers", [])
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise ArchitectureError("'layers' is no list of tables; begin each layer with [[layers]]")
    image = _input(record.get("input"))
    return Architecture(str(record.get("name", name)), image, [_layer(each) for each in layers])


def _input(fields: object) -> Input:
    if not isinstance(fields, dict):
        raise ArchitectureError(
            "the input is missing; write a line such as: input = { height = 32, width = 32 }"
        )
    return Input(**_arguments("input", Input, fields))


def _layer(fields: Mapping[str, object]) -> Layer:
    settings = dict(fields)
    name, kind = settings.get("name"), settings.pop("kind", None)
    if not isinstance(name, str):
        raise ArchitectureError("a layer has no name; give each a line such as: name = 'C1'")
    if kind is None:
        raise ArchitectureError(f"{name}: the kind is missing; choose one of {', '.join(_KINDS)}")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ArchitectureError(f"{name}: {unknown('kind of layer', str(kind), _KINDS)}")
    settings = _arguments(name, _KINDS[kind], settings)
    if "table" in settings:
        settings["table"] = _table(name, settings["table"])
    return _KINDS[kind](**settings)


def _arguments(
    layer: str, kind: Callable[..., FeatureMaps], fields: Mapping[str, object]
) -> dict[str, Any]:
    """Return `fields` if they are just what `kind` takes."""
    accepted = inspect.signature(kind).parameters
    for field in fields:
        if field not in accepted:
            raise ArchitectureError(f"{layer}: {unknown('setting', field, accepted)}")
    for field, parameter in accepted.items():
        if parameter.default is parameter.empty and field not in fields:
            raise ArchitectureError(f"{layer}: the {field} is missing; write a line {field} = ...")
    return dict(fields)


def _table(layer: str, rows: object) -> ConnectionTable:
    if isinstance(rows, list) and all(isinstance(row, str) for row in rows):
        try:
            return ConnectionTable.from_rows(rows)
        except ArchitectureError as error:
            raise ArchitectureError(f"{layer}: {error}") from None
    if isinstance(rows, list) and all(isinstance(column, list) for column in rows):
        return ConnectionTable(rows)
    raise ArchitectureError(
        f"{layer}: the connection table is {rows!r}; give rows such as ['X . X', 'X X .'], "
        "or columns of source maps such as [[0, 1], [1], [0]]"
    )
