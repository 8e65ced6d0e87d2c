"""What makes a file unreadable, told from what ingestion has stored: nothing is read again."""
