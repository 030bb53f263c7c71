"""Trained parameters in files: arrays without pickle, and beside them how they came about."""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import lenet5
from lenet_docs.errors import DataError
from lenet_docs.network.engine.network import Network

__all__ = [
    "STORED",
    "TRAINED",
    "check_name",
    "description",
    "load",
    "read_arrays",
    "save",
    "write_arrays",
]

STORED = ("lenet5.npz", "lenet5.json", "lenet5-paper.npz", "lenet5-paper.json")
"""The files of trained parameters that come with the package.

All are named, so that a page that loads any of them is built again when it changes.
"""

MOST_BYTES = 2**30
"""The most that a file may unpack to: a small archive can announce bytes without end."""

TRAINED = Path(str(resources.files("lenet_docs.network") / "trained" / STORED[0]))
"""The parameters that this project trained (`make reproduce`)."""


def save(path: str | os.PathLike[str], network: Network, about: Mapping[str, Any]) -> None:
    """Write the parameters of a network, and beside them a JSON file that says what they are.

    Parameters
    ----------
    path
        Where to; it must end in ``.npz``. The other file ends in ``.json``.
    network
        The network.
    about
        How the parameters came about: recipe, seed, revision and so on. The
        architecture and the SHA-256 of the first file are added.

    Raises
    ------
    DataError
        If the name of the file ends otherwise, or the files cannot be written.
    """
    target = Path(path)
    check_name(target)
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **network.arrays)
    whole = {
        "architecture": network.architecture.name,
        "sha256": hashlib.sha256(content.getbuffer()).hexdigest(),
        **about,
    }
    text = json.dumps(whole, indent=2) + "\n"
    with _replacing(target) as stream, _replacing(target.with_suffix(".json")) as beside:
        stream.write(content.getbuffer())
        stream.flush()  # where there is no room for both, neither is left
        beside.write(text.encode())


def check_name(path: Path) -> None:
    """Check that parameters may be stored under this name.

    Raises
    ------
    DataError
        If it does not end in ``.npz``.
    """
    if path.suffix != ".npz":
        raise DataError(f"{path}: the file of the parameters must end in .npz")


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
        with np.errstate(over="ignore"):
            array[...] = arrays[name]
        if not np.isfinite(array).all():
            raise DataError(f"{source}: {name} holds what is not a finite number")
    return network


def description(path: str | os.PathLike[str] = TRAINED) -> dict[str, Any]:
    """Return what the file beside the parameters says of them.

    Raises
    ------
    DataError
        If it is missing, or is not as `save` writes it.
    """
    if Path(path).is_dir():
        raise DataError(f"{path}: is a folder; give an .npz file of parameters")
    beside = Path(path).with_suffix(".json")
    try:
        about = json.loads(beside.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DataError(
            f"{beside}: is not there; parameters come with a file that says what they are, "
            "as lenet_docs.network.trained_network.weights.save writes it"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{beside}: cannot be read ({error})") from None
    if not isinstance(about, dict) or "sha256" not in about:
        raise DataError(f"{beside}: does not state the SHA-256 of the parameters")
    return about


def write_arrays(path: str | os.PathLike[str], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays to a file, all or nothing: what was there stays until the new file is whole.

    Raises
    ------
    DataError
        If the file cannot be written.
    """
    with _replacing(Path(path)) as stream:
        np.savez_compressed(stream, allow_pickle=False, **arrays)


def read_arrays(path: str | os.PathLike[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file. No pickle is ever loaded.

    Raises
    ------
    DataError
        If the file is missing, or is not an npz file with arrays alone.
    """
    source = Path(path)
    if not source.exists():
        raise DataError(f"{source}: is not there")
    if not zipfile.is_zipfile(source):
        raise DataError(f"{source}: is not an .npz file, or not a whole one")
    try:
        with zipfile.ZipFile(source) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
                raise ValueError(f"it unpacks to more than {MOST_BYTES:,} bytes")
        # NumPy would leave a file open that it opened, and then could not read.
        with source.open("rb") as stream:
            stored = np.load(stream, allow_pickle=False)
            if isinstance(stored, np.ndarray):  # an array, with an archive behind it
                raise ValueError("it begins with a single array")
            return {name: _array(stored[name]) for name in stored.files}
    except Exception as error:  # it can be damaged in any place
        raise DataError(f"{source}: is damaged, or holds more than arrays ({error})") from None


def _array(stored: Any) -> NDArray[Any]:
    if not isinstance(stored, np.ndarray):
        raise ValueError("it holds something that is not an array")
    return stored


def _fit(source: Path, network: Network, arrays: Mapping[str, NDArray[Any]]) -> None:
    wanted = {name: array.shape for name, array in network.arrays.items()}
    for name in sorted({*wanted, *arrays}):
        have = arrays[name].shape if name in arrays else "missing"
        want = wanted.get(name, "no such array")
        if have != want:
            raise DataError(
                f"{source}: these are parameters of another architecture: {name} is {have}, "
                f"but {network.architecture.name} has {want}"
            )
        if not np.issubdtype(arrays[name].dtype, np.floating):
            raise DataError(f"{source}: {name} holds {arrays[name].dtype}, and not real numbers")


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Give a new file to write to, which takes the place of the old one once it is on the disk."""
    # A name of its own: two processes that write one file must not write into each other's.
    partial = path.with_name(f".lenet-docs-{secrets.token_hex(8)}.partial")
    try:
        with partial.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
