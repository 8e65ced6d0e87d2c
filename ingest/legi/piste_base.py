"""PISTE as a legal base: one article at a time, for installations without DILA's archives.

It knows articles of codes that have a version in force now, their former versions, and the other articles that had
their number. A number that no longer exists is not found this way: it is outside the base, never « inexistant ».
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Protocol

from domain.legal_base import Coverage, LegalText, LegalVersion, Replacement
from domain.legal_codes import LEGITEXT_OF, code_of_id
from domain.legal_number import article_number

# « Code de la santé publique - art. L2211-1 (V) »: the letter says the state, which is not read.
_NAMED = re.compile(r"\bart\.\s+(?P<number>.+?)(?:\s+\([A-Z](?:\s+diff)?\))?$", re.IGNORECASE)

_NO_END_YEAR = 2999


class Asking(Protocol):
    """A client that asks PISTE, and gives None when it cannot."""

    def ask(self, path: str, body: Mapping[str, str]) -> dict[str, Any] | None:
        """The answer to one request."""
        ...


class PisteLegalBase:
    """The ``LegalBase`` port over PISTE, on ``today``. Raises nothing: what PISTE does not give is not known."""

    def __init__(self, client: Asking, today: date) -> None:
        self._client = client
        self._today = today

    def coverage(self, subject: str) -> Coverage | None:
        if subject not in LEGITEXT_OF:
            return None
        return Coverage(subject=subject, since=None, until=self._today, source="PISTE", is_complete=False)

    def versions(self, code: str, number: str) -> Sequence[LegalVersion]:
        text = LEGITEXT_OF.get(code)
        found = text and self._client.ask(
            "/consult/getArticleWithIdAndNum", {"id": text, "num": article_number(number)}
        )
        article = found.get("article") if found else None
        if not text or not isinstance(article, dict) or not article.get("cid"):
            return ()
        cid = str(article["cid"])
        answer = self._client.ask("/consult/getArticleByCid", {"cid": cid}) or {}
        versions = [_version(one, code, number, cid) for one in _dicts(answer.get("listArticle"))]
        same = self._client.ask(
            "/consult/sameNumArticle",
            {"textCid": text, "articleCid": cid, "articleNum": number, "date": self._today.isoformat()},
        )
        others = [*_dicts((same or {}).get("oldTexts")), *_dicts((same or {}).get("newTexts"))]
        versions += [_version(one, code, number, str(one.get("cid") or one.get("id"))) for one in others]
        return sorted((v for v in versions if v is not None), key=lambda v: (v.start, v.legi_id or ""))

    def replacements(self, key: str) -> Sequence[Replacement]:
        code, _, number = key.partition(":")
        ids = [v.legi_id for v in self.versions(code, number) if v.legi_id]
        found: dict[str, Replacement] = {}
        for legi_id in ids[-1:]:
            answer = self._client.ask("/consult/concordanceLinksArticle", {"articleId": legi_id}) or {}
            for one in _dicts(answer.get("newTexts")):
                named = _NAMED.search(str(one.get("name", "")))
                text = str(one.get("idText", ""))
                if named is None or not text.startswith("LEGITEXT"):
                    continue
                new = f"{code_of_id(text)}:{article_number(named['number'])}"
                if new != key:
                    found[new] = Replacement(
                        old=key, new=new, link="concordance", since=_day(one.get("dateDebut")), source="PISTE"
                    )
        return list(found.values())

    def text(self, key: str) -> LegalText | None:
        return None

    def texts_signed_on(self, kind: str, day: date) -> Sequence[LegalText]:
        return ()


def _version(one: Mapping[str, Any], code: str, number: str, article_id: str) -> LegalVersion | None:
    start = _day(one.get("dateDebut"))
    if start is None:
        return None
    end = _day(one.get("dateFin"))
    changes = _dicts(one.get("lienModifications"))
    return LegalVersion(
        code=code,
        number=number,
        start=start,
        end=None if end is None or end.year >= _NO_END_YEAR else end,
        legi_id=str(one.get("id") or "") or None,
        state_word=str(one.get("etat") or ""),
        changed_by=str(changes[-1].get("textTitle", "")) if changes else "",
        text=str(one.get("texte") or ""),
        article_id=article_id,
        heading=str(one.get("fullSectionsTitre") or ""),
    )


def _day(value: object) -> date | None:
    """A day given in milliseconds, as a number or as a text, or as ``2016-01-01``; None for anything else."""
    text = str(value)
    try:
        if re.fullmatch(r"-?\d{1,15}", text):
            return datetime.fromtimestamp(int(text) / 1000, UTC).date()
        return date.fromisoformat(text[:10])
    except (ValueError, OverflowError, OSError):
        return None


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
