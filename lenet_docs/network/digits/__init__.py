"""Digits: MNIST, its files, its normalisation, its distortions, pictures of one's own."""
