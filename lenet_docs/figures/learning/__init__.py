"""Drawings of learning: derivatives, curves, costs."""
