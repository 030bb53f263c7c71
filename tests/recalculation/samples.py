"""Settings by the hundred, possible and impossible, for tests that must hold for all of them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from lenet_docs.recalculation.fields import FIELDS
from lenet_docs.recalculation.settings import PRESETS, Settings

TEXTS = ("", "0", "-3", "2.5", "six", "1001", "4000")
"""What nobody should type, and somebody will."""

USUAL = {
    "height": range(28, 70),
    "width": range(28, 70),
    "maps": range(1, 24),
    "kernel": range(1, 8),
    "stride": range(1, 4),
    "window": range(1, 4),
    "units": range(1, 130),
}


def samples(count: int, seed: int = 5) -> Iterator[Settings]:
    """Yield settings that each differ from a preset in a few fields, always the same."""
    chance = random.Random(seed)
    presets = [preset.settings for preset in PRESETS.values()]
    for _ in range(count):
        settings = chance.choice(presets)
        chosen = chance.sample(FIELDS, chance.randint(0, 3))
        texts = {field.name: str(chance.choice(USUAL[field.setting])) for field in chosen}
        if chosen and chance.random() < 0.15:
            texts[chosen[0].name] = chance.choice(TEXTS)
        settings = settings.changed(texts)
        if settings.columns is not None and chance.random() < 0.5:
            settings = settings.partly(_toggled(settings, chance))
        yield settings


def _toggled(settings: Settings, chance: random.Random) -> list[set[int]]:
    """Return the connection table with some marks changed."""
    columns = [set(column) for column in settings.columns or ()]
    for _ in range(chance.choice((1, 1, 2, 40))):
        column = columns[chance.randrange(len(columns))]
        column ^= {chance.randrange(6)}
    return columns
