"""CT: two documents in force that say otherwise of the same thing. Suggests a side with its reason, decides nothing."""
