"""A source brought up to date, concern by concern; ``ingest/source_run.py`` is the whole run."""
