"""The ledger: an entry for every number that pages show, its witnesses, its panel.

`uses` collects the numbers while pages are read, `accounts` makes the entries, `page` sets the
table of them, and `site_ledger` connects these to a build.
"""

from lenet_docs.sphinxext.ledger.site_ledger import accounts, ledger_pages, setup

__all__ = ["accounts", "ledger_pages", "setup"]
