"""Question sets and measures. Outside data is found through ``PARVIS_SHARED_DATA``; absent, it is skipped."""
