from eval.answer_scoring import Expectation, Page
from eval.judged_rows import made_by_a_model, reference_contexts, right_names

RULE, CASE, AGAIN = Page("pdf", "tarifs.pdf", 1), Page("pdf", "cas.pdf", 2), Page("site", "tarifs.html", None)
EXPECTED = Expectation(
    id="T1",
    kind="norm_exception",
    commune="valmont",
    is_real=False,
    pages=frozenset({RULE, CASE, AGAIN}),
    spans=("Le repas coûte 7,20 €", "gratuit le premier jour"),
)
APART = {RULE: ("Le repas coûte 7,20 € pour tous.",), CASE: ("Il est gratuit le premier jour.",), AGAIN: ("7,20 € :",)}


def test_a_rule_and_its_exception_in_two_documents_are_two_places_to_find() -> None:
    names, wanted = right_names(EXPECTED, APART)
    assert len(wanted) == 2
    assert names[RULE] != names[CASE]
    assert names[AGAIN] == names[RULE]  # right in other words: counts for the rule


def test_a_page_that_holds_everything_is_one_place() -> None:
    names, wanted = right_names(EXPECTED, APART | {RULE: ("Le repas coûte 7,20 €.", "Il est gratuit le premier jour.")})
    assert wanted == ("T1:right",)
    assert set(names.values()) == {"T1:right"}


def test_nothing_is_wanted_of_a_question_that_nothing_answers() -> None:
    far = Expectation(id="T2", kind="unanswerable_far", commune="valmont", is_real=False, spans=("mots proches",))
    assert right_names(far, {}) == ({}, ())
    assert reference_contexts(far, {}) == ()


def test_the_reference_is_the_passage_that_holds_the_words_or_the_words_themselves() -> None:
    texts = {RULE: ("Adultes | Le repas | coûte 7,20 €", "Autre passage")}
    assert reference_contexts(EXPECTED, texts) == ("Adultes | Le repas | coûte 7,20 €", "gratuit le premier jour")


def test_an_answer_names_the_model_that_wrote_it() -> None:
    assert made_by_a_model({"ia": {"genere": True, "modele": "m"}})
    assert not made_by_a_model({"ia": {"genere": True, "modele": None}})
