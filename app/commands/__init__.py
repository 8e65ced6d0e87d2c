"""The verbs of the ``parvis`` command, one a file."""
