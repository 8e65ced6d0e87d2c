"""Files and sites of a commune: read in a cage, cleaned, structured, cut into passages, kept in step with a source."""
