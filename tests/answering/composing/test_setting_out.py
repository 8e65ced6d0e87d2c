"""The rule, then its cases: beside it, under another article, in another document; or plain answers."""

from dataclasses import replace

from answering.choosing import choose
from domain.answer import SentenceRole
from french.analyser import stems
from french.answer_types import AnswerType
from retriever.ranking.asker import asker_of
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import ScoredUnit
from retriever.ranking.wanted import Wanted
from tests.answering.standins import document, passage

RULES = document(1, "Règlement de la cantine")
LETTER = document(2, "Lettre aux familles")
ANSWER, RULE, CASE = SentenceRole.ANSWER, SentenceRole.RULE, SentenceRole.CASE


def wanted(words: str, *types: AnswerType) -> Wanted:
    named = list(dict.fromkeys(stems(words)))
    return Wanted(weights={stem: 1 / len(named) for stem in named}, naming=frozenset(), types=frozenset(types))


def told(words: str, *candidates: Candidate, types: tuple[AnswerType, ...] = ()) -> list[tuple[SentenceRole, str]]:
    return [(c.role, c.unit.text) for c in choose(candidates, wanted(words, *types))]


def candidate(text: str, ordinal: int = 1, score: float = 1.0, *, letter: bool = False) -> Candidate:
    holder = LETTER if letter else RULES
    return Candidate(passage=passage(holder, ordinal, text), document=holder, score=score)


def test_without_a_special_case_everything_is_a_plain_answer() -> None:
    assert told("prix repas", candidate("Le prix du repas est de 4,10 €.")) == [
        (ANSWER, "Le prix du repas est de 4,10 €.")
    ]


def test_a_clause_is_shown_as_a_case_word_for_word() -> None:
    text = "Tout repas réservé est facturé, sauf si l’enfant est malade."
    (rule, case) = choose([candidate(text)], wanted("repas facturé"))
    assert (rule.role, rule.unit.text) == (RULE, "Tout repas réservé est facturé")
    assert (case.role, case.unit.text) == (CASE, "sauf si l’enfant est malade.")
    assert [text[c.unit.start : c.unit.end] for c in (rule, case)] == [rule.unit.text, case.unit.text]


def test_the_exception_that_follows_is_a_case_and_its_condition_is_told() -> None:
    text = "Le repas coûte 4,10 €. Si l’enfant apporte son panier, l’accueil coûte 1,30 €."
    found = choose([candidate(text)], wanted("repas coûte", AnswerType.AMOUNT))
    assert [(c.role, c.condition) for c in found] == [(RULE, None), (CASE, "Si l’enfant apporte son panier")]


def test_a_case_of_something_else_is_not_a_case_of_the_rule() -> None:
    text = "Tout repas réservé est facturé.\nLe retard est majoré de 2 €.\nCette majoration ne s’applique pas en mai."
    roles = {text: role for role, text in told("repas facturé", candidate(text))}
    assert roles["Cette majoration ne s’applique pas en mai."] is not CASE


def test_an_article_that_derogates_is_a_case_of_the_article_that_it_names() -> None:
    first = candidate("Article 1. Le prix du repas des enfants est de 4,10 €.", 1, 0.2)
    other = candidate("Article 2. Les repas sont servis à midi.", 2, 0.3)
    case = candidate("Article 5. Par exception à l’article 1, les enfants placés paient le repas 1,30 €.", 3, 0.9)
    roles = told("repas enfants placés", case, other, first, types=(AnswerType.AMOUNT,))
    assert (RULE, "Article 1. Le prix du repas des enfants est de 4,10 €.") in roles
    assert (CASE, "Article 5. Par exception à l’article 1, les enfants placés paient le repas 1,30 €.") in roles


def test_a_case_in_another_document_joins_the_rule() -> None:
    rule = candidate("Le repas de midi est réservé la veille à la cantine.", 1, 0.9)
    case = candidate("Toutefois, le repas de Noël à la cantine est réservé avant le 10 décembre.", 1, 0.3, letter=True)
    roles = told("repas réservé cantine", rule, case)
    assert [role for role, _ in roles] == [RULE, CASE]


def test_rows_for_some_are_cases_of_a_rule_in_words() -> None:
    text = "Le prix du repas est de 4,10 €.\nFamille | Prix du repas\nHors commune | 5,90 €\nAdultes | 7,10 €"
    roles = told("prix repas", candidate(text), types=(AnswerType.AMOUNT,))
    assert roles[0] == (RULE, "Le prix du repas est de 4,10 €.")
    assert (CASE, "Hors commune | 5,90 €") in roles


def test_only_the_row_that_holds_what_is_asked_is_shown() -> None:
    text = "Durée | Prix\nPremier mois | 20 €\nDeuxième mois | 45 €\nTroisième mois | 90 €"
    roles = told("deuxième mois caveau", candidate(f"Caveau provisoire\n{text}"), types=(AnswerType.AMOUNT,))
    assert "Deuxième mois | 45 €" in [shown for _, shown in roles]
    assert "Premier mois | 20 €" not in [shown for _, shown in roles]


def test_a_role_leaves_the_unit_as_it_was() -> None:
    (only,) = choose([candidate("Le prix du repas est de 4,10 €.")], wanted("prix repas"))
    assert isinstance(only, ScoredUnit)
    assert replace(only, role=RULE).unit == only.unit


def asking(question: str) -> list[tuple[SentenceRole, str]]:
    """What is shown of a tariff that has a rule in words, a row for each, and minutes that say it all again."""
    text = (
        "Le prix du repas est de 4,10 €.\nFamille | Quotient familial | Prix du repas\n"
        "Résidant de la commune | moins de 700 | 1,20 €\nRésidant hors de la commune | sans objet | 5,90 €"
    )
    again = "FIXE le prix du repas à 4,10 €, à 1,20 € lorsque le quotient est inférieur à 700, et à 5,90 € ailleurs."
    candidates = [candidate(again, 1, 1.0, letter=True), candidate(text, 1, 0.9)]
    asked = replace(wanted("prix repas", AnswerType.AMOUNT), asker=asker_of(question))
    return [(c.role, c.unit.text) for c in choose(candidates, asked)]


def test_the_asker_s_own_case_comes_first_then_the_rule_as_such() -> None:
    found = asking("j’habite pas la commune, le repas ?")
    assert found[:2] == [
        (ANSWER, "Résidant hors de la commune | sans objet | 5,90 €"),
        (RULE, "Le prix du repas est de 4,10 €."),
    ]
    assert not any("moins de 700" in text for _, text in found)


def test_a_price_of_something_else_is_not_the_rule_beside_the_asker_s_own_case() -> None:
    text = (
        "Location de la salle | Habitants de la commune | Hors commune\nJournée | 110 € | 210 €\n"
        "Les obsèques et les réunions électorales sont accueillies gratuitement."
    )
    asked = replace(wanted("salle location journée", AnswerType.AMOUNT), asker=asker_of("la salle pour un habitant ?"))
    found = [(c.role, c.unit.text) for c in choose([candidate(text)], asked)]
    assert not any(role is RULE and "obsèques" in text for role, text in found)


def test_a_rule_that_gives_one_price_goes_before_a_sentence_that_gives_them_all() -> None:
    found = asking("combien coûte le repas ?")
    assert found[0] == (RULE, "Le prix du repas est de 4,10 €.")
    assert [role for role, text in found if " | " in text] == [CASE, CASE]


def test_what_another_document_says_again_is_not_shown_again() -> None:
    assert not any(text.startswith("FIXE") for _, text in asking("combien coûte le repas ?"))
