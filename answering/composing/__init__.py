"""Sets the chosen units out as a general rule and its special cases, and brings the cases that were not chosen."""
