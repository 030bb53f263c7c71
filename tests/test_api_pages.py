"""The API reference is complete: it was built, so these tests look at what it lists."""

import importlib
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest
from sphinx.util.inventory import InventoryFile

import lenet_docs
from lenet_docs import book

# These build the book; they are not for readers to call.
INTERNAL = {"book", "figures", "sphinxext"}
MODULES = [
    importlib.import_module(f"lenet_docs.{module.name}")
    for module in pkgutil.iter_modules(lenet_docs.__path__)
    if not module.name.startswith("_") and module.name not in INTERNAL
]


def offered(module: ModuleType) -> list[str]:
    """Return the names that a module offers: its ``__all__``, or else what it defines."""
    defined = [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
    ]
    return getattr(module, "__all__", defined)


def places(module: ModuleType, name: str) -> set[str]:
    """Return every dotted name by which the public modules offer this object."""
    wanted = getattr(module, name)
    return {
        f"{other.__name__}.{name}"
        for other in MODULES
        if name in offered(other) and getattr(other, name) is wanted
    }


@pytest.fixture(scope="module")
def addresses(site: Path) -> dict[str, str]:
    """Return where the site documents each Python object, by its dotted name."""
    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="").data
    return {
        name: item.uri
        for kind, items in inventory.items()
        if kind.startswith("py:")
        for name, item in items.items()
    }


@pytest.mark.parametrize(
    ("module", "name"),
    [
        pytest.param(module, name, id=f"{module.__name__}.{name}")
        for module in MODULES
        for name in offered(module)
    ],
)
def test_every_public_object_is_documented_once(
    module: ModuleType, name: str, addresses: dict[str, str]
) -> None:
    """What a module offers stands in the API reference, in one place."""
    assert len({addresses[place] for place in places(module, name) & addresses.keys()}) == 1


@pytest.mark.parametrize("name", sorted(lenet_docs.__all__))
def test_the_package_offers_only_what_its_modules_do(name: str) -> None:
    """A name that `lenet_docs` offers is documented as a name of one of its modules."""
    wanted = getattr(lenet_docs, name)
    assert any(getattr(module, name, None) is wanted for module in MODULES)


def test_every_module_of_the_book_is_described() -> None:
    """The panel of a number leads to the function that makes it, so that function has an entry."""
    page = Path(__file__).parents[1] / "docs" / "api" / "book.md"
    described = re.findall(r"automodule:: (\S+)", page.read_text(encoding="utf-8"))
    modules = pkgutil.walk_packages(book.__path__, f"{book.__name__}.")
    assert described == [module.name for module in modules if not module.ispkg]
