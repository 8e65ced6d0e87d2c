"""Steps of the installation database's schema, oldest first."""
