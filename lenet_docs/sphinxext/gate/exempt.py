"""The role ``exempt``: a numeral that passes the gate for the reason that the page gives."""

from __future__ import annotations

import re

from docutils import nodes

from lenet_docs.sphinxext.numbers.numerals import find
from lenet_docs.sphinxext.numbers.roles import LocatedRole
from lenet_docs.sphinxext.settings.expression import ExpressionError

__all__ = ["ExemptRole", "exempt"]

WITH_REASON = re.compile(r"(?P<text>.*\S)\s*\(reason:(?P<reason>.*)\)", re.DOTALL)


class exempt(nodes.inline):  # noqa: N801 -- as docutils calls nodes
    """A numeral that was let through. Its attribute ``reason`` says why."""


class ExemptRole(LocatedRole):
    """A text that is shown as it stands, with a reason that only the report shows."""

    def make(self) -> exempt:
        """Return the text."""
        parts = WITH_REASON.fullmatch(self.text.strip())
        if parts is None or not parts["reason"].strip():
            raise ExpressionError("say why, as in 'a dozen (reason: a saying)'")
        text, reason = (" ".join(parts[name].split()) for name in ("text", "reason"))
        if not any(find(text)):
            raise ExpressionError(f"there is no numeral in '{text}', so it needs no exception")
        return exempt(text, text, reason=reason)
