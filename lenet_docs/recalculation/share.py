"""Settings as a short text, for links: of a version, and meant to be read for good.

The text is numbers with points between: the version, the fields in their order, and the
connection table, if there is one, in letters that hold six cells each, map by map.
"""

from __future__ import annotations

import re

from lenet_docs.errors import SettingsError
from lenet_docs.recalculation.fields import FIELDS
from lenet_docs.recalculation.settings import CELLS, Settings

__all__ = ["from_text", "to_text"]

VERSION = "1"

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The letters of base64 for addresses: each stands for six cells, the first the highest."""

BITS = 6

NUMBER = re.compile(r"-?[0-9]{1,12}")


def to_text(settings: Settings) -> str:
    """Return settings as a text of letters, digits, points and hyphens.

    Raises
    ------
    SettingsError
        If a field holds no whole number, or the connection table is too large.

    Examples
    --------
    >>> from lenet_docs.catalogue import lenet5, lenet5_dense
    >>> to_text(Settings.of(lenet5_dense()))
    '1.32.32.6.5.1.2.16.5.1.2.120.5.1.84.10'
    >>> to_text(Settings.of(lenet5())).removeprefix(to_text(Settings.of(lenet5_dense())))
    '.4cOHjx8ePnz52bt_'
    """
    numbers = []
    for field in FIELDS:
        number = settings.values[field.name]
        if not isinstance(number, int):
            raise SettingsError(
                f"{field.layer}: the {field.words} is {number!r}; only numbers can be shared"
            )
        numbers.append(str(number))
    table = settings.table
    if table is None:
        return ".".join([VERSION, *numbers])
    sources, _ = settings.sides
    if sources * len(table.columns) > CELLS:
        raise SettingsError(f"the connection table has more than {CELLS} cells")
    marks = [source in column for column in table.columns for source in range(sources)]
    return ".".join([VERSION, *numbers, _letters(marks)])


def from_text(text: str) -> Settings:
    """Return the settings that a text describes. They need not be possible.

    Raises
    ------
    SettingsError
        If `text` is none that `to_text` writes.

    Examples
    --------
    >>> from_text("1.32.32.6.5.1.2.16.5.1.2.120.5.1.84.10").outcome().net.name
    'lenet5-dense'
    >>> from_text("7.32")
    Traceback (most recent call last):
    lenet_docs.errors.SettingsError: these settings are of version '7'; this page reads version 1
    """
    version, *parts = text.split(".")
    if version != VERSION:
        raise SettingsError(
            f"these settings are of version {version!r}; this page reads version {VERSION}"
        )
    numbers, rest = parts[: len(FIELDS)], parts[len(FIELDS) :]
    if len(numbers) < len(FIELDS) or len(rest) > 1:
        raise SettingsError(
            f"these settings have {len(parts)} parts; {len(FIELDS)} numbers are needed, "
            "and a connection table may follow"
        )
    for field, number in zip(FIELDS, numbers, strict=True):
        if not NUMBER.fullmatch(number):
            raise SettingsError(
                f"{field.name} is {number!r} in these settings; it must be a number"
            )
    values = {field.name: int(n) for field, n in zip(FIELDS, numbers, strict=True)}
    settings = Settings(dict(values))
    return settings.partly(_columns(settings, rest[0])) if rest else settings


def _columns(settings: Settings, letters: str) -> list[list[int]]:
    sources, maps = settings.sides
    needed = -(-sources * maps // BITS)
    if sources * maps > CELLS or len(letters) != needed or set(letters) - set(LETTERS):
        raise SettingsError(
            f"{letters!r} is no connection table of {sources} by {maps} cells: "
            f"it must have {needed} letters, digits, hyphens and underscores"
        )
    bits = "".join(f"{LETTERS.index(letter):0{BITS}b}" for letter in letters)
    return [
        [source for source in range(sources) if bits[sources * index + source] == "1"]
        for index in range(maps)
    ]


def _letters(marks: list[bool]) -> str:
    bits = "".join(str(int(mark)) for mark in marks)
    bits += "0" * (-len(bits) % BITS)
    return "".join(LETTERS[int(bits[at : at + BITS], 2)] for at in range(0, len(bits), BITS))
