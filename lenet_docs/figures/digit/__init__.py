"""Drawings of one digit on its way through the network."""
