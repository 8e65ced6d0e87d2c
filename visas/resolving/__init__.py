"""What a reference becomes at a date: where it stands, since when, what took over. No SQL, no French sentences."""
