"""Passages in Qdrant, search over them, and their ranking. Imports the domain and ``french`` only."""
