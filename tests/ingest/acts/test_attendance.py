from datetime import date

import pytest

from domain.act import Outcome, Vote
from domain.document import MediaType
from ingest.acts.attendance import Attendance, find_attendance
from ingest.acts.recognition import find_act
from ingest.structure import structure_pages
from ingest.text import ReadPage
from tests.ingest.acts.test_recognition import OPENING, line


@pytest.mark.parametrize(
    ("texts", "in_office", "voters"),
    [
        (["Nombre de conseillers en exercice : 15", "Présents : 12", "Votants : 14"], 15, 14),
        (["En exercice : 19 – Présents : 15 – Pouvoirs : 2 – Votants : 17"], 19, 17),
        (["Nombre de membres en exercice 11 présents 9 votants 10"], 11, 10),
        (["Le conseil compte 15 conseillers municipaux en exercice."], 15, None),
        (["Effectif légal du conseil municipal : 15"], 15, None),
        (["En exercice | Présents | Votants", "19 | 15 | 17"], 19, 17),
        # no attendance: an election, indemnities, a council with more voters than members
        (["Taux de participation 51,41 % soit 418 votants"], None, None),
        (["indemnités des adjoints en exercice,"], None, None),
        (["En exercice : 11", "Votants : 18"], None, None),
        (["En exercice : 11", "En exercice : 15"], None, None),
    ],
)
def test_the_head_of_a_record_says_who_could_vote_and_who_did(
    texts: list[str], in_office: int | None, voters: int | None
) -> None:
    assert find_attendance([line(text) for text in texts]) == Attendance(in_office=in_office, voters=voters)


def test_each_vote_has_the_counts_of_its_session_and_its_own_voters_before_them() -> None:
    texts = (
        "# PROCES VERBAL", OPENING, "En exercice : 15", "Votants : 14",
        "# D2031-12 : Budget", "Vote : pour à l’unanimité",
        "# D2031-13 : Emprunt", "Votants : 13", "Pour : 12, contre : 1",
    )  # fmt: skip
    page = ReadPage(number=1, lines=tuple(line(text) for text in texts))
    _, decisions = find_act(structure_pages([page]), MediaType.PDF, date(2031, 6, 13))
    assert [d.vote for d in decisions] == [
        Vote(outcome=Outcome.UNANIMITE, in_office=15, voters=14),
        Vote(outcome=Outcome.MAJORITE, in_favour=12, against=1, in_office=15, voters=13),
    ]


def test_an_extract_names_its_object_before_who_was_there() -> None:
    texts = (
        "# Délibération n° 2031-12", "Objet : Budget", OPENING, "Conseillers en exercice : 15. Votants : 14.",
        "Le conseil municipal, après en avoir délibéré, à l’unanimité,", "FIXE à 3 votants : 2 le quorum du comité",
    )  # fmt: skip
    page = ReadPage(number=1, lines=tuple(line(text) for text in texts))
    _, (decision,) = find_act(structure_pages([page]), MediaType.PDF, date(2031, 6, 13))
    assert decision.vote is not None
    assert (decision.vote.in_office, decision.vote.outcome) == (15, Outcome.UNANIMITE)
