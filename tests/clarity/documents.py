"""Documents as detectors read them, made of lines: invented places and amounts."""

from datetime import UTC, date, datetime

from clarity.read_text import ReadText, read_passages
from domain.act import Act, ActKind
from domain.document import Document, MediaType, Visibility
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.passage import Passage

COMMUNE = CommuneSlug("montreval-sur-cisse")
SITE = SourceName("site")
MONDAY = date(2031, 3, 3)


def document(
    number: int = 1,
    *,
    title: str = "Accueil périscolaire",
    path: str = "",
    kind: ActKind = ActKind.PAGE,
    session: date | None = None,
    effect: date | None = None,
    visibility: Visibility = Visibility.PUBLIC,
    digest: str = "",
) -> Document:
    return Document(
        id=DocumentId(f"d{number:016x}"),
        commune=COMMUNE,
        source=SITE,
        path=path or f"page-{number}.html",
        digest=digest or f"{number:064x}",
        media_type=MediaType.HTML,
        title=title,
        visibility=visibility,
        page_count=None,
        session_date=session,
        read_at=datetime(2031, 1, 5, tzinfo=UTC),
        act=Act(kind=kind, effect_date=effect),
    )


def passages(of: Document, *texts: str, headings: tuple[str, ...] = ()) -> list[Passage]:
    return [
        Passage(
            id=PassageId(f"{of.id}-00000000-{ordinal:04}"),
            document_id=of.id,
            commune=of.commune,
            ordinal=ordinal,
            text=text,
            heading_path=headings,
            page=None,
            start=0,
            end=len(text),
        )
        for ordinal, text in enumerate(texts)
    ]


def read(*texts: str, kind: ActKind = ActKind.PAGE, title: str = "Accueil périscolaire", path: str = "") -> ReadText:
    of = document(title=title, kind=kind, path=path)
    return read_passages(of, passages(of, *texts))
