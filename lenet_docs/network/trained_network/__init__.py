"""A trained network: its parameters in files, one image on its way, classification."""
