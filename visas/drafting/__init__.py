"""A délibération from a subject, answers and rules: its visas resolved at the meeting's date. Writes no file."""
