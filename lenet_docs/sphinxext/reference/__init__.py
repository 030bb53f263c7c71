"""The reference of the package: how docstrings and signatures are written."""
