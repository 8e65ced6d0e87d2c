"""Steps of the commune database's schema, oldest first."""
