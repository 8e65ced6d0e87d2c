"""Public addresses that files give: kept as data, fetched by nobody here. Pure."""

import re

_LONGEST = 500
# « https://mairie.example.fr/actes/2031-12.pdf »; not « javascript:… », « data:… », an address with blanks or quotes.
_PUBLIC = re.compile(r"https?://[^\s<>\"'\\^`{|}]+", re.IGNORECASE)


def public_link(text: str) -> str:
    """The address when it is a whole http or https one of a reasonable length; empty otherwise."""
    text = text.strip()
    return text if len(text) <= _LONGEST and _PUBLIC.fullmatch(text) else ""
