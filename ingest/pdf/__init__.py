"""PDF files: characters and their boxes, reading order, tables."""
