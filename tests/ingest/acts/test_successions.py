from datetime import date

import pytest

from domain.act import ActKind, Relation
from ingest.acts.decisions import find_decisions
from ingest.acts.successions import FoundSuccession, find_successions
from ingest.structure import structure_pages
from ingest.text import ReadPage
from tests.ingest.acts.test_recognition import line

VOTED = "Le Conseil Municipal, après en avoir délibéré, à l’unanimité :"
PV = ActKind.PROCES_VERBAL


def found(*texts: str, kind: ActKind = ActKind.DELIBERATION) -> tuple[FoundSuccession, ...]:
    pages = structure_pages([ReadPage(number=1, lines=tuple(line(text) for text in texts))])
    decisions = find_decisions(pages, kind, None, date(2031, 6, 13)) if kind is PV else ()
    return find_successions(pages, kind, decisions)


@pytest.mark.parametrize(
    ("text", "relation", "kind", "number", "day"),
    [
        # the operative part of minutes
        ("- ABROGE la délibération n°2030-32 du 15 juin 2030", "abroge", "deliberation", "2030-32", "2030-06-15"),
        ("- de compléter la délibération n° 2030-36 du 9 mai 2030", "modifie", "deliberation", "2030-36", "2030-05-09"),
        (
            "DÉCIDE d’annuler la délibération n° 47/2030 du 12 décembre 2030 portant création d’un emploi",
            "abroge", "deliberation", "47/2030", "2030-12-12",
        ),
        # an extract: the sentence that closes it
        (
            "La présente délibération annule et remplace la délibération n° 2030-012 du 3 mars 2030 relative au prix.",
            "remplace", "deliberation", "2030-012", "2030-03-03",
        ),
        (
            "Cette délibération annule et remplace en toutes ses dispositions la délibération DEL2030-45 en date du "
            "3 octobre 2030.", "remplace", "deliberation", "DEL2030-45", "2030-10-03",
        ),
        ("DIT qu’elle modifie la délibération n° 2030-12", "modifie", "deliberation", "2030-12", None),
        ("En complément de la délibération n° DEL2030-36", "modifie", "deliberation", "DEL2030-36", None),
        ("RECONDUIT les tarifs fixés par la délibération n° 2030-12", "proroge", "deliberation", "2030-12", None),
        # orders: of a mayor, of a prefect, the heading of an article
        ("Le présent arrêté abroge celui du 3 mai 1998.", "abroge", "deliberation", None, "1998-05-03"),
        (
            "L’arrêté préfectoral n° 30-2031-06-16-00003 du 16 juin 2031 instaurant des restrictions est abrogé.",
            "abroge", "arrete", "30-2031-06-16-00003", "2031-06-16",
        ),
        ("# ARTICLE 1 : Abrogation de l’arrêté préfectoral n° 30-2031-16", "abroge", "arrete", "30-2031-16", None),
        ("Article 3 : Les dispositions de l’arrêté n° 28/47 du 3 mai 2028 sont abrogées.", "abroge", "arrete", "28/47",
         "2028-05-03"),
        # a rule
        ("Le présent règlement intérieur remplace le règlement intérieur du 22 juin 2029.", "remplace", "reglement",
         None, "2029-06-22"),
        # a convention that goes on
        ("La durée de la convention du 4 mai 2028 est prolongée d’un an.", "proroge", "convention", None, "2028-05-04"),
        # clerical errors: in the text, in the title
        (
            "Une erreur matérielle s’est glissée dans la délibération n° 2030-12 du 3 mars 2030 ; il convient d’agir.",
            "rectifie", "deliberation", "2030-12", "2030-03-03",
        ),
        ("# Rectification d’une erreur matérielle dans la délibération n° 2030-12", "rectifie", "deliberation",
         "2030-12", None),
        # what is only carried out, its decree left aside
        ("En application de la délibération n° 2030-12 du 3 mars 2030, la redevance est de 12 €.", "applique",
         "deliberation", "2030-12", "2030-03-03"),
        ("Conformément à l’arrêté du 15 janvier 2027 portant application du décret n° 2026-1658", "applique", "arrete",
         None, "2027-01-15"),
        # all that came before, the mark at the head of a corrected copy
        ("Toutes dispositions antérieures contraires à la présente délibération sont abrogées.", "abroge",
         "deliberation", None, None),
        ("PRÉCISE que les tarifs antérieurs sont annulés.", "abroge", "deliberation", None, None),
        ("# ANNULE ET REMPLACE", "remplace", None, None, None),
    ],
)  # fmt: skip
def test_what_an_act_does_to_another_is_found_with_what_it_says_of_it(
    text: str, relation: str, kind: str | None, number: str | None, day: str | None
) -> None:
    (one,) = found(text)
    mention = one.mention
    assert (one.relation, mention.kind, mention.number) == (relation, kind, number)
    assert mention.day == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "text",
    [
        "Vu la délibération n° 2030-12 abrogeant la délibération n° 2029-03,",
        "Considérant qu’il y a lieu d’abroger la délibération n° 2030-12",
        "M. Ricou demande si la délibération n° 2030-12 est abrogée.",
        "Il est proposé d’abroger la délibération n° 2030-12.",
        "L’arrêté du 7 mars 2032 modifiant l’arrêté du 7 septembre 2029 fixe les prescriptions.",
        "La délibération du 4 avril 2026 est modifiée par la délibération n° 2028-3.",
        "Les autres dispositions de la délibération n° 2030-12 demeurent inchangées.",
        "Si une nouvelle offre est envoyée, celle-ci annule et remplace l’offre précédente.",
        "désigne M. Ricou membre de la commission, en remplacement de Mme Delmas.",
        "Il est proposé de remplacer le critère de ressources par celui du quotient familial.",
        "La convention d’adhésion, étant précisé que cette adhésion est renouvelée chaque année",
        "Le tribunal a été saisi en vue de l’annulation de la délibération n° 2030-17.",
    ],
)
def test_a_visa_a_proposal_or_another_act_s_doing_is_none(text: str) -> None:
    assert found(text) == ()


def test_the_words_are_those_of_the_page() -> None:
    pages = structure_pages(
        [
            ReadPage(
                number=4,
                lines=(line("# Tarifs"), line("- ABROGE la délibération n°2030-32 du 15 juin 2030, dès demain")),
            )
        ]
    )
    (one,) = find_successions(pages, ActKind.DELIBERATION, ())
    assert one.words == "ABROGE la délibération n°2030-32 du 15 juin 2030"
    assert pages[0].text[one.start : one.end] == one.words
    assert one.page == 4


def test_an_article_that_is_replaced_leaves_the_rest_of_the_act_standing() -> None:
    (one,) = found("L’article 4 de la délibération n° 2030-12 est remplacé par les dispositions suivantes :")
    assert (one.relation, one.mention.part) == (Relation.MODIFIE, "article 4")


def test_each_number_of_a_list_is_one() -> None:
    numbers = [
        one.mention.number for one in found("Les délibérations n° 2029-12 et n° 2029-15 sont annulées et remplacées.")
    ]
    assert numbers == ["2029-12", "2029-15"]


def test_the_same_act_named_twice_is_told_once_and_by_the_stronger_word() -> None:
    (one,) = found(
        "Le conseil modifie la délibération n° 2030-12.", "Elle annule et remplace la délibération n° 2030-12."
    )
    assert one.relation is Relation.REMPLACE


def test_in_minutes_each_decision_says_its_own_and_what_is_told_elsewhere_says_nothing() -> None:
    ones = found(
        "Le conseil abroge la délibération n° 2029-01.",
        "# D2031-43 - Objet : Voirie", VOTED, "- APPROUVE les travaux",
        "# D2031-44 - Objet : Tarif accueil de loisirs", "Vu la délibération n°2030-32 du 15 juin 2030,", VOTED,
        "- ABROGE la délibération n°2030-32 du 15 juin 2030",
        kind=PV,
    )  # fmt: skip
    assert [(one.decision, one.mention.number) for one in ones] == [(1, "2030-32")]


def test_a_proposal_that_was_adopted_without_other_words_binds_and_a_rejected_one_does_not() -> None:
    asked = ("# D2031-45 : Convention", "Il est proposé de modifier la délibération n° 2030-12 du 3 mars 2030.")
    assert [one.relation for one in found(*asked, "Vote : pour à l’unanimité", kind=PV)] == [Relation.MODIFIE]
    assert found(*asked, "La proposition est rejetée : 2 voix pour, 11 contre", kind=PV) == ()


def test_a_page_an_agenda_or_a_report_does_nothing_to_acts() -> None:
    for kind in (ActKind.PAGE, ActKind.ORDRE_DU_JOUR, ActKind.LISTE_DES_DELIBERATIONS, ActKind.RAPPORT):
        assert found("La présente délibération abroge la délibération n° 2030-12.", kind=kind) == ()
