"""The types of NumPy in signatures, as they are written and not as they are defined.

autodoc evaluates annotations. ``NDArray[np.uint8]`` then becomes an array whose
shape is any tuple, and ``ArrayLike`` the nine types that it stands for; with a later
NumPy, a name in a private module. The signature of an enumeration is Python's own,
and another in each version.
"""

from __future__ import annotations

import re
from enum import EnumType
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike, DTypeLike
from sphinx.util.typing import ExtensionMetadata, stringify_annotation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup", "shortened"]

ALIASES = {
    stringify_annotation(alias, "smart"): f"~numpy.typing.{name}"
    for alias, name in ((ArrayLike, "ArrayLike"), (DTypeLike, "DTypeLike"))
}
ARRAY = re.compile(
    r"~numpy\.ndarray\[tuple\[~typing\.Any, \.\.\.\], "
    r"~numpy\.dtype\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\]"
)


def shortened(signature: str) -> str:
    """Return a signature with NumPy's own names for its types.

    Examples
    --------
    >>> shortened("(a: ~numpy.ndarray[tuple[~typing.Any, ...], ~numpy.dtype[~numpy.uint8]])")
    '(a: ~numpy.typing.NDArray[~numpy.uint8])'
    """
    for expanded, name in ALIASES.items():
        signature = signature.replace(expanded, name)
    signature = signature.replace("~numpy._typing._array_like.NDArray", "~numpy.typing.NDArray")
    return ARRAY.sub(r"~numpy.typing.NDArray[\1]", signature)


def _shorten(
    app: Sphinx,
    what: str,
    name: str,
    found: object,
    options: object,
    signature: str | None,
    returned: str | None,
) -> tuple[str | None, str | None]:
    if isinstance(found, EnumType):
        return "", None
    return signature and shortened(signature), returned and shortened(returned)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Shorten the signatures that autodoc writes."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-process-signature", _shorten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
