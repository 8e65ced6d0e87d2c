"""Drafts tell themselves by their title or their file."""

from dataclasses import replace

import pytest

from retriever.ranking.candidate import Candidate
from retriever.ranking.drafts import is_draft
from retriever.ranking.scoring import score_units
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage


@pytest.mark.parametrize(
    ("title", "path", "expected"),
    [
        ("Projet de règlement des jardins", "a.pdf", True),
        ("Règlement des jardins – document de travail", "a.pdf", True),
        ("Règlement des jardins", "site/projet-reglement-jardins.md", True),
        ("Règlement des jardins", "reglement-jardins.pdf", False),
        ("Projet de territoire 2031", "projet-de-territoire.pdf", False),
        ("Projet éducatif de la crèche", "projet-educatif.pdf", False),
    ],
)
def test_a_draft_is_told_from_an_adopted_text_and_from_a_project(title: str, path: str, expected: bool) -> None:
    assert is_draft(replace(document(1, title), path=path)) is expected


def test_a_draft_never_goes_before_the_adopted_text_that_says_the_same() -> None:
    wanted = Wanted(weights={"redev": 0.5, "jardin": 0.5}, naming=frozenset(), types=frozenset())
    adopted, draft = document(1, "Règlement des jardins"), document(2, "Projet de règlement des jardins")
    words = "La redevance d’un jardin est de 41 €."
    scores = [
        score_units(Candidate(passage=passage(one, 1, words), document=one, score=share), wanted)[0].score
        for one, share in ((adopted, 0.2), (draft, 1.0))
    ]
    assert scores[0] > scores[1]
