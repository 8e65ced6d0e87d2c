from datetime import date

import pytest

from clarity.contradictory.detecting import compared, kept_of
from clarity.contradictory.kept import read, written
from clarity.contradictory.wording import town_words
from clarity.observation import Observation
from clarity.read_text import read_passages
from domain.act import ActKind
from domain.document import Document
from domain.ids import CommuneSlug
from domain.in_force import ActsInForce
from domain.profile import CommuneProfile, Service
from tests.clarity.documents import document, passages

DAY = date(2031, 3, 3)
PROFILE = CommuneProfile(
    slug=CommuneSlug("valmoret"),
    name="Valmoret",
    services=(
        Service(slug="mairie", name="Accueil de la mairie", aliases=("mairie",)),
        Service(slug="ccas", name="CCAS"),
        Service(slug="bibliotheque", name="Bibliothèque municipale"),
    ),
    delegated=("Orchampel",),
)


def found(*said: tuple[Document, str]) -> list[Observation]:
    """What documents say, each under its title."""
    kept = {of.id: kept_of(read_passages(of, passages(of, text, headings=(of.title,)))) for of, text in said}
    documents = {of.id: of for of, _ in said}
    return list(compared(documents, kept, town_words(PROFILE), ActsInForce(documents.values(), (), ()), DAY))


def two(one: tuple[str, str], other: tuple[str, str]) -> list[Observation]:
    return found((document(1, title=one[0]), one[1]), (document(2, title=other[0]), other[1]))


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("CT-01", ("Cantine", "Le repas coûte 3,85 €."), ("Tarifs", "Cantine : le repas est à 4,10 €.")),
        ("CT-02", ("Bibliothèque", "La bibliothèque ouvre le samedi de 9 h à 12 h."),
         ("Sortir", "La bibliothèque municipale ouvre le samedi de 10 h à 12 h.")),
        ("CT-02", ("Piscine", "La piscine est fermée le lundi."),
         ("Sports", "La piscine est ouverte le lundi de 12 h à 14 h.")),
        ("CT-02", ("Collecte", "Le bac jaune est collecté le mardi."),
         ("Tri", "Le bac jaune est ramassé chaque jeudi.")),
        ("CT-03", ("CCAS", "Écrivez au CCAS : ccas@valmoret.example"),
         ("Aides", "Vous pouvez écrire au CCAS à aide@valmoret.example")),
        ("CT-03", ("Objets", "Pour un objet trouvé, adressez-vous à l’accueil de la mairie."),
         ("Vie pratique", "Pour un objet trouvé, adressez-vous au CCAS.")),
        ("CT-04", ("Travaux", "Un abri de jardin de plus de 5 m² demande une déclaration préalable."),
         ("Jardins", "Une déclaration préalable est nécessaire pour un abri de jardin de plus de 10 m².")),
        ("CT-04", ("Jeunes", "L’inscription au conseil des jeunes est possible dès 11 ans."),
         ("Conseil", "Le conseil des jeunes : inscription à partir de 12 ans.")),
        ("CT-04", ("Brocante", "La brocante des écoles a lieu le dimanche 8 juin 2031."),
         ("Agenda", "La brocante des écoles se tient le dimanche 15 juin 2031.")),
        ("CT-04", ("Salle", "Pour réserver la salle des Tilleuls, joignez une attestation d’assurance."),
         ("Réserver", "Aucune attestation d’assurance n’est demandée pour réserver la salle des Tilleuls.")),
    ],
)  # fmt: skip
def test_two_documents_that_say_otherwise_of_one_thing_are_told_with_both_places(
    rule: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    (seen,) = two(one, other)
    assert seen.rule == rule
    assert {seen.place.document_id, seen.related[0].document_id} == {document(1).id, document(2).id}
    assert {seen.place.quote, seen.related[0].quote} == {one[1], other[1]}


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("same value", ("Cantine", "Le repas coûte 3,85 €."), ("Tarifs", "Cantine : le repas est à 3 € 85.")),
        ("audience", ("Passeport", "Le passeport d’un adulte coûte 86 €."),
         ("Passeport", "Le passeport d’un mineur coûte 17 €.")),
        ("duration", ("Cimetière", "Une concession de trente ans coûte 400 €."),
         ("Cimetière", "Une concession de quinze ans coûte 250 €.")),
        ("procedure", ("Permis", "Le délai d’instruction d’un permis de construire est de deux mois."),
         ("Travaux", "Le délai d’instruction d’une déclaration préalable est d’un mois.")),
        ("place", ("Bourg", "Au bourg, le bac gris est collecté le mardi."),
         ("Orchampel", "À Orchampel, le bac gris est collecté le jeudi.")),
        ("town hall of a delegated commune", ("Mairie", "La mairie ouvre le lundi de 9 h à 12 h."),
         ("Mairie d’Orchampel", "La mairie ouvre le lundi de 9 h à 11 h.")),
        ("school year", ("Cars", "Pour l’année 2030-2031, le car coûte 90 € par an."),
         ("Cars", "Pour l’année 2031-2032, le car coûte 95 € par an.")),
        ("from a day on", ("Garderie", "La garderie coûte 1,20 €."),
         ("Garderie", "À compter du 1er janvier 2032, la garderie coûte 1,30 €.")),
        ("proposal", ("Conseil", "La commission propose de fixer le stationnement à 2 € de l’heure."),
         ("Décision", "Le stationnement est fixé à 1,50 € de l’heure.")),
        ("urgency", ("Eau", "Service de l’eau : 02 61 91 05 10."),
         ("Eau", "Le service de l’eau répond au 02 61 91 05 99 en cas d’urgence.")),
        ("deposit", ("Foyer", "La location du foyer rural est de 95 €."),
         ("Foyer", "La caution du foyer rural est de 350 €.")),
        ("part of the hours", ("Mairie", "La mairie ouvre le jeudi de 9 h à 12 h et de 14 h à 17 h."),
         ("Guide", "La mairie ouvre le jeudi de 9 h à 12 h.")),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_contradiction_is_left_alone(
    why: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert two(one, other) == [], why


MEAL = "Le repas de la cantine coûte 4 €."
OTHER_MEAL = "Le repas de la cantine coûte 5 €."


@pytest.mark.parametrize(
    "past",
    [
        document(2, title="Cantine", path="archives/cantine.pdf"),
        document(2, title="Cantine", kind=ActKind.PROCES_VERBAL),
        document(2, title="Projet de règlement de la cantine"),
        document(2, title="Cantine", kind=ActKind.BULLETIN, session=date(2028, 3, 1)),
    ],
)
def test_archives_minutes_drafts_and_old_bulletins_contradict_nothing(past: Document) -> None:
    assert found((document(1, title="Cantine"), MEAL), (past, OTHER_MEAL)) == []
    assert len(found((document(1, title="Cantine"), MEAL), (document(2, title="Cantine"), OTHER_MEAL))) == 1


def test_an_act_that_took_the_place_of_another_is_no_contradiction() -> None:
    old = document(1, title="Délibération n° 2029-014 du 17 mars 2029 : cantine")
    new = document(2, title="Délibération n° 2031-003 du 5 janvier 2031 : cantine")
    assert found((old, MEAL), (new, OTHER_MEAL)) == []
    page = document(3, title="La cantine")
    assert found((old, MEAL), (page, f"La délibération n° 2029-014 est abrogée. {OTHER_MEAL}")) == []


def test_the_decision_is_suggested_against_the_page_and_nothing_where_nothing_tells() -> None:
    act = document(1, title="Cantine", kind=ActKind.DELIBERATION)
    (seen,) = found((act, MEAL), (document(2, title="Cantine"), OTHER_MEAL))
    assert seen.place.document_id == document(2).id
    assert "suggested_decided" in dict(seen.measures)
    (seen,) = found((document(1, title="Cantine"), MEAL), (document(2, title="Cantine"), OTHER_MEAL))
    assert "suggested_none" in dict(seen.measures)


def test_a_price_that_does_not_say_for_whom_is_only_to_check() -> None:
    one, other = "La carte de pêche coûte 12 €.", "La carte de pêche coûte 8 € pour les étudiants."
    (seen,) = two(("Pêche", one), ("Pêche", other))
    assert (seen.rule, seen.severity.value) == ("CT-05", "info")


def test_a_value_that_many_pages_contradict_is_told_once_a_page() -> None:
    pages = [(document(number, title="Cantine"), MEAL) for number in range(2, 7)]
    act = (document(1, title="Cantine", kind=ActKind.DELIBERATION), OTHER_MEAL)
    seen = found(act, *pages)
    assert sorted(one.place.document_id or "" for one in seen) == sorted(of.id for of, _ in pages)


def test_what_is_kept_of_a_document_comes_back_as_it_was() -> None:
    of = document(1, title="Tarifs 2031")
    text = kept_of(read_passages(of, passages(of, "Abonnement | Habitants\nAdulte | 12 €", headings=("Lire",))))
    assert read(text).claims
    assert written(read(text)) == text
