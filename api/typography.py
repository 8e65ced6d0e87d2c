"""How text reads on a page: lines that do not break before a unit, and the two parts of an act's title.

Words are never changed: only spaces become spaces that do not break, which Unicode's NFKC folds back.
"""

import re
from dataclasses import dataclass

_NO_BREAK = "\N{NO-BREAK SPACE}"
_NARROW = "\N{NARROW NO-BREAK SPACE}"
# « L. 999-4 », « 3,85 € », « à 9 h 30 », « 1 200 € », « n° 2026-031 »,
# « Et maintenant ? »; not « 02 61 91 04 12 », not « 12 rue ».
_TIED = re.compile(
    r"(?<=\S) (?=[?!;:»€%])|(?<=«) |(?<=\d) (?=(?:h|m|m²|m³|km|kg)(?!\w))|(?<=\d h) (?=\d\d\b)|(?<=n°) (?=\d)"
    r"|(?<=\b[LRDA]\.) (?=\d)"
)
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
# « Délibération n° 2025-027 Objet : Tarifs de la cantine »; not « Objet : Tarifs de la cantine ».
_ACT_TITLE = re.compile(
    r"(?P<act>\S.{0,78}?n°\s*\S+?)[\s,.–-]*\s+objet\s*:\s*(?P<subject>\S.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTitle:
    """What a document is about, and which act it is; ``act`` is empty when the title does not say."""

    subject: str
    act: str

    @property
    def short(self) -> str:
        """The shorter way to name the document: the act where there is one."""
        return self.act or self.subject


def tied(text: str) -> str:
    """``text`` with no line break before a unit or a sign that belongs to the word before it."""
    return _GROUPED.sub(_NARROW, _TIED.sub(_NO_BREAK, text))


def document_title(title: str) -> DocumentTitle:
    """A title split at « Objet : », as acts write it: the subject is what a reader looks for."""
    found = _ACT_TITLE.fullmatch(title)
    if found is None:
        return DocumentTitle(subject=title, act="")
    subject = found["subject"]
    return DocumentTitle(subject=subject[:1].upper() + subject[1:], act=found["act"])
