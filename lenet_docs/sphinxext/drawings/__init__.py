"""The directive ``drawing``, and the drawings that a reader steps through."""
