"""The reference of the package: how signatures are written."""
