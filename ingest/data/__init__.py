"""Data files: calendars, fiches of service-public.fr, records of the annuaire, SCDL, JSON of static sites."""
