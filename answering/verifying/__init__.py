"""Whether a sentence is supported by the passages that it cites. Same code with and without a language model."""
