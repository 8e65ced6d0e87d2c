"""What makes a document unreadable or confusing, and the report that editors work from. Rules only, no model."""
