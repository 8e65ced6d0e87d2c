"""Passages in Qdrant Edge, and search over them. Imports the domain and ``french`` only."""
