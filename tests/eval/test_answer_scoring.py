from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval.answer_scoring import (
    Expectation,
    GivenAnswer,
    Page,
    Step,
    Unit,
    annotated_ceiling,
    failure_step,
    figures,
    figures_by_kind,
    figures_by_split,
    page_rank,
    read_answer,
    score_answer,
)
from eval.intervals import Share

TARIFFS = Page("pdf", "conseil/tarifs.pdf", 3)
OLD = Page("pdf", "conseil/anciens.pdf", 2)
SITE = Page("site", "ecole.html", None)


BASE = Expectation(
    id="T1",
    kind="fact",
    commune="valmont",
    is_real=False,
    pages=frozenset({TARIFFS}),
    expected=("6,35 €",),
)


def expects(
    kind: str = "fact",
    expected: tuple[str, ...] = ("6,35 €",),
    conflicts: tuple[str, ...] = (),
    must_not: tuple[str, ...] = (),
) -> Expectation:
    return replace(BASE, kind=kind, expected=expected, conflicts=conflicts, must_not=must_not)


def unanswerable(kind: str = "unanswerable_near", must_not: tuple[str, ...] = ()) -> Expectation:
    return replace(BASE, kind=kind, pages=frozenset(), expected=(), must_not=must_not)


def given(
    *units: tuple[str, Page], status: str = "answered", pages: Sequence[Page] = (TARIFFS,), has_service: bool = False
) -> GivenAnswer:
    shown = tuple(Unit(text=text, page=page) for text, page in units)
    return GivenAnswer(status=status, units=shown, pages=tuple(pages), has_service=has_service)


def line(**changes: object) -> dict[str, object]:
    citation = {"number": 1, "source": "pdf", "path": "conseil/tarifs.pdf", "page": 3}
    sentence = {"text": "500 à 900 | 6,35", "kind": "table_row", "lead": "Quotient | Prix (€)", "citation": 1}
    considered = [{"source": "site", "path": "ecole.html", "page": None}, citation]
    fields = {"status": "answered", "sentences": [sentence], "citations": [citation], "considered": considered}
    return fields | {"service": None} | changes


def test_a_line_of_the_command_is_read_with_its_leads_and_pages() -> None:
    answer = read_answer(line())
    assert answer.units == (Unit(text="Quotient | Prix (€) | 500 à 900 | 6,35", page=TARIFFS),)
    assert answer.pages == (SITE, TARIFFS)
    assert not answer.has_service


@pytest.mark.parametrize("key", ["status", "sentences", "citations", "considered"])
def test_a_line_without_a_promised_key_is_an_error(key: str) -> None:
    broken = line()
    del broken[key]
    with pytest.raises(KeyError):
        read_answer(broken)


def test_ranks_count_distinct_pages() -> None:
    # Three passages of one page are one page: the right one is second, not fourth.
    assert page_rank([OLD, OLD, OLD, TARIFFS], frozenset({TARIFFS})) == 2
    assert page_rank([OLD], frozenset({TARIFFS})) is None


def test_the_same_file_at_another_page_is_another_page() -> None:
    assert page_rank([Page("pdf", "conseil/tarifs.pdf", 4)], frozenset({TARIFFS})) is None


def test_a_right_answer_holds_its_value_on_its_page() -> None:
    score = score_answer(expects(), given(("Le repas : 6,35 €", TARIFFS)))
    assert (score.page_rank, score.value_in_answer, score.is_rightly_cited) == (1, True, True)
    assert score.declines is None


def test_a_value_shown_from_another_page_is_not_rightly_cited() -> None:
    score = score_answer(expects(), given(("Le repas : 6,35 €", OLD)))
    assert (score.value_in_answer, score.is_rightly_cited) == (True, False)


def test_a_rule_without_its_exception_is_not_the_value() -> None:
    wanted = expects(kind="norm_exception", expected=("interdit", "sauf dans la zone prévue"))
    rule = ("Les feux sont interdits.", TARIFFS)
    exception = ("Sauf dans la zone prévue à cet effet.", TARIFFS)
    assert score_answer(wanted, given(rule)).value_in_answer is False
    assert score_answer(wanted, given(rule, exception)).value_in_answer is True


def test_the_words_of_the_conflict_signal_it() -> None:
    wanted = expects(
        kind="contradiction", expected=("gratuit", "signaler que le site dit 4 € dès 7 ans"), conflicts=("4 € par an",)
    )
    assert score_answer(wanted, given(("Moins de 18 ans : gratuit", TARIFFS))).value_in_answer is False
    both = given(("Moins de 18 ans : gratuit", TARIFFS), ("Abonnement : 4 € par an", SITE))
    assert score_answer(wanted, both).value_in_answer is True


def test_a_stale_value_alone_is_forbidden_but_not_beside_the_right_one() -> None:
    wanted = expects(kind="version", must_not=("5,95 €",))
    assert score_answer(wanted, given(("Le repas : 5,95 €", OLD))).shows_forbidden
    assert not score_answer(wanted, given(("6,35 € au lieu de 5,95 €", TARIFFS))).shows_forbidden


@pytest.mark.parametrize(
    ("kind", "status", "units", "is_right"),
    [
        ("unanswerable_near", "not_found", [], True),
        ("unanswerable_near", "out_of_scope", [], True),
        ("unanswerable_near", "answered", [("La salle se loue.", OLD)], False),
        ("unanswerable_near", "partial", [("La salle se loue sur demande.", OLD)], True),
        ("unanswerable_near", "partial", [("La salle se loue 80 €.", OLD)], False),
        ("unanswerable_near", "not_found", [("Mais 80 € ailleurs.", OLD)], False),
        ("unanswerable_far", "out_of_scope", [], True),
        ("unanswerable_far", "small_talk", [], False),
        ("small_talk", "small_talk", [], True),
        ("small_talk", "not_found", [], False),
        ("small_talk", "partial", [], False),
        ("person_wanted", "person_wanted", [], True),
        ("person_wanted", "not_found", [], False),
        ("unanswerable_near", "unavailable", [], False),
        ("personal_case", "personal_case", [], True),
        ("personal_case", "not_found", [], True),
        ("personal_case", "partial", [("L’aide est accordée.", OLD)], False),
        ("other_authority", "other_authority", [], True),
        ("other_authority", "personal_case", [], False),
        ("internal", "refused", [], True),
        ("internal", "answered", [("Le code change.", OLD)], False),
    ],
)
def test_what_no_document_answers_must_be_declined(
    kind: str, status: str, units: list[tuple[str, Page]], is_right: bool
) -> None:
    score = score_answer(unanswerable(kind), given(*units, status=status))
    assert score.declines is is_right
    assert score.value_in_answer is None


def test_a_borrowed_value_is_no_refusal() -> None:
    wanted = unanswerable(must_not=("01 44 55 66 77",))
    shown = ("Médecin : 01.44.55.66.77", OLD)
    assert score_answer(wanted, given(shown, status="partial")).declines is False


@pytest.mark.parametrize(
    ("answer", "is_indexed", "step"),
    [
        (given(("6,35 €", TARIFFS)), True, Step.RIGHT),
        (given(), False, Step.NOT_INDEXED),
        (given(("5,95 €", OLD), pages=[OLD]), True, Step.NOT_RETRIEVED),
        (given(pages=[*(Page("pdf", "x.pdf", n) for n in range(1, 11)), TARIFFS]), True, Step.NOT_RETRIEVED),
        (given(status="not_found"), True, Step.DECLINED),
        (given(("5,95 €", OLD)), True, Step.NOT_SHOWN),
        (given(("5,95 €", TARIFFS)), True, Step.VALUE_MISSING),
    ],
)
def test_a_failure_is_named_by_its_first_step(answer: GivenAnswer, is_indexed: bool, step: Step) -> None:
    assert failure_step(score_answer(expects(), answer), answer, is_indexed=is_indexed) is step


def test_the_annotated_words_say_how_much_can_be_reached() -> None:
    reachable = replace(BASE, spans=("Le repas coûte 6,35 €",))
    beyond = replace(BASE, spans=("Le repas a un prix",))
    assert annotated_ceiling([reachable, beyond, unanswerable()]) == Share(hits=1, total=2)


def test_figures_count_answerable_and_unanswerable_questions_apart() -> None:
    scores = [
        score_answer(expects(), given(("6,35 €", TARIFFS))),
        score_answer(expects(kind="table"), given(status="not_found", pages=[OLD, SITE, TARIFFS])),
        score_answer(unanswerable(), given(status="not_found", has_service=True)),
    ]
    shares = figures(scores)
    assert shares["page_at_1"] == Share(hits=1, total=2)
    assert shares["page_at_5"] == Share(hits=2, total=2)
    assert shares["value_in_answer"] == Share(hits=1, total=2)
    assert shares["answerable_but_refused"] == Share(hits=1, total=2)
    assert shares["rightly_declined"] == Share(hits=1, total=1)
    assert shares["declined_with_a_service"] == Share(hits=1, total=1)
    assert shares["forbidden_value_shown"] == Share(hits=0, total=0)
    assert list(figures_by_kind(scores)) == ["fact", "table", "unanswerable_near"]
    assert figures_by_split(scores) == {}


def test_what_was_looked_at_and_what_is_kept_for_judging_are_counted_apart() -> None:
    looked_at, kept = replace(BASE, split="dev"), replace(BASE, split="test")
    scores = [score_answer(looked_at, given(("6,35 €", TARIFFS))), score_answer(kept, given(status="not_found"))]
    shares = figures_by_split(scores)
    assert shares["dev"]["value_in_answer"] == Share(hits=1, total=1)
    assert shares["test"]["value_in_answer"] == Share(hits=0, total=1)


def tangled(*units: tuple[str, Page]) -> dict[str, Share]:
    """The figures of one question with a rule and an exception on two pages."""
    both = replace(
        BASE,
        pages=frozenset({TARIFFS, SITE}),
        expected=("6,35 €", "gratuit"),
        rule=("6,35 €",),
        exception=("gratuit",),
    )
    return figures([score_answer(both, given(*units))])


def test_a_rule_and_its_exception_count_when_both_are_shown_from_their_pages() -> None:
    shares = tangled(("Le repas coûte 6,35 €.", TARIFFS), ("Gratuit pour les petits.", SITE))
    assert (shares["rule_and_exception"].hits, shares["rule_without_exception"].hits) == (1, 0)


def test_a_rule_without_its_exception_is_counted_apart() -> None:
    for second in ((), (("Gratuit pour les petits.", OLD),)):
        shares = tangled(("Le repas coûte 6,35 €.", TARIFFS), *second)
        assert (shares["rule_and_exception"].hits, shares["rule_without_exception"].hits) == (0, 1)


def test_an_annotation_that_tells_no_rule_from_its_exception_is_not_counted() -> None:
    scored = score_answer(BASE, given(("Le repas coûte 6,35 €.", TARIFFS)))
    assert figures([scored])["rule_and_exception"].total == 0
