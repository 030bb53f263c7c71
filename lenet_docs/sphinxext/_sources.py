"""Which files of a package a piece of code can depend on, found by reading, not by running.

Where reading cannot tell, everything counts: a page that is built once too often
is slow, one that is not built again is wrong.
"""

from __future__ import annotations

import ast
import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from IPython.core.inputtransformer2 import TransformerManager

__all__ = ["Package", "as_python", "files_in", "folder_of", "package"]

DYNAMIC = {"__import__", "eval", "exec", "import_module", "iter_modules", "walk_packages"}
"""Code that calls one of these can import what its text does not name."""

OUTSIDE = {"getoutput", "run_cell_magic", "run_line_magic", "system"}
"""IPython's ways to the shell and to magics, by which anything can be run."""

RESOURCES = {"__file__", "get_data", "importlib.resources", "resources"}
"""Code that names one of these reads files of the package."""


class Text(NamedTuple):
    """What the text of a module or of a cell says."""

    names: frozenset[str]
    """The names that it reads, or imports."""
    bound: frozenset[str]
    """The names that it binds."""
    files: frozenset[str]
    """The texts in it that may name a file: alone, or behind a folder."""
    imports: tuple[ast.Import | ast.ImportFrom, ...]
    """What it imports when it is run."""


class Package:
    """The modules and the data files of a package.

    Parameters
    ----------
    name
        The name of the package.
    root
        Its folder.

    Examples
    --------
    >>> ours = package("lenet_docs")
    >>> sorted(file.name for file in ours.of_module("lenet_docs.numerals"))
    ['__init__.py', 'errors.py', 'numerals.py']
    >>> "published.toml" in {file.name for file in ours.of_module("lenet_docs.published")}
    True
    """

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self.root = root
        self._modules = {_dotted(name, file.relative_to(root)): file for file in _sources(root)}
        # Templates are filled when pages are written: no number and no cell comes from one.
        self._data = {
            file
            for file in files_in(root)
            if file.suffix != ".py" and "templates" not in file.relative_to(root).parts
        }
        self._texts = {
            module: _read(ast.parse(file.read_bytes())) for module, file in self._modules.items()
        }
        named = {name for text in self._texts.values() for name in text.files}
        # What no module names may be read under a name that is put together.
        self._unnamed = {file for file in self._data if file.name not in named}
        self._found: dict[str, frozenset[Path]] = {}
        self._direct: dict[str, tuple[str, ...]] = {}
        self._alone: dict[str, frozenset[Path]] = {}

    @property
    def everything(self) -> frozenset[Path]:
        """All files of the package."""
        return frozenset(self._modules.values()) | self._data

    def module_of(self, file: Path) -> str:
        """Return the dotted name of the module in a file."""
        return _dotted(self.name, file.relative_to(self.root))

    def of_module(self, module: str) -> frozenset[Path]:
        """Return the files that a module depends on: its own, and those of all that it imports.

        A package around a module counts with its own file only: importing it for
        its effects alone is nothing that modules do.
        """
        if module not in self._modules:
            return frozenset()
        if module not in self._found:
            reached: set[str] = set()
            open_ends = [module]
            while open_ends:
                each = open_ends.pop()
                if each not in reached:
                    reached.add(each)
                    if each not in self._direct:
                        self._direct[each] = tuple(self._imports(self._texts[each], each))
                        self._alone[each] = self._own(each)
                    open_ends += self._direct[each]
            self._found[module] = frozenset().union(*(self._alone[each] for each in reached))
        return self._found[module]

    def of_code(self, code: str) -> frozenset[Path]:
        """Return the files that a cell depends on.

        Examples
        --------
        >>> ours = package("lenet_docs")
        >>> ours.of_code("from lenet_docs import lenet5") == ours.of_module("lenet_docs")
        True
        >>> ours.of_code("!lenet-docs check") == ours.everything
        True
        >>> ours.of_code("import math")
        frozenset()
        """
        try:
            text = _read(ast.parse(as_python(code)))
        except SyntaxError:
            return self.everything
        if text.names & (OUTSIDE | DYNAMIC):
            return self.everything
        return frozenset().union(*map(self.of_module, self._imports(text, "")))

    def of_object(self, found: object) -> frozenset[Path]:
        """Return the files that a function or a class depends on, or all if it does not say.

        A function without a name is a line of a registry, whose other lines do not matter.
        """
        module = getattr(found, "__module__", None)
        if module not in self._modules:
            return self.everything
        if getattr(found, "__name__", "") != "<lambda>":
            return self.of_module(module)
        held, code = found.__globals__, found.__code__  # type: ignore[attr-defined]
        if any(hasattr(constant, "co_names") for constant in code.co_consts):
            return self.of_module(module)
        return frozenset({self._modules[module]}).union(
            *(self.of_object(held[name]) for name in code.co_names if name in held)
        )

    def text_of(self, module: str) -> frozenset[Path]:
        """Return the files of a module and of the packages around it, without what they import."""
        parts = module.split(".")
        around = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        return frozenset(self._modules[each] for each in around if each in self._modules)

    def _own(self, module: str) -> frozenset[Path]:
        """Return the files of a module alone: its text and its data."""
        text = self._texts[module]
        files = self.text_of(module) | self._unnamed
        read = {file for file in self._data if file.name in text.files}
        if not read and text.names & RESOURCES:
            read = self._data
        return files | read

    def _imports(self, text: Text, module: str) -> Iterator[str]:
        """Yield the modules of the package that a module or a cell imports."""
        # This extension imports what a project's settings name, and notes that where it does.
        if text.names & DYNAMIC and not module.startswith(f"{__package__}."):
            yield from self._modules
        for node in text.imports:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    # Without "as", the name that is bound is that of the outermost package.
                    bound = alias.name if alias.asname else alias.name.partition(".")[0]
                    yield from self._known({alias.name, bound})
            elif isinstance(node, ast.ImportFrom):
                source = self._absolute(node, module)
                for alias in node.names:
                    inner = f"{source}.{alias.name}"
                    yield from self._known({inner})
                    if inner not in self._modules or alias.name in self._bound(source):
                        yield from self._known({source})

    def _known(self, names: Iterable[str]) -> Iterator[str]:
        return (name for name in sorted(names) if name in self._modules)

    def _absolute(self, node: ast.ImportFrom, module: str) -> str:
        if not node.level:
            return node.module or ""
        is_package = module in self._modules and self._modules[module].name == "__init__.py"
        up = node.level - (1 if is_package else 0)
        base = module.split(".")
        return ".".join([*base[: len(base) - up], *([node.module] if node.module else [])])

    def _bound(self, module: str) -> frozenset[str]:
        """Return the names that a module binds, which hide modules of the same name inside it."""
        return self._texts[module].bound if module in self._texts else frozenset()


def as_python(code: str) -> str:
    r"""Return a cell as IPython runs it: magics and shell commands are calls.

    Examples
    --------
    >>> as_python("!ls")
    "get_ipython().system('ls')\n"
    """
    made: str = TransformerManager().transform_cell(code)  # type: ignore[no-untyped-call]
    return made


@cache
def package(name: str) -> Package:
    """Return the package called `name`, as its files are now.

    Raises
    ------
    ModuleNotFoundError
        If there is none.
    """
    return Package(name, folder_of(name))


def folder_of(name: str) -> Path:
    """Return the folder of a package.

    Raises
    ------
    ModuleNotFoundError
        If there is none.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"there is no package '{name}'")
    return Path(spec.origin).parent


def files_in(folder: Path) -> list[Path]:
    """Return the files in a folder, but not what Python keeps there."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if file.parent.name != "__pycache__")


def _sources(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def _dotted(package: str, file: Path) -> str:
    parts = [package, *file.with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _read(tree: ast.Module) -> Text:
    """Return what a module or a cell says of what it depends on."""
    run, typed = _nodes(tree)
    runs, all_ = _by_kind(run), _by_kind(chain(run, typed))
    return Text(
        names=frozenset(
            {node.id for node in runs[ast.Name]}
            | {node.attr for node in runs[ast.Attribute]}
            | {node.name for node in runs[ast.alias]}
        ),
        bound=frozenset(
            {node.id for node in all_[ast.Name] if isinstance(node.ctx, ast.Store)}
            | {node.name for node in all_[ast.FunctionDef] + all_[ast.ClassDef]}
            | {node.asname or node.name.partition(".")[0] for node in all_[ast.alias]}
        ),
        files=frozenset(
            node.value.rpartition("/")[2]
            for node in all_[ast.Constant]
            if isinstance(node.value, str)
        ),
        imports=(*runs[ast.Import], *runs[ast.ImportFrom]),
    )


def _nodes(tree: ast.Module) -> tuple[list[ast.AST], list[ast.AST]]:
    """Return the nodes that can be run, and those that only a type checker reads."""
    run: list[ast.AST] = [tree]
    typed: list[ast.AST] = []
    # Both lists grow while they are walked.
    for node in run:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
                typed += [child.test, *child.body]
                run += child.orelse
            else:
                run.append(child)
    for node in typed:
        typed += ast.iter_child_nodes(node)
    return run, typed


def _by_kind(nodes: Iterable[ast.AST]) -> Mapping[type[ast.AST], list[Any]]:
    found: dict[type[ast.AST], list[Any]] = defaultdict(list)
    for node in nodes:
        found[type(node)].append(node)
    return found
