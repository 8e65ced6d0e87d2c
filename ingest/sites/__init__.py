"""Sites of communes: fetched politely and safely into a mirror, which is then ingested like a folder."""
