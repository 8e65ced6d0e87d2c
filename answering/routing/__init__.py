"""What a message is before any document is read: emergency, courtesy, a personal file, another authority; no model."""
