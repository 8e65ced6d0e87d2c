"""What an act is, when, and what it decides: kind, number, dates, decisions, votes, matter."""
