"""Small legal bases for the tests, through the real store in memory."""

from collections.abc import Sequence
from datetime import date
from zlib import crc32

from domain.legal_base import Coverage, Replacement
from domain.legal_record import FilePlace, RecordedArticle, RecordedLink, RecordedText
from storage.sqlite_legal_base import SqliteLegalBase
from storage.sqlite_legal_build import LegalBuild

UNTIL = date(2025, 6, 30)


def day(text: str) -> date:
    return date.fromisoformat(text)


def article(
    number: str,
    start: str,
    end: str | None = None,
    *,
    code: str = "urbanisme",
    of: str = "",
    heading: str = "",
    digest: str = "",
    state: str = "",
    links: Sequence[RecordedLink] = (),
    legi_id: str = "",
    folder: str = "code_en_vigueur/LEGITEXT000006074075",
    written_at: int = 1,
) -> RecordedArticle:
    name = legi_id or f"LEGIARTI{crc32(f'{code} {number} {start}'.encode()):012}"
    return RecordedArticle(
        place=FilePlace(folder=folder, legi_id=name, written_at=written_at),
        code=code,
        number=number,
        start=day(start),
        end=None if end is None else day(end),
        state_word=state,
        article_id=of,
        heading=heading,
        changed_by="",
        text="",
        text_digest=digest or f"{number}{start}",
        links=tuple(links),
    )


def text(key: str, title: str, signed: str, start: str, end: str | None = None, *names: str) -> RecordedText:
    legi_id = f"JORFTEXT{crc32(key.encode()):012}"
    return RecordedText(
        place=FilePlace(folder="TNC_en_vigueur/" + legi_id, legi_id=legi_id, written_at=1),
        key=key,
        title=title,
        signed_on=day(signed),
        start=day(start),
        end=None if end is None else day(end),
        state_word="",
        names=names,
    )


def base_of(
    *records: RecordedArticle | RecordedText,
    replacements: Sequence[Replacement] = (),
    complete: Sequence[str] = ("urbanisme", "cgct"),
    until: date = UNTIL,
) -> SqliteLegalBase:
    build = LegalBuild(None)
    build.write(records)
    build.add_replacements(replacements)
    build.cover([Coverage(subject=name, since=None, until=until, source="test", is_complete=True) for name in complete])
    return SqliteLegalBase.of_build(build)
