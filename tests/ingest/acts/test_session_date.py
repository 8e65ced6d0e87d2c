from datetime import date

import pytest

from ingest.acts.session_date import find_session_date


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # minutes that begin in words
        (["L'an deux mille vingt-six, le dix-huit juin à 19 heures, le conseil municipal s'est réuni"], (2026, 6, 18)),
        (["L’an deux mil vingt et un, et le premier février à 20h30,"], (2021, 2, 1)),
        (["L'an 2027, le 14 septembre, le Conseil Municipal dûment convoqué le 7 septembre 2027"], (2027, 9, 14)),
        # a year mistyped in words: the title's holds
        (
            [
                "Conseil du 18 février",
                "Conseil Municipal du 18 février 2020",
                "L’an deux mille dix-vingt, le 18 février",
            ],
            (2020, 2, 18),
        ),
        (["L’an deux mille vingt-sept", "le trois du mois de mai, le conseil"], (2027, 5, 3)),
        # titles of minutes, of an agenda, of an extract
        (["Commune de Valbrune", "Conseil Municipal du 14/09/2027"], (2027, 9, 14)),
        (["PROCES VERBAL DE LA SEANCE DU MARDI 14 DECEMBRE 2027"], (2027, 12, 14)),
        (["Extrait du registre des délibérations", "Séance du 12 mai 2024"], (2024, 5, 12)),
        (["Compte rendu de la réunion du conseil municipal du 1er mars 2022"], (2022, 3, 1)),
        (["Liste des délibérations votées", "Le 11 MAI 2027", "Subventions"], (2027, 5, 11)),
        # a convocation: the meeting, not the letter's own date
        (
            ["Le 4 mars 2027", "CONVOCATION", "à la réunion qui aura lieu en mairie le :", "Mardi 09 mars 2027"],
            (2027, 3, 9),
        ),
        # the former meeting's minutes are approved in this one
        (
            [
                "Approbation du procès-verbal de la séance du 8 février 2027",
                "Le conseil municipal s'est réuni le 9 mars 2027",
            ],
            (2027, 3, 9),
        ),
        # no meeting at all
        (["Règlement de la cantine", "Applicable au 1er septembre 2025"], None),
        (["Vu la directive 2000/60/CE du Parlement européen et du Conseil du 23 octobre 2000"], None),
        (["Le procès-verbal de la séance du 8 février 2027 est approuvé."], None),
        (["Séance du 31 février 2025"], None),
        ([], None),
    ],
)
def test_the_meeting_is_dated_by_what_the_document_says(
    lines: list[str], expected: tuple[int, int, int] | None
) -> None:
    assert find_session_date(lines) == (date(*expected) if expected else None)


def test_a_written_year_and_day_are_read_as_numbers_whatever_they_are() -> None:
    words = {1: "premier", 2: "deux", 11: "onze", 17: "dix-sept", 18: "dix-huit", 21: "vingt et un", 29: "vingt-neuf"}
    words |= {30: "trente", 31: "trente et un"}
    for day, word in words.items():
        assert find_session_date([f"L'an deux mille dix-neuf, le {word} mai"]) == date(2019, 5, day)
