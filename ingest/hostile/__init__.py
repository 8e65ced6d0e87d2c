"""What a file hides from its readers, or says to a machine instead of them."""
