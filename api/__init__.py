"""HTTP: the public API, the pages for residents, the agents' console and the widget."""
