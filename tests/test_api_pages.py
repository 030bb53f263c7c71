"""The API reference is complete: it was built, so these tests look at what it lists."""

import importlib
import pkgutil
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

import lenet_docs

# The book's own extensions of Sphinx are for building it, not for readers to call.
MODULES = [
    importlib.import_module(f"lenet_docs.{module.name}")
    for module in pkgutil.iter_modules(lenet_docs.__path__)
    if not module.name.startswith("_") and module.name != "sphinxext"
]


def places(name: str) -> set[str]:
    """Return every dotted name by which the public modules offer what one of them offers."""
    module, _, attribute = name.rpartition(".")
    wanted = getattr(importlib.import_module(module), attribute)
    return {
        f"{module.__name__}.{other}"
        for module in MODULES
        for other in module.__all__
        if getattr(module, other) is wanted and other == attribute
    }


@pytest.fixture(scope="module")
def listed(site: Path) -> set[str]:
    """Return every Python object that the site documents."""
    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="").data
    return {name for kind in inventory if kind.startswith("py:") for name in inventory[kind]}


@pytest.mark.parametrize(
    "name", sorted(f"{module.__name__}.{name}" for module in MODULES for name in module.__all__)
)
def test_every_public_object_is_documented_once(name: str, listed: set[str]) -> None:
    """What a module lists in ``__all__`` stands in the API reference, in one place."""
    assert len(places(name) & listed) == 1


@pytest.mark.parametrize("name", sorted(lenet_docs.__all__))
def test_the_package_offers_only_what_its_modules_do(name: str) -> None:
    """A name that `lenet_docs` offers is documented as a name of one of its modules."""
    wanted = getattr(lenet_docs, name)
    assert any(getattr(module, name, None) is wanted for module in MODULES)
