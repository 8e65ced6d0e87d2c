"""Sentences of real form, names and places changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from french.sentences import sentence_spans


def cut(line: str) -> list[str]:
    return [line[a:b] for a, b in sentence_spans(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # minutes: titles of persons
        (
            "M. Delmas quitte la salle. Mme. Ricou le remplace.",
            ["M. Delmas quitte la salle.", "Mme. Ricou le remplace."],
        ),
        # minutes: initials
        ("Rapport de J. Delmas au conseil. Vote unanime.", ["Rapport de J. Delmas au conseil.", "Vote unanime."]),
        # tariffs: decimals with a point, sentence that begins with a number
        ("Le repas coûte 3.85 €. 12 repas sont offerts.", ["Le repas coûte 3.85 €.", "12 repas sont offerts."]),
        # orders: references to articles
        ("Voir l'art. 12 du règlement. Il s'applique.", ["Voir l'art. 12 du règlement.", "Il s'applique."]),
        # pages: addresses of sites
        ("Inscription sur www.mairie.example. Merci !", ["Inscription sur www.mairie.example.", "Merci !"]),
        # minutes: quoted speech closes with the full stop inside
        ("Il dit : « C'est voté. » Le maire remercie.", ["Il dit : « C'est voté. »", "Le maire remercie."]),
        # agendas: numbered points
        ("1. Tarifs de la cantine", ["1. Tarifs de la cantine"]),
        # rules: numbered articles
        ("Article 7. Absences. Tout repas est dû.", ["Article 7. Absences.", "Tout repas est dû."]),
        # pages: questions and exclamations
        ("Vous déménagez ? Prévenez la mairie… Merci.", ["Vous déménagez ?", "Prévenez la mairie…", "Merci."]),
        # lists ended by etc.
        ("Verre, papier, etc. Les sacs sont repris.", ["Verre, papier, etc.", "Les sacs sont repris."]),
        # hours written with a stop
        ("Ouvert de 14 h. 30 à 17 h. 30 le mardi.", ["Ouvert de 14 h. 30 à 17 h. 30 le mardi."]),
        # pages of hours: the sign of the hour ends a sentence
        ("Fermé à 12 h. Le samedi, ouvert.", ["Fermé à 12 h.", "Le samedi, ouvert."]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_line_is_cut_into_its_sentences(line: str, expected: list[str]) -> None:
    assert cut(line) == expected


@given(st.text(alphabet="aM. Éà1?!…«»\n", max_size=80))
def test_no_visible_character_is_lost_or_repeated(line: str) -> None:
    kept = "".join(cut(line))
    assert [c for c in kept if not c.isspace()] == [c for c in line if not c.isspace()]
