"""What must last: documents, requests, accounts and originals, in SQLite files and folders of one data folder."""
