"""Why the assistant failed on a question, and which passage is to blame; no language model is asked."""
