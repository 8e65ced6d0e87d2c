"""How the French static embedding was made, and is made again: ``python -m models.training``."""
