"""A draft given back in its own file with changes to accept or refuse, made in a process that is confined."""
