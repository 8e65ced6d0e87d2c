"""The report in the forms that other programs read: JSON, CSV, ODS, SARIF."""
