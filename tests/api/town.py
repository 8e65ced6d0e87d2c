"""The town of the tests: its services, its hours, two acts and what they say."""

from datetime import UTC, date, datetime, time

from domain.act import Act, ActKind, Transmission
from domain.answer import (
    Citation,
)
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.passage import Passage
from domain.profile import Colours, CommuneProfile, OpeningHours, Service, TimeSpan
from domain.written import WrittenEvidence
from tests.ingest.pdf_files import drawn_pdf

MONTREVAL = CommuneSlug("montreval-sur-cisse")
LE_BREUIL = CommuneSlug("le-breuil")
SAINT_OYEN = CommuneSlug("saint-oyen-la-riviere")
ACTES = SourceName("actes")
# A Friday, 14 h 05 in Paris: the school service is open.
FRIDAY = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
BASE_URL = "http://parvis.test"
MORNING = TimeSpan(opens=time(9), closes=time(12))
AFTERNOON = TimeSpan(opens=time(14), closes=time(17))
WEEK_OF_TOWN_HALL = (*[(MORNING, AFTERNOON)] * 5, (MORNING,), ())
WEEK_OF_SCHOOL_SERVICE = ((MORNING,), (MORNING,), (), (MORNING,), (MORNING, AFTERNOON), (), ())
TARIFFS = DocumentId("d00000000000000a1")
RULES = DocumentId("d00000000000000b2")
NOTE = DocumentId("d00000000000000c3")
TARIFFS_ACT = Act(
    kind=ActKind.DELIBERATION,
    number="2026-031",
    instance="conseil municipal",
    effect_date=date(2026, 9, 1),
    transmission=Transmission(received_on=date(2026, 6, 22), published_on=date(2026, 6, 25)),
)
HEADER = "Famille | Quotient familial | Repas"
PDF_BYTES = drawn_pdf([[f"Tarifs de la restauration scolaire, page {number}"] for number in (1, 2, 3)])
HTML_BYTES = "<h1>Règlement</h1><script>alert(1)</script>".encode()


def town_profile(slug: CommuneSlug = MONTREVAL, name: str = "Montreval-sur-Cisse") -> CommuneProfile:
    return CommuneProfile(
        slug=slug,
        name=name,
        services=(
            Service(
                slug="mairie",
                name=f"Mairie de {name}",
                address=("4 place du Mail", f"41990 {name}"),
                phone="02 61 91 04 00",
                email="mairie@montreval.example",
                hours=OpeningHours(week=WEEK_OF_TOWN_HALL),
            ),
            Service(
                slug="scolaire",
                name="Service scolaire",
                address=("Mairie, 4 place du Mail, rez-de-chaussée", f"41990 {name}"),
                phone="02 61 91 04 12",
                hours=OpeningHours(week=WEEK_OF_SCHOOL_SERVICE),
            ),
        ),
        colours=Colours(accent="#1f5a48", on_accent="#ffffff", accent_dark="#93d0b5", on_accent_dark="#0d211a"),
        suggestions=(
            "Quand sortir les poubelles jaunes ?",
            "Comment refaire une carte d’identité ?",
            "Quels sont les horaires de la déchèterie ?",
            "Faut-il une autorisation pour un abri de jardin ?",
        ),
        allowed_origins=("https://www.montreval.example",),
    )


def passage(document: DocumentId, ordinal: int, text: str, **more: object) -> Passage:
    values: dict[str, object] = {"page": None, "start": 0, "end": len(text)} | more
    return Passage(
        id=PassageId(f"{document}-89abcdef-{ordinal:04d}"),
        document_id=document,
        commune=MONTREVAL,
        ordinal=ordinal,
        text=text,
        **values,  # type: ignore[arg-type]
    )


TARIFF_PASSAGES = (
    passage(TARIFFS, 0, "Considérant que le coût de revient d’un repas s’élève à 9,40 € ;", page=1),
    passage(
        TARIFFS,
        1,
        "Le prix du repas est fixé à 3,85 € pour un enfant inscrit dans une école de la commune.\n"
        "Le tarif dépend de la commune de résidence et du quotient familial :\n"
        f"{HEADER}\n"
        "Résidant à Montreval-sur-Cisse | moins de 700 | 1,00 €\n"
        "Résidant à Montreval-sur-Cisse | 700 et plus | 3,85 €\n"
        "Résidant hors de la commune | sans objet | 5,60 €",
        page=2,
        heading_path=("Article 1. Tarifs des repas",),
    ),
    passage(TARIFFS, 2, "Le maire est chargé de l’exécution de la présente délibération.", page=3),
)
RULE_PASSAGES = (
    passage(
        RULES,
        0,
        "L’inscription se fait en mairie.\nPièces à fournir :\n- livret de famille\n- justificatif de domicile",
        heading_path=("Règlement de la restauration scolaire", "Inscription"),
    ),
    passage(
        RULES,
        1,
        "Panier-repas | 1,20 €",
        context=("Prestation | Prix",),
        heading_path=("Règlement de la restauration scolaire", "Accueils"),
    ),
)


WRITTEN = date(2026, 4, 3)
RULES_ADDRESS = "https://www.montreval.example/enfance/reglement"
TARIFFS_LINK = "https://actes.montreval.example/2026/31.pdf"


def citation(number: int, of: Passage, quote: str, title: str, session: date | None, pages: int | None) -> Citation:
    start = of.text.index(quote)
    return Citation(
        number=number,
        document_id=of.document_id,
        passage_id=of.id,
        source=ACTES,
        path="2026/tarifs.pdf" if of.document_id == TARIFFS else "site/reglement.html",
        title=title,
        heading_path=of.heading_path,
        page=of.page,
        page_count=pages,
        session_date=session,
        quote=quote,
        start=start,
        end=start + len(quote),
        link=TARIFFS_LINK if of.document_id == TARIFFS else None,
        address=RULES_ADDRESS if of.document_id == RULES else None,
        written_on=WRITTEN if of.document_id == RULES else None,
        written_evidence=WrittenEvidence.DECLARED if of.document_id == RULES else None,
    )


PRICE = "Le prix du repas est fixé à 3,85 € pour un enfant inscrit dans une école de la commune."
ROWS = TARIFF_PASSAGES[1].text.split("\n")[3:]
PIECES = "- livret de famille\n- justificatif de domicile"
