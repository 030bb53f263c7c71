"""The IDX format, in which MNIST is published.

A file starts with two zero bytes, one byte for the type of the numbers and one
for the number of axes. The size of each axis follows, four bytes each, the most
significant first; then the numbers, the last axis running fastest.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lenet_docs.errors import DataError

__all__ = ["parse_idx"]

UNSIGNED_BYTE = 0x08
GZIP = b"\x1f\x8b"
PREFIX, AXIS = 4, 4  # bytes


def parse_idx(content: bytes) -> NDArray[np.uint8]:
    r"""Return the array of bytes that the content of an IDX file describes.

    Parameters
    ----------
    content
        The whole file, decompressed.

    Returns
    -------
    numpy.ndarray
        A read-only view of `content`; nothing is copied.

    Raises
    ------
    DataError
        If this is not IDX, holds no unsigned bytes, or has more or fewer of
        them than it announces.

    Examples
    --------
    >>> parse_idx(b"\0\0\x08\x02" + b"\0\0\0\x02" + b"\0\0\0\x03" + b"abcdef")
    array([[ 97,  98,  99],
           [100, 101, 102]], dtype=uint8)
    """
    if content.startswith(GZIP):
        raise DataError("the file is compressed; decompress it with gunzip")
    if len(content) < PREFIX or content[:2] != b"\0\0":
        start = f"it starts with {content[:PREFIX].hex(' ')}" if content else "it is empty"
        raise DataError(f"the file is not in the IDX format: {start}, not with two zero bytes")
    kind, axes = content[2], content[3]
    if kind != UNSIGNED_BYTE:
        raise DataError(
            f"the file holds numbers of type 0x{kind:02x}; "
            f"unsigned bytes, 0x{UNSIGNED_BYTE:02x}, are wanted"
        )
    header = PREFIX + AXIS * axes
    if len(content) < header:
        raise DataError(f"the file is truncated: it has {len(content)} bytes, its header {header}")
    shape = [
        int.from_bytes(content[start : start + AXIS], "big")
        for start in range(PREFIX, header, AXIS)
    ]
    announced = header + math.prod(shape)
    if len(content) != announced:
        fault = "truncated" if len(content) < announced else "too long"
        raise DataError(
            f"the file is {fault}: it has {len(content)} bytes, its header announces {announced}"
        )
    try:
        return np.frombuffer(content, np.uint8, offset=header).reshape(shape)
    except ValueError as error:
        raise DataError(f"the file's header announces what cannot be: {error}") from None
