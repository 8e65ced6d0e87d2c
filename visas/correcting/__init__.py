"""Changes accepted in a draft: where they stand, word by word, and the text that they make."""
