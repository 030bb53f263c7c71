"""The nodes of jupyter-sphinx, handed on: no other room imports that extension."""

from jupyter_sphinx.ast import CellInputNode, CellOutputNode, JupyterCellNode, MimeBundleNode

__all__ = ["CellInputNode", "CellOutputNode", "JupyterCellNode", "MimeBundleNode"]
