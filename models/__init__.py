"""Clients of embedding and language models, and the small French embedding that ships with the product."""
