"""What is printed where a terminal, a pipe or a file cannot hold every sign."""

from __future__ import annotations

import codecs
import io
import sys

__all__ = ["never_fail"]

ASCII = {"×": "x", "−": "-", "≈": "~", "Σ": "sum", "⌊": "floor(", "⌋": ")"}
"""Signs of a derivation, and what says the same in ASCII."""

ERRORS = "lenet_docs.ascii"


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """Handle what cannot be encoded, as `codecs.register_error` wants it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    # Any other character comes from a name that the user chose.
    return "".join(
        ASCII.get(sign) or sign.encode("ascii", "backslashreplace").decode() for sign in signs
    ), error.end


def never_fail() -> None:
    r"""Have standard output and errors write in ASCII what they cannot encode.

    Examples
    --------
    >>> never_fail()
    >>> "6 × 4 − 3 in ħ".encode("cp1252", ERRORS)
    b'6 \xd7 4 - 3 in \\u0127'
    """
    codecs.register_error(ERRORS, _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a test or a notebook may put in another
            stream.reconfigure(errors=ERRORS)
