"""Requests to people and the accounts of those who answer: use cases over the ports, no SQL, no HTTP."""
