"""A file seen from outside: what was read from it, measured and set out, with nothing stored."""
