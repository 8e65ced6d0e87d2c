"""Documents that say what no longer holds: past dates, old names, replaced versions. The day is a value."""
