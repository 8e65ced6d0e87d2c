"""The check of a draft: each visa at the day of the meeting, what may take its place, what the draft leaves out."""
