"""National sheets that a commune holds beside its own documents: they answer where the commune says nothing. Pure."""

import re

from domain.document import Document

# DILA numbers its sheets: « F1168.xml », « N360.json », « fiches/R1406.txt »; not « F1-plan.pdf », « R2031-12.pdf ».
_SHEET = re.compile(r"(?:^|/)[FNR]\d{2,6}\.(?:xml|json|txt|html?|md)$")


def is_national(document: Document) -> bool:
    """Whether a document is a sheet of service-public.fr, told by its file's name."""
    return bool(_SHEET.search(document.path))
