"""The gate: it finds every numeral of a page, and refuses what nobody derived.

`prose` and `numerals` find what was typed, `judge` says why a numeral passes, `gate` runs
both on each page that was read, and `report` says at the end what was seen.
"""
