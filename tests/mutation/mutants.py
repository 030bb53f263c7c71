"""Every small change to a source file that could be a mistake."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}

ATTRIBUTES = {
    "height": "width",
    "width": "height",
    "rows": "columns",
    "columns": "rows",
    "maps": "units",
    "units": "maps",
    "parameters": "weights",
    "weights": "parameters",
    "step": "field",
    "field": "step",
}


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, what it does, and the source that results."""

    path: Path
    line: int
    was: str
    becomes: str
    source: str

    @property
    def name(self) -> str:
        """What identifies the mutant between runs: the file and the change, not the line number."""
        return f"{self.path.name}: {self.was} -> {self.becomes}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of the Python file at `path`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    aside = _no_formulas(tree)
    for index, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.expr | ast.stmt) and node not in aside:
            for changed in _changes(node):
                yield _mutant(path, tree, index, changed)


def _mutant(path: Path, tree: ast.Module, index: int, changed: ast.AST) -> Mutant:
    fresh = copy.deepcopy(tree)
    original = list(ast.walk(fresh))[index]
    was, line = _line(original), getattr(original, "lineno", 0)
    for field, value in ast.iter_fields(changed):
        setattr(original, field, value)
    if type(changed) is not type(original):
        original.__class__ = type(changed)
    return Mutant(path, line, was, _line(original), ast.unparse(ast.fix_missing_locations(fresh)))


def _line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0]


def _no_formulas(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes of annotations, of decorators and of ``strict=``: no formula is there."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        aside = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        aside += getattr(node, "decorator_list", [])
        aside += [node] if isinstance(node, ast.keyword) and node.arg == "strict" else []
        for part in aside:
            if part is not None:
                found.update(ast.walk(part))
    return found


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str() as text):
            yield from _text_changes(text)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield ast.Compare(left, [COMPARISONS[type(op)]()], [right])
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Attribute(value=value, attr=attr, ctx=ast.Load()) if attr in ATTRIBUTES:
            yield ast.Attribute(value, ATTRIBUTES[attr], ast.Load())


def _text_changes(text: str) -> Iterator[ast.AST]:
    """Change a decimal by one in its last place, and every mark of a row of Table I."""
    try:
        float(text)
    except ValueError:
        cells = text.split()
        if cells and set(cells) <= {"X", "."}:
            for index, cell in enumerate(cells):
                flipped = [*cells[:index], "." if cell == "X" else "X", *cells[index + 1 :]]
                yield ast.Constant(" ".join(flipped))
    else:
        last = str((int(text[-1]) + 1) % 10)
        yield ast.Constant(text[:-1] + last)
