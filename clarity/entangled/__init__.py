"""Rules whose exceptions and conditions are entangled (NX): one rule of the report a file."""
