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
        ("CT-03", ("Lire", "Courriel de la bibliothèque : lire@valmoret.example"),
         ("Bulletin", "Écrivez à la bibliothèque (biblio@valmoret.example) pour prolonger.")),
        ("CT-03", ("Mairie", "La bibliothèque se trouve 14 rue des Tanneurs."),
         ("Guide", "Bibliothèque : 41, rue des Tanneurs")),
        ("CT-03", ("Cantine", "L’inscription à la cantine se fait sur https://familles.valmoret.example."),
         ("Rentrée", "Inscription à la cantine : www.portail-enfance.example")),
        ("CT-03", ("Chiens", "Pour un chien errant, adressez-vous à la police municipale."),
         ("Animaux", "Pour un chien errant, adressez-vous à l’accueil de la mairie.")),
        ("CT-03", ("Repas", "Les inscriptions au portage de repas sont reçues par le CCAS."),
         ("Guide", "Portage de repas : inscription auprès de l’accueil de la mairie.")),
        ("CT-04", ("Salle", "La salle des Tilleuls peut accueillir 120 personnes."),
         ("Salles", "Salle des Tilleuls : capacité maximale de 100 personnes")),
        ("CT-04", ("Fête", "L’entrée de la fête de l’eau est gratuite pour les enfants de moins de 6 ans."),
         ("Été", "Fête de l’eau : entrée gratuite pour les moins de 8 ans.")),
        ("CT-04", ("Abri", "Un abri de jardin de 5 m² au plus ne demande aucune formalité."),
         ("Travaux", "Aucune formalité jusqu’à 8 m² d’emprise au sol pour un abri de jardin.")),
        ("CT-04", ("Aide", "L’aide aux vacances va aux familles dont le quotient familial est inférieur à 700 €."),
         ("Aides", "Aide aux vacances : le quotient familial ne dépasse pas 850 €.")),
        ("CT-02", ("Eau", "La baignade du plan d’eau est surveillée du 15 juin au 31 août."),
         ("Été", "Plan d’eau : baignade surveillée du 1er juillet au 31 août.")),
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
        ("address in short", ("Stade", "Le stade se trouve 12 avenue du Général-Leclerc."),
         ("Clubs", "Stade : 12, av. du Gal Leclerc")),
        ("phone written otherwise", ("Lire", "Téléphone de la bibliothèque : +33 (0)2 61 91 04 30."),
         ("Enfants", "Réservez auprès de la bibliothèque au 0261910430.")),
        ("fax", ("Mairie", "Mairie : Tél. 02 61 91 04 00 – Fax 02 61 91 04 09"),
         ("Contact", "Mairie : 02 61 91 04 00")),
        ("mayor and town hall", ("Écrire", "Écrivez au maire : lemaire@valmoret.example"),
         ("Écrire", "Écrivez à l’accueil de la mairie : accueil@valmoret.example")),
        ("a site and a page of it", ("Payer", "Le paiement de la cantine se fait sur www.payer.example."),
         ("Facture", "Paiement de la cantine : https://payer.example/valmoret")),
        ("the town hall and a service in it", ("Plan", "Pour un plan du cadastre, adressez-vous à la mairie."),
         ("Plan", "Pour un plan du cadastre, adressez-vous au CCAS.")),
        ("standing and seated", ("Halle", "Debout, la halle accueille 300 personnes."),
         ("Halle", "À table, la halle accueille 180 personnes.")),
        ("least and most", ("Séjour", "Le séjour d’été part avec au moins 10 enfants."),
         ("Séjour", "Le séjour d’été accueille au plus 24 enfants.")),
        ("two groups of age", ("Atelier", "Les enfants de 3 à 5 ans viennent à l’atelier de lecture."),
         ("Atelier", "Les enfants de 6 à 9 ans viennent à l’atelier de lecture.")),
        ("open and shut", ("Bassin", "Le bassin d’initiation est ouvert du 1er mars au 15 juillet."),
         ("Vidange", "Le bassin d’initiation est fermé du 5 au 20 juillet.")),
        ("two stretches of the year", ("Stage", "Le stage de voile se déroule du 12 au 16 avril 2031."),
         ("Stage", "Le stage de voile se déroule du 5 au 9 juillet 2031.")),
        ("two schools", ("Repas", "Le repas d’un élève de maternelle coûte 3,20 €."),
         ("Repas", "Le repas d’un élève d’élémentaire coûte 3,50 €.")),
        ("two rooms of one name", ("Salle 1", "La salle peut accueillir 50 personnes."),
         ("Salle 2", "La salle peut accueillir 80 personnes.")),
        ("two questions", ("Eau", "Une fuite ? Adressez-vous au CCAS."),
         ("Eau", "Une facture ? Adressez-vous à l’accueil de la mairie.")),
        ("books and films", ("Prêt", "On emprunte 5 livres à la fois."), ("Prêt", "On emprunte 2 DVD à la fois.")),
        ("two places", ("Loto", "Le loto des aînés a lieu le 6 mai 2031 à Orchampel."),
         ("Loto", "Le loto des aînés a lieu le 8 mai 2031 au bourg.")),
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


RULES = """La salle du Lavoir est prêtée aux habitants et aux associations de la commune, sur demande écrite.
La demande est déposée à l’accueil de la mairie, signée par la personne qui sera présente le jour dit.
Un état des lieux est dressé avant et après, en présence d’un agent de la commune.
Un chèque de caution de {deposit} est remis à l’accueil ; il est rendu si aucun dégât n’est constaté.
Les tables sont essuyées, le sol est balayé, les déchets sont triés et emportés par l’utilisateur."""


def test_a_text_that_is_there_twice_with_another_figure_is_told_once_as_a_copy() -> None:
    of = [document(n, title="Règlement de la salle du Lavoir") for n in (1, 2)]
    (seen,) = found((of[0], RULES.format(deposit="300 €")), (of[1], RULES.format(deposit="400 €")))
    assert (seen.rule, seen.severity.value) == ("CT-06", "majeur")
    assert dict(seen.measures)["difference"] == "300 → 400"
    assert "300 €" in seen.place.quote
    assert "400 €" in seen.related[0].quote
    assert found((of[0], RULES.format(deposit="300 €")), (of[1], RULES.format(deposit="300 €"))) == []


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("another hall", "Salle du Lavoir", "Salle du Préau"),
        ("another year", "Salle du Lavoir 2030", "Salle du Lavoir 2031"),
        ("acts on one model", "Délibération n° 2031-04 : salle", "Délibération n° 2031-05 : salle"),
    ],
)
def test_texts_on_one_model_are_no_copies(why: str, one: str, other: str) -> None:
    said = [(document(1, title=one), RULES.format(deposit="3")), (document(2, title=other), RULES.format(deposit="4"))]
    assert [seen for seen in found(*said) if seen.rule == "CT-06"] == [], why


def test_copies_that_name_other_places_are_no_copies() -> None:
    other = RULES.format(deposit="400 €").replace("Lavoir", "Préau").replace("mairie", "mairie d’Orchampel")
    one = (document(1, title="Règlement"), RULES.format(deposit="300 €"))
    seen = found(one, (document(2, title="Règlement"), other))
    assert "CT-06" not in [each.rule for each in seen]


def test_what_is_kept_of_a_document_comes_back_as_it_was() -> None:
    of = document(1, title="Tarifs 2031")
    text = kept_of(read_passages(of, passages(of, "Abonnement | Habitants\nAdulte | 12 €", headings=("Lire",))))
    assert read(text).claims
    assert written(read(text)) == text
