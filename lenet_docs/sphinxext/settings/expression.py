"""The expressions that a page may hold: a small, safe part of Python.

Names of the vocabulary, attributes, items, and calls of public functions of the
package; nothing else. Arithmetic belongs into a function of the package, where it
has a name, a docstring and a test.
"""

from __future__ import annotations

import ast
import difflib
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType

__all__ = ["ExpressionError", "Vocabulary", "canonical"]

REFUSED: Mapping[type[ast.AST], str] = {
    ast.BinOp: "arithmetic",
    ast.UnaryOp: "arithmetic",
    ast.BoolOp: "a comparison",
    ast.Compare: "a comparison",
    ast.IfExp: "a condition",
    ast.Lambda: "a lambda",
    ast.NamedExpr: "an assignment",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.JoinedStr: "a formatted string",
    ast.Starred: "a starred argument",
    ast.Slice: "a slice",
    ast.List: "a list",
    ast.Tuple: "a tuple",
    ast.Dict: "a dictionary",
    ast.Set: "a set",
}
"""What an expression must not hold, in words."""


LISTED = 24
"""How many of the known names a message lists."""


class ExpressionError(ValueError):
    """An expression that may not be evaluated, or that failed; the message says why."""


def suggest(name: str, known: Iterable[str]) -> str:
    """Return a hint at the known name nearest to `name`, or some of those known.

    Examples
    --------
    >>> suggest("c3", ["C1", "C3"])
    "did you mean 'C3'?"
    >>> suggest("tenet", ["C1", "C3"])
    'known are C1, C3'
    """
    names = list(known)
    folded = {candidate.casefold(): candidate for candidate in reversed(names)}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    first, more = names[:LISTED], len(names) - LISTED
    return f"known are {', '.join(first)}" + (f" and {more} more" if more > 0 else "")


def parse(source: str) -> ast.expr:
    """Return the syntax tree of an expression.

    Raises
    ------
    ExpressionError
        If `source` is no expression of Python.
    """
    try:
        return ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise ExpressionError(
            f"'{source}' is not an expression; write a name such as C1.maps"
        ) from None


def canonical(source: str) -> str:
    """Return the expression as Python would write it: equal expressions are equal texts.

    Examples
    --------
    >>> canonical('net [ "C3" ].connections')
    "net['C3'].connections"
    """
    return ast.unparse(parse(source))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What expressions may use.

    Parameters
    ----------
    names
        The names, and what they stand for.
    package
        The package whose public functions may be called.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> words = Vocabulary({"net": lenet5()}, "lenet_docs")
    >>> print(words.evaluate("net['C3'].connections"))
    151,600
    >>> words.evaluate("net + 1")
    Traceback (most recent call last):
    lenet_docs.sphinxext.settings.expression.ExpressionError: 'net + 1' is arithmetic, which is \
not allowed here; put it into a function of lenet_docs
    """

    names: Mapping[str, object]
    package: str

    def evaluate(self, source: str) -> object:
        """Return what the expression `source` stands for.

        Raises
        ------
        ExpressionError
            If it is not allowed, names something unknown, or fails.
        """
        tree = parse(source)
        if isinstance(tree, ast.Constant):
            raise ExpressionError(f"'{source}' is typed, not computed; name what it is a number of")
        return self._value(tree)

    def _value(self, node: ast.expr) -> object:
        match node:
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute(value=owner, attr=name):
                return self._attribute(self._value(owner), name, ast.unparse(owner))
            case ast.Subscript(value=owner, slice=index):
                return self._item(self._value(owner), _constant(index), node)
            case ast.Call(func=function):
                return self._call(self._value(function), node)
            case _:
                what = REFUSED.get(type(node), "something")
                raise ExpressionError(
                    f"'{ast.unparse(node)}' is {what}, which is not allowed here; "
                    f"put it into a function of {self.package}"
                )

    def _named(self, name: str) -> object:
        if name not in self.names:
            raise ExpressionError(f"there is no name '{name}'; {suggest(name, self.names)}")
        return self.names[name]

    def _attribute(self, owner: object, name: str, written: str) -> object:
        if name.startswith("_"):
            raise ExpressionError(f"'{written}.{name}' is private; only public attributes are read")
        if isinstance(owner, ModuleType):
            raise ExpressionError(f"'{written}' is a module; name its functions in the vocabulary")
        try:
            return getattr(owner, name)
        except AttributeError:
            known = [each for each in dir(owner) if not each.startswith("_")]
            # An attribute that exists and fails inside is not a wrong name.
            if name not in known:
                raise ExpressionError(
                    f"'{written}' has no '{name}'; {suggest(name, known)}"
                ) from None
            raise ExpressionError(f"'{written}.{name}' failed") from None
        except Exception as error:
            raise ExpressionError(f"'{written}.{name}' failed: {_words(error)}") from error

    def _item(self, owner: object, index: object, node: ast.Subscript) -> object:
        if not hasattr(owner, "__getitem__"):
            raise ExpressionError(f"'{ast.unparse(node.value)}' has no items")
        try:
            return owner[index]
        except Exception as error:
            raise ExpressionError(f"'{ast.unparse(node)}' failed: {_words(error)}") from error

    def _call(self, function: object, node: ast.Call) -> object:
        written = ast.unparse(node.func)
        if not inspect.isroutine(inspect.unwrap(function)) or not self._owns(function):  # type: ignore[arg-type]
            raise ExpressionError(
                f"'{written}' is not a public function of {self.package}; only those are called"
            )
        arguments = [self._argument(argument) for argument in node.args]
        if any(keyword.arg is None for keyword in node.keywords):
            raise ExpressionError(f"'{ast.unparse(node)}' has a starred argument, which is refused")
        named = {str(each.arg): self._argument(each.value) for each in node.keywords}
        try:
            return function(*arguments, **named)  # type: ignore[operator]
        except Exception as error:
            raise ExpressionError(f"'{ast.unparse(node)}' failed: {_words(error)}") from error

    def _owns(self, function: object) -> bool:
        module = str(getattr(function, "__module__", ""))
        return module == self.package or module.startswith(f"{self.package}.")

    def _argument(self, node: ast.expr) -> object:
        if isinstance(node, ast.Constant | ast.UnaryOp):
            return _constant(node)
        return self._value(node)


def _constant(node: ast.expr) -> str | int | Decimal:
    """Return a text or a number, negative or not; a decimal is exactly what is written."""
    match node:
        case ast.Constant(value=str() | int() as value):
            return value
        case ast.Constant(value=float(value)):
            return Decimal(repr(value))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float()) as operand):
            positive = _constant(operand)
            assert not isinstance(positive, str)
            return -positive
        case _:
            raise ExpressionError(
                f"'{ast.unparse(node)}' stands where only a number or a text may stand"
            )


def _words(error: Exception) -> str:
    """Return the message of an error, or its kind if it has none."""
    text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return text or type(error).__name__
