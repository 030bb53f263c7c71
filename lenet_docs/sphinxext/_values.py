"""Prints the numbers of one revision as JSON, for `changes`, which runs this file by its path.

It runs beside an older package as well, so it takes nothing from there but the
vocabulary and the check. Expressions are read by today's code.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

ROLE = re.compile(r"\{n\}`([^`]+)`")


def expressions(docs: Path) -> set[str]:
    """Return the expressions that the pages in a folder show, without formats."""
    found: set[str] = set()
    for page in docs.rglob("*.md"):
        for role in ROLE.findall(page.read_text(encoding="utf-8")):
            found.add(role.rpartition(" as ")[0] or role)
    return found


def today(name: str) -> ModuleType:
    """Return a module of this folder, whichever package is installed beside it."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def values(root: Path) -> dict[str, str]:
    """Return every number of the checkout at `root`, as text, by its expression.

    Those are the numbers of the roles of its pages, and what the check derives of
    LeNet-5.
    """
    from lenet_docs.book.vocabulary import NAMES
    from lenet_docs.catalogue import lenet5
    from lenet_docs.check import check

    language = today("_expression")
    vocabulary = language.Vocabulary(NAMES, "lenet_docs")
    found = {f"net.{each.path}": str(each.derived) for each in check(lenet5()).checks}
    for written in sorted(expressions(root / "docs")):
        try:
            key = language.canonical(written)
            found[key] = shown(vocabulary.evaluate(key))
        except language.ExpressionError as error:
            found[written] = f"an error: {error}"
    return found


def shown(value: object) -> str:
    """Return a value as text: the height and the width of maps, each of several values."""
    if hasattr(value, "height") and hasattr(value, "width"):
        return f"{value.height} × {value.width}"
    if isinstance(value, tuple | list):
        return ", ".join(map(shown, value))
    return str(value)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    json.dump(values(Path(sys.argv[1])), sys.stdout)
