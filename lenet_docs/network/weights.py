"""Trained parameters in files: arrays without pickle, and beside them how they came about."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import lenet5
from lenet_docs.errors import DataError
from lenet_docs.network.network import Network
from lenet_docs.network.steps import Array

__all__ = ["TRAINED", "description", "load", "read_arrays", "save", "write_arrays"]

TRAINED = Path(str(resources.files("lenet_docs.network") / "trained" / "lenet5.npz"))
"""The parameters that this project trained (`make reproduce`)."""


def save(path: str | os.PathLike[str], network: Network, about: Mapping[str, Any]) -> None:
    """Write the parameters of a network, and beside them a JSON file that says what they are.

    Parameters
    ----------
    path
        Where to; its ending should be ``.npz``. The other file ends in ``.json``.
    network
        The network.
    about
        How the parameters came about: recipe, seed, revision and so on. The
        architecture and the SHA-256 of the first file are added.
    """
    target = Path(path)
    write_arrays(target, network.arrays)
    whole = {
        "architecture": network.architecture.name,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        **about,
    }
    _replace(target.with_suffix(".json"), (json.dumps(whole, indent=2) + "\n").encode())


def load(
    path: str | os.PathLike[str] = TRAINED, architecture: Architecture | None = None
) -> Network:
    """Return a network with parameters from a file.

    Parameters
    ----------
    path
        A file that `save` wrote; by default the one that comes with the package.
    architecture
        What the parameters are for; LeNet-5 if left out. It may have a larger
        input than what was trained: the parameters are the same.

    Raises
    ------
    DataError
        If the file is missing, damaged, or holds parameters of another architecture.

    Examples
    --------
    >>> load().trainable.size
    60000
    """
    source = Path(path)
    about = description(source)
    found = hashlib.sha256(source.read_bytes()).hexdigest() if source.is_file() else None
    if found is not None and found != about["sha256"]:
        raise DataError(
            f"{source}: its SHA-256 is {found}, but {source.with_suffix('.json').name} states "
            f"{about['sha256']}; one of the two was changed"
        )
    arrays = read_arrays(source)
    network = Network(architecture or lenet5())
    _fit(source, network, arrays)
    for name, array in network.arrays.items():
        array[...] = arrays[name]
    return network


def description(path: str | os.PathLike[str] = TRAINED) -> dict[str, Any]:
    """Return what the file beside the parameters says of them.

    Raises
    ------
    DataError
        If it is missing, or is not as `save` writes it.
    """
    beside = Path(path).with_suffix(".json")
    try:
        about = json.loads(beside.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            f"{beside}: is not there; parameters come with a file that says what they are, "
            "as lenet_docs.network.weights.save writes it"
        ) from None
    except (OSError, ValueError) as error:
        raise DataError(f"{beside}: cannot be read ({error})") from None
    if not isinstance(about, dict) or "sha256" not in about:
        raise DataError(f"{beside}: does not state the SHA-256 of the parameters")
    return about


def write_arrays(path: str | os.PathLike[str], arrays: Mapping[str, Array]) -> None:
    """Write arrays to a file, all or nothing: what was there stays until the new file is whole."""
    target = Path(path)
    partial = target.with_name(f".{target.name}.partial")
    try:
        with partial.open("wb") as stream:
            np.savez_compressed(stream, allow_pickle=False, **arrays)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def read_arrays(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the arrays of a file. No pickle is ever loaded.

    Raises
    ------
    DataError
        If the file is missing, or not an npz file without pickle.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            if not isinstance(stored, np.lib.npyio.NpzFile):
                raise DataError(f"{path}: is a single array; give an .npz file")
            return dict(stored.items())
    except FileNotFoundError:
        raise DataError(f"{path}: is not there") from None
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: is not an .npz file without pickle ({error})") from None


def _fit(source: Path, network: Network, arrays: Mapping[str, Any]) -> None:
    wanted = {name: array.shape for name, array in network.arrays.items()}
    for name in sorted({*wanted, *arrays}):
        have = arrays[name].shape if name in arrays else "missing"
        want = wanted.get(name, "no such array")
        if have != want:
            raise DataError(
                f"{source}: these are parameters of another architecture: {name} is {have}, "
                f"but {network.architecture.name} has {want}"
            )
        if not np.isfinite(arrays[name]).all():
            raise DataError(f"{source}: {name} holds what is not a finite number")


def _replace(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)
