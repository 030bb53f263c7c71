"""Training: recipes, optimisation, checkpoints, the command."""
