"""Where the number of an expression comes from: its value, how it was checked, what it calls."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lenet_docs.architecture import Architecture
from lenet_docs.check import Check
from lenet_docs.ledger import Source
from lenet_docs.quantity import Quantity
from lenet_docs.sphinxext.settings.expression import Vocabulary, parse

__all__ = ["Signature", "Trace", "Tracer", "signature"]

Signature = tuple[str, str, str, str]

MOST_CONNECTIONS = 400_000
"""Networks that have no name and are larger than LeNet-5 are not enumerated in every build."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What an expression stands for.

    Parameters
    ----------
    value
        Its value.
    network
        The network that it is a number of, if it was checked.
    check
        How it was checked, if it was.
    is_count
        Whether it is what the enumeration counts, and not what the formula gives.
    source
        What it reads or calls.
    """

    value: object
    network: Architecture | None = None
    check: Check | None = None
    is_count: bool = False
    source: Source | None = None


def signature(quantity: Quantity) -> Signature:
    """Return what two quantities share if they are the same step of the same derivation."""
    return (quantity.symbol, quantity.owner, quantity.name, quantity.text())


class Tracer:
    """Follows expressions of a vocabulary.

    The vocabulary may have ``checks(network)``, which counts a network, and
    ``counted(path, network)``, which returns one of its counts.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._values: dict[str, object] = {}
        self._checks: dict[int, Mapping[str, Check]] = {}
        self._signatures: dict[int, Mapping[Signature, Check]] = {}

    def trace(self, key: str) -> Trace:
        """Return what the expression `key` stands for."""
        tree = parse(key)
        counted = self._counted(tree)
        if counted is not None:
            # Not evaluated, which would count the network once more.
            network, count = counted
            return Trace(count.counted, network, count, True, self._source(tree))
        value, source = self._value(tree), self._source(tree)
        found = self._network(tree) if isinstance(value, Quantity) else None
        if found is None or not isinstance(value, Quantity):
            return Trace(value, source=source)
        check = self._by_signature(found).get(signature(value))
        if check is None:
            return Trace(value, source=source)
        return Trace(value, found, check, False, source)

    def networks(self) -> Iterator[tuple[str, Architecture]]:
        """Yield the networks that have a name of their own, in the vocabulary's order."""
        for name, value in self._vocabulary.names.items():
            if isinstance(value, Architecture):
                yield name, value

    def networks_of(self, keys: Iterable[str]) -> Iterator[Architecture]:
        """Yield the networks that have to be counted for expressions to be followed.

        Raises
        ------
        ExpressionError
            If one of them cannot be evaluated.
        """
        for key in keys:
            tree = parse(key)
            asked = self._asked(tree)
            if asked is not None:
                yield asked[0]
            elif isinstance(self._value(tree), Quantity):
                found = self._network(tree)
                if found is not None:
                    yield found

    def is_open(self, network: Architecture) -> bool:
        """Return whether a network is still to be counted."""
        return id(network) not in self._checks and self._is_countable(network)

    def _is_countable(self, network: Architecture) -> bool:
        """Return whether a network is ever counted: without a name it must not be too large."""
        is_named = any(network is named for _, named in self.networks())
        is_small = is_named or network.connections <= MOST_CONNECTIONS
        return "checks" in self._vocabulary.names and is_small

    def checks(self, network: Architecture) -> Mapping[str, Check]:
        """Return the checks of a network by path; none, if it is too large to be counted."""
        if not self._is_countable(network):
            return {}
        if id(network) not in self._checks:
            count = self._vocabulary.names["checks"]
            self.keep(network, count(network))  # type: ignore[operator]
        return self._checks[id(network)]

    def keep(self, network: Architecture, checks: Mapping[str, Check]) -> None:
        """Take over the checks of a network, such as another process has made them."""
        self._checks[id(network)] = checks

    def _by_signature(self, network: Architecture) -> Mapping[Signature, Check]:
        if id(network) not in self._signatures:
            # Of several with one signature the first counts.
            checks = reversed([*self.checks(network).values()])
            self._signatures[id(network)] = {signature(each.derived): each for each in checks}
        return self._signatures[id(network)]

    # -- values -----------------------------------------------------------------------

    def _value(self, node: ast.expr) -> object:
        """Evaluate an expression; each network that is made on the way is made once."""
        written = ast.unparse(node)
        if written not in self._values:
            self._values[written] = self._vocabulary.evaluate(written)
        return self._values[written]

    def _network(self, node: ast.expr) -> Architecture | None:
        """Return the network that an expression reads a number of."""
        for part in _inwards(node):
            value = self._value(part)
            if isinstance(value, Architecture):
                return value
            if isinstance(part, ast.Name):
                for _, network in self.networks():
                    if any(value is layer for layer in (network.input, *network)):
                        return network
        return None

    def _counted(self, node: ast.expr) -> tuple[Architecture, Check] | None:
        """Return the network and the check, if the expression is a call of ``counted``."""
        asked = self._asked(node)
        if asked is None:
            return None
        network, path = asked
        check = self.checks(network).get(path)
        return (network, check) if check is not None and check.counted is not None else None

    def _asked(self, node: ast.expr) -> tuple[Architecture, str] | None:
        """Return network and path, if the expression is a call of ``counted``."""
        match node:
            case ast.Call(func=ast.Name(id="counted"), args=[ast.Constant(value=str(path)), *rest]):
                networks = dict(self.networks())
                found = self._value(rest[0]) if rest else networks.get("net")
                return (found, path) if isinstance(found, Architecture) else None
            case _:
                return None

    # -- what is read or called ---------------------------------------------------------

    def _source(self, node: ast.expr) -> Source | None:
        match node:
            case ast.Subscript(value=owner):
                return self._source(owner)
            case ast.Attribute(value=owner, attr=name):
                return self._attribute(self._value(owner), name, owner)
            case ast.Call(func=ast.Attribute(value=owner) as method):
                # Such as a step of a quantity, by its name.
                value = self._value(owner)
                return self._attribute(value, method.attr, owner)
            case ast.Call(func=ast.Name() as function):
                return _of_function(self._value(function))
            case ast.Name(id=name):
                return _of_name(self._vocabulary, name)
            case _:
                return None

    def _attribute(self, owner: object, name: str, written: ast.expr) -> Source | None:
        if isinstance(owner, Quantity):
            return self._source(written)
        for kind in type(owner).__mro__:
            if name in vars(kind):
                return Source(kind.__module__, f"{kind.__qualname__}.{name}")
        return Source(type(owner).__module__, type(owner).__qualname__)


def _inwards(node: ast.expr) -> Iterator[ast.expr]:
    """Yield an expression, what it reads from, what that reads from, and so on."""
    inner: ast.expr | None = node
    while inner is not None:
        yield inner
        match inner:
            case ast.Attribute(value=owner) | ast.Subscript(value=owner):
                inner = owner
            case ast.Call(func=ast.Attribute(value=owner)):
                inner = owner
            case _:
                inner = None


def _of_function(function: object) -> Source | None:
    bare = inspect.unwrap(function)  # type: ignore[arg-type]
    return Source(bare.__module__, bare.__qualname__)


def _of_name(vocabulary: Vocabulary, name: str) -> Source:
    """Return the module that offers a constant under its name, or else the class of the value."""
    value = vocabulary.names[name]
    package = vocabulary.package
    for module in sorted(sys.modules):
        if module == package or module.startswith(f"{package}."):
            found = sys.modules[module]
            if name in getattr(found, "__all__", ()) and getattr(found, name, None) is value:
                return Source(module, name)
    return Source(type(value).__module__, type(value).__qualname__)
