"""The report of confusing documents: what is checked, the life of findings, what to do first."""
