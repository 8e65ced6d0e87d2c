from collections.abc import Sequence
from datetime import date

import pytest

from domain.act import ActKind, Outcome
from ingest.acts.decisions import FoundDecision, find_decisions
from ingest.structure import structure_pages
from ingest.text import ReadPage
from tests.ingest.acts.test_recognition import line

DAY = date(2031, 6, 13)
VOTED = "Le Conseil Municipal, après en avoir délibéré, à l’unanimité :"


def decisions(
    *pages: Sequence[str], kind: ActKind = ActKind.PROCES_VERBAL, number: str | None = None
) -> tuple[FoundDecision, ...]:
    read = [ReadPage(number=n, lines=tuple(line(t) for t in texts)) for n, texts in enumerate(pages, start=1)]
    return find_decisions(structure_pages(read), kind, number, DAY)


@pytest.mark.parametrize(
    ("texts", "number", "title"),
    [
        (["# D2031-27 - Objet : Organisation du temps scolaire"], "D2031-27", "Organisation du temps scolaire"),
        (["# D 2031-30 : Tarif du marché 2031/2032"], "D 2031-30", "Tarif du marché 2031/2032"),
        (["# D2031-028- Objet : Création d’un emploi - 22h"], "D2031-028", "Création d’un emploi - 22h"),
        (["DEL2031-59 : Décision modificative N°1"], "DEL2031-59", "Décision modificative N°1"),
        (["DEL 2031-85 : Suppression de poste"], "DEL 2031-85", "Suppression de poste"),
        # a line that a reader took for a row, its title going on below
        (["DEL2031-65 : | Rapport sur le service public", "d’assainissement collectif 2030"], "DEL2031-65",
         "Rapport sur le service public d’assainissement collectif 2030"),
        (["# 2031-033 – Tarifs de la salle des fêtes 2032"], "2031-033", "Tarifs de la salle des fêtes 2032"),
        (["# Délibération n° 12 : Vente d’un terrain"], "12", "Vente d’un terrain"),
        (["# DÉLIBÉRATION N° 2031-12", "Objet : Vente d’un terrain"], "2031-12", "Vente d’un terrain"),
        (["# Délibération n°2031_014", "# Admission en non-valeur"], "2031_014", "Admission en non-valeur"),
    ],
)  # fmt: skip
def test_a_decision_is_named_by_its_number_and_object(texts: list[str], number: str, title: str) -> None:
    (found,) = decisions(["# Présents", "Tous."], [*texts, VOTED])
    assert (found.number, found.title, found.page, found.day) == (number, title, 2, DAY)
    assert found.vote
    assert found.vote.outcome is Outcome.UNANIMITE


@pytest.mark.parametrize(
    "text",
    [
        "# DEL2031-36 du 10 avril 2031)",
        "2031-45 en date du 3 octobre 2031, approuvant le budget,",
        "# 2031-2032 : une année de travaux",
        "Vu la délibération n° 2030-19 du conseil municipal ;",
        "# DM 2031-04 Remboursement d’assurance",
        "06 12 31 20 31",
        "- 2031-12 : Tarifs",
    ],
)
def test_a_reference_a_period_or_a_decision_of_the_mayor_is_none(text: str) -> None:
    assert decisions([text, VOTED]) == ()


def test_decisions_of_the_mayor_reported_under_their_heading_are_left_out() -> None:
    reported = ["# Décisions du maire prises par délégation", "2031-04 : Achat de bancs"]
    assert [d.number for d in decisions([*reported, "# 2031-12 : Emprunt", VOTED])] == ["2031-12"]
    # the next decision may be no heading of its own
    assert [d.number for d in decisions([*reported, "2031-12 : Emprunt", VOTED])] == ["2031-12"]


def test_each_decision_has_its_own_vote_and_place() -> None:
    text = ["# D2031-01 - Objet : Budget", VOTED, "# D2031-02 - Objet : Emprunt", "Vote : 12 voix pour, 3 contre"]
    first, second = decisions(text)
    assert first.vote
    assert second.vote
    assert (first.vote.outcome, second.vote.outcome) == (Outcome.UNANIMITE, Outcome.MAJORITE)
    assert (second.vote.in_favour, second.vote.against, second.vote.abstentions) == (12, 3, None)
    page = "\n".join(t.removeprefix("# ") for t in text)
    assert page[second.start : second.end] == "D2031-02 - Objet : Emprunt"


def test_an_agenda_at_the_top_does_not_count_twice() -> None:
    agenda = ["# D2031-01 : Budget", "# D2031-02 : Emprunt"]
    found = decisions(agenda, ["# D2031-01 : Budget", VOTED], ["# D2031-02 : Emprunt", VOTED])
    assert [(d.number, d.page) for d in found] == [("D2031-01", 2), ("D2031-02", 3)]


def test_bills_listed_in_minutes_whose_decisions_have_letters_are_none() -> None:
    found = decisions(["# D2031-45 - Objet : Admission en non-valeur", "2030 - 114 | Échafaudage 117,60 €", VOTED])
    assert [(d.number, d.vote is not None) for d in found] == [("D2031-45", True)]


def test_points_that_were_voted_are_the_decisions_where_none_is_numbered() -> None:
    agenda = ["# Ordre du jour", "1. Subventions", "2. Archivage", "3. Questions diverses"]
    body = ["# 1/ Subventions :", "ASSEP : 600 €", "13 votes pour", "# 2/ Archivage", "Un devis est attendu."]
    more = ["3/ Vente d’un terrain", VOTED, "II Adhésion au syndicat.", "ADOPTÉ à l’unanimité."]
    found = decisions(agenda, body, more)
    assert [(d.number, d.title, d.page) for d in found] == [
        (None, "Subventions", 2),
        (None, "Vente d’un terrain", 3),
        (None, "Adhésion au syndicat.", 3),
    ]


def test_an_extract_carries_one_decision() -> None:
    texts = ["# Délibération n° 2031-031", "# Objet : Tarifs de la cantine", "Vu la délibération n° 2030-027", VOTED]
    (found,) = decisions(texts, kind=ActKind.DELIBERATION, number="2031-031")
    assert (found.number, found.title, found.vote is not None) == ("2031-031", "Tarifs de la cantine", True)


def test_a_register_gives_each_row_its_day_and_number() -> None:
    rows = ["23/01/2031 | 2031_01 | Rue des Tilleuls : signature du marché | Approuvée"]
    rows += ["20/02/2031 | 2031_02 | Vente du presbytère | Rejetée"]
    first, second = decisions(rows, kind=ActKind.LISTE_DES_DELIBERATIONS)
    assert (first.number, first.title, first.day) == (
        "2031_01",
        "Rue des Tilleuls : signature du marché",
        date(2031, 1, 23),
    )
    assert first.vote is None
    assert second.vote
    assert second.vote.outcome is Outcome.REJET


def test_a_posted_list_gives_its_items() -> None:
    found = decisions(
        ["# Liste des délibérations", "- Subventions aux associations"], kind=ActKind.LISTE_DES_DELIBERATIONS
    )
    assert [(d.number, d.title, d.day) for d in found] == [(None, "Subventions aux associations", DAY)]


def test_other_documents_carry_none() -> None:
    assert decisions(["# D2031-01 - Objet : Budget", VOTED], kind=ActKind.RAPPORT) == ()
    assert decisions(["# D2031-01 - Objet : Budget"], kind=ActKind.ORDRE_DU_JOUR) == ()
