"""Public addresses that files give: kept as data, fetched by nobody here. Pure."""

import re

_LONGEST = 500
# « https://mairie.example.fr/actes/2031-12.pdf »; not « javascript:… », « data:… », an address with blanks or quotes,
# nor « https://mairie.example.fr@elsewhere.example »: what stands before the « @ » is no host.
_CHARACTER = r"[^\s<>\"'\\^`{|}]"
_PUBLIC = re.compile(rf"https?://(?:(?![/?#@]){_CHARACTER})+(?:[/?#]{_CHARACTER}*)?", re.IGNORECASE)


def public_link(text: str) -> str:
    """The address when it is a whole http or https one of a reasonable length; empty otherwise."""
    text = text.strip()
    return text if len(text) <= _LONGEST and _PUBLIC.fullmatch(text) else ""
