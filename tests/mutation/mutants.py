"""Every small change to a source file that could be a mistake."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

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

_PAIRS = [("height", "width"), ("rows", "columns"), ("row", "column"), ("min", "max")]
_PAIRS += [("any", "all"), ("maps", "units"), ("parameters", "weights"), ("step", "field")]
EXCHANGED = dict(_PAIRS) | {right: left for left, right in _PAIRS}


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, what it does, and how to make it."""

    path: Path
    line: int
    function: str
    """The function or method that holds it, or nothing if it takes effect at import."""
    was: str
    becomes: str
    tree: ast.Module
    node: ast.AST
    changed: ast.AST

    @property
    def name(self) -> str:
        """What identifies the mutant between runs: the statement, not the line number."""
        where = Path(*self.path.parts[self.path.parts.index("lenet_docs") + 1 :]).as_posix()
        return f"{where} {self.function or '-'}: {self.was} -> {self.becomes}"

    def code(self) -> CodeType:
        """Return the changed module, compiled."""
        with _instead(self.node, self.changed):
            return compile(ast.fix_missing_locations(self.tree), str(self.path), "exec")


def mutants(path: Path) -> list[Mutant]:
    """Return every mutant of the Python file at `path`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node, statement, function in _places(tree, tree, "", ""):
        before = ast.unparse(statement).splitlines()
        for changed in _changes(node):
            with _instead(node, ast.copy_location(changed, node)):
                after = ast.unparse(statement).splitlines()
            lines = [(b, a) for b, a in zip(before, after, strict=False) if a != b]
            # A large float is the same with 1 added.
            for was, becomes in lines[:1]:
                line = getattr(node, "lineno", getattr(statement, "lineno", 0))
                texts = was.strip(), becomes.strip()
                found.append(Mutant(path, line, function, *texts, tree, node, changed))
    return found


@contextmanager
def _instead(node: ast.AST, changed: ast.AST) -> Iterator[None]:
    """Have `node` be `changed` for a while."""
    kept, own = type(node), dict(node.__dict__)
    node.__class__ = type(changed)
    node.__dict__.update(changed.__dict__)
    yield
    node.__class__ = kept
    node.__dict__.clear()
    node.__dict__.update(own)


def _places(
    node: ast.AST, statement: ast.AST, scope: str, function: str
) -> Iterator[tuple[ast.AST, ast.AST, str]]:
    """Yield each node with the statement and the outermost function that hold it.

    Left out is what computes nothing: annotations, decorators, ``strict=``, what only types need.
    """
    if isinstance(node, ast.stmt):
        statement = node
    yield node, statement, function
    for field, value in ast.iter_fields(node):
        within = scope, function
        if isinstance(node, ast.ClassDef) and not function:
            within = f"{scope}{node.name}.", ""
        elif isinstance(node, ast.FunctionDef | ast.Lambda) and not function and field == "body":
            within = scope, scope + getattr(node, "name", "<lambda>")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _aside(child, field):
                yield from _places(child, statement, *within)


def _aside(node: ast.AST, field: str) -> bool:
    if field in ("annotation", "returns", "decorator_list"):
        return True
    match node:
        case ast.keyword(arg="strict") | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=float() as number):
            yield ast.Constant(number + 1)
        case ast.Constant(value=str() as text):
            yield from _text_changes(text)
        case ast.FormattedValue(value, conversion, ast.JoinedStr([ast.Constant(str() as spec)])):
            for other in (
                re.sub(r"\d", lambda d: str((int(d[0]) + 1) % 10), spec),
                spec.strip(","),
            ):
                if other != spec:
                    yield ast.FormattedValue(
                        value, conversion, ast.JoinedStr([ast.Constant(other)])
                    )
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.AugAssign(target=target, op=op, value=by) if type(op) in OPERATORS:
            yield ast.AugAssign(target, OPERATORS[type(op)](), by)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield operand
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            for place, comparison in enumerate(ops):
                swapped = [*ops[:place], COMPARISONS[type(comparison)](), *ops[place + 1 :]]
                yield ast.Compare(left, swapped, comparators)
        case ast.BoolOp(op=op, values=values):
            # Each operand in turn is left out.
            for place in range(len(values)):
                neutral = ast.Constant(isinstance(op, ast.And))
                yield ast.BoolOp(op, [*values[:place], neutral, *values[place + 1 :]])
        case ast.comprehension(target=target, iter=over, ifs=[_, *_] as ifs, is_async=sync):
            for place in range(len(ifs)):
                yield ast.comprehension(target, over, ifs[:place] + ifs[place + 1 :], sync)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Return(value=ast.expr()):
            yield ast.Return(ast.Constant(None))
        case ast.Attribute(value=of, attr=attr, ctx=ast.Load()) if attr in EXCHANGED:
            yield ast.Attribute(of, EXCHANGED[attr], ast.Load())
        case ast.Name(id=name, ctx=ast.Load()) if name in EXCHANGED:
            yield ast.Name(EXCHANGED[name], ast.Load())


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
        if text[-1:].isdecimal():
            yield ast.Constant(text[:-1] + str((int(text[-1]) + 1) % 10))
