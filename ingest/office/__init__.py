"""Office files: word processing, spreadsheets, presentations."""
