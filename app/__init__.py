"""Settings, wiring and the command; the only room that knows all the others."""
