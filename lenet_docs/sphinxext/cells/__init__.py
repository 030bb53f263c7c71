"""Cells: executed by jupyter-sphinx, their faults reported with the page and the line.

Nothing outside this room imports jupyter-sphinx; its node types are handed on by `nodes`.
"""

from lenet_docs.sphinxext.cells.execution import setup

__all__ = ["setup"]
