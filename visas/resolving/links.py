"""The official address of an article or a text, as it stands on a day."""

from datetime import date

from domain.legal_codes import LEGITEXT_OF

LEGIFRANCE = "https://www.legifrance.gouv.fr"


def official_url(*, code: str, legi_id: str | None, at: date) -> str | None:
    """Légifrance's page: of the version of an article, of a code on ``at``, or of a law or decree; None without an id.

    ``code`` is a short name for an article of a code, the key of a text for one of its articles, empty for a text.
    """
    if code and legi_id and legi_id.startswith(("LEGIARTI", "JORFARTI")):
        family = "loda" if ":" in code else "codes"
        return f"{LEGIFRANCE}/{family}/article_lc/{legi_id}/{at.isoformat()}"
    if not code and legi_id and legi_id.startswith(("LEGITEXT", "JORFTEXT")):
        family = "codes/texte_lc" if legi_id in LEGITEXT_OF.values() else "loda/id"
        return f"{LEGIFRANCE}/{family}/{legi_id}/{at.isoformat()}"
    if code in LEGITEXT_OF:
        return f"{LEGIFRANCE}/codes/texte_lc/{LEGITEXT_OF[code]}/{at.isoformat()}"
    return None
