"""Writes down what PyTorch counts of the catalogue's networks: ``make witnesses``.

PyTorch is too large to be asked for by those who build the book. What it says is
committed, and the tests that have PyTorch compare it with what it says now.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import torch

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import ARCHITECTURES
from tests.pytorch_modules import counted

ROOT = Path(__file__).parents[1]
FILE = ROOT / "lenet_docs" / "pytorch.json"

SUMMED = ("units", "parameters", "trainable_parameters", "connections")
"""What a network has the sum of."""


def counts(network: Architecture) -> dict[str, int]:
    """Return what PyTorch counts of a network, under the paths of the package."""
    found: dict[str, int] = {}
    for layer in network:
        said = counted(layer)
        maps, height, width = said["shape"]
        of_layer = {
            "maps": maps,
            "height": height,
            "width": width,
            "units": maps * height * width,
            "parameters": said["parameters"],
            "trainable_parameters": said["trainable"],
            "connections": said["connections"],
        }
        found |= {f"{layer.name}.{name}": count for name, count in of_layer.items()}
    for name in SUMMED:
        found[name] = sum(found[f"{layer.name}.{name}"] for layer in network)
    return found


def networks() -> dict[str, dict[str, int]]:
    """Return what PyTorch counts of each network of the catalogue."""
    return {name: counts(make()) for name, make in ARCHITECTURES.items()}


def on_record() -> dict[str, Any]:
    """Return what the committed file says."""
    record: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return record


def revision() -> str:
    """Return the commit that the counts are made at."""
    command = ["git", "rev-parse", "HEAD"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def main() -> None:
    """Write the file."""
    made_with = {
        "command": "make witnesses",
        "revision": revision(),
        "torch": torch.__version__.partition("+")[0],
    }
    record = {"made_with": made_with, "networks": networks()}
    FILE.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"Wrote {FILE.relative_to(ROOT)}, counted by PyTorch {made_with['torch']}.")


if __name__ == "__main__":
    main()
