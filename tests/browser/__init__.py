"""The product as people meet it: the real server on the sample commune, in a real browser."""
