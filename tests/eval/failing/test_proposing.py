"""Pairs are made of what is entangled, in the document's words; what no answer could be judged on makes none."""

import pytest

from clarity.detecting import observe
from clarity.observation import Observation
from clarity.read_text import read_passages
from domain.contrastive_pair import ContrastivePair, PairState
from domain.ids import DocumentId
from eval.failing.proposing import pair_id, proposed_pairs
from tests.clarity.documents import document, passages

TITLE = "Règlement du foyer rural"
CHAINED = (
    "La caution est de 300 € pour chaque location du foyer, sauf pour les associations de la commune, qui versent "
    "120 € si elles ont signé la convention annuelle, à l’exception du club de gymnastique, qui ne verse rien."
)


def made(text: str, *, headings: tuple[str, ...] = ("Article 4. Caution et ménage",)) -> list[ContrastivePair]:
    of = document(title=TITLE)
    seen: list[Observation] = list(observe(read_passages(of, passages(of, text, headings=headings))))
    return proposed_pairs(seen, {of.id: TITLE})


def test_a_pair_asks_the_rule_then_the_case_in_the_documents_own_words() -> None:
    found = made(CHAINED)
    questions = {(pair.general.question, pair.special.question) for pair in found}
    assert (
        "Caution et ménage (Règlement du foyer rural) : quelle est la règle générale ?",
        "Caution et ménage (Règlement du foyer rural) : qu’est-ce qui change pour les associations de la commune,"
        " qui versent 120 € si elles ont signé la convention annuelle ?",
    ) in questions
    assert {pair.general.expected for pair in found} == {("La caution est de 300 € pour chaque location du foyer",)}
    assert {pair.state for pair in found} == {PairState.PROPOSED}
    assert all(one in CHAINED for pair in found for one in pair.special.expected)


def test_a_passage_that_two_rules_find_makes_its_pairs_once() -> None:
    found = made(CHAINED)
    assert len(found) == len({pair.special.question for pair in found})


def test_the_documents_title_stands_alone_when_the_heading_says_the_same() -> None:
    found = made(CHAINED, headings=(TITLE,))
    assert found[0].general.question == "Règlement du foyer rural : quelle est la règle générale ?"


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        ("sauf si l’enfant est malade depuis la veille", "qu’est-ce qui change si l’enfant est malade depuis"),
        ("sauf en cas de grève des agents municipaux", "qu’est-ce qui change en cas de grève des agents"),
        ("sauf décès d’un proche parent, sur justificatif", "dans ce cas : décès d’un proche parent, sur"),
        ("à moins que la famille n’ait prévenu le service", "dans ce cas : à moins que la famille n’ait prévenu"),
    ],
)
def test_a_condition_is_asked_about_as_one_would(case: str, asked: str) -> None:
    rule = "Tout repas réservé à la cantine par une famille de la commune est facturé 4,10 € au mois échu"
    text = f"{rule}, {case}, et s’il a été commandé avant midi."
    assert any(asked in pair.special.question for pair in made(text))


def test_what_only_names_an_article_makes_no_pair() -> None:
    text = (
        "Par exception à l’article 1, les enfants confiés à l’aide sociale et les élèves de la classe spécialisée "
        "paient le tarif des familles de la commune, quelle que soit leur résidence et sous réserve d’une attestation."
    )
    assert not any("article 1" in pair.special.question for pair in made(text))


def test_a_document_that_does_not_answer_residents_makes_none() -> None:
    of = document(title=TITLE)
    seen = list(observe(read_passages(of, passages(of, CHAINED))))
    assert proposed_pairs(seen, {}) == []


def test_an_id_is_of_the_words_not_of_their_spaces() -> None:
    one, other = DocumentId("d1"), DocumentId("d2")
    assert pair_id(one, "La règle", "le  cas") == pair_id(one, "La règle ", "le cas")
    assert pair_id(one, "La règle", "le cas") != pair_id(other, "La règle", "le cas")
