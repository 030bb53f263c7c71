"""Drawings of the output layer: codes, distances, the sheet that F6 draws, losses."""
