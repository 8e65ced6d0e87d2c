"""When a document was written or published, as its text, its metadata and its server tell."""
