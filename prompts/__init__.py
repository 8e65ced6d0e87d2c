"""Every sentence that residents, agents and editors read, as data."""
