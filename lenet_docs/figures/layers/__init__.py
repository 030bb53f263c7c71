"""Drawings of the layers, of their units and of the whole network."""
