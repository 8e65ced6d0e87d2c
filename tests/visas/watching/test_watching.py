"""What became of the visas of a text, over small bases of law."""

from dataclasses import replace
from datetime import date

import pytest

from domain.act import ActPlace
from domain.ids import DocumentId
from domain.known_acts import known_acts
from domain.legal_base import LegalBase, Replacement
from domain.legal_watch import ChangeKind, VisaChange, WatchedRole
from tests.domain.test_in_force import LAST, NEW, OLD, decided, follows
from tests.visas.resolving.bases import article, base_of, day, text
from visas.checking.commune_acts import commune_acts
from visas.watching.watched import WatchedText
from visas.watching.watching import Watched, news_since, watch_texts

TODAY = day("2025-06-01")
ACT = WatchedText(
    place=ActPlace(document_id=DocumentId("d1")),
    role=WatchedRole.ACTE,
    title="Subvention au lavoir",
    number="2024-31",
    day=day("2024-09-05"),
    pages=((0, 1), (33, 2)),
    text="Vu l'article L. 2121-29 du CGCT,\nVu le CGCT, notamment son article L. 2311-7,\n",
)
MODEL = replace(ACT, place=ActPlace(document_id=DocumentId("d2")), role=WatchedRole.MODELE, number="", day=None)
STILL = article("L2311-7", "2000-01-01", code="cgct")
SUCCESSOR = Replacement(
    old="cgct:L2121-29", new="cgct:L2121-99", link="concordance", since=day("2025-02-01"), source="ordonnance"
)


def told(found: Watched) -> list[tuple[str, ChangeKind, date | None]]:
    return [(change.key, change.kind, change.day) for change in found.changes]


@pytest.mark.parametrize(
    ("versions", "replacements", "kind", "changed_on"),
    [
        ([("2000-01-01", "2025-02-01")], [], ChangeKind.ABROGE, "2025-02-01"),
        ([("2000-01-01", "2025-02-01")], [SUCCESSOR], ChangeKind.RENUMEROTE, "2025-02-01"),
        ([("2000-01-01", "2025-02-01"), ("2025-02-01", None)], [], ChangeKind.MODIFIE, "2025-02-01"),
        ([("2000-01-01", "2026-01-01")], [], ChangeKind.FIN_PREVUE, "2026-01-01"),
    ],
)
def test_each_thing_that_befalls_an_article_is_told_with_its_day(
    versions: list[tuple[str, str | None]], replacements: list[Replacement], kind: ChangeKind, changed_on: str
) -> None:
    records = [article("L2121-29", start, end, code="cgct") for start, end in versions]
    base = base_of(STILL, *records, replacements=replacements)
    assert told(watch_texts(base, [ACT], TODAY)) == [("cgct:L2121-29", kind, day(changed_on))]


def test_a_renumbered_article_comes_with_the_words_to_write_instead() -> None:
    base = base_of(STILL, article("L2121-29", "2000-01-01", "2025-02-01", code="cgct"), replacements=[SUCCESSOR])
    (change,) = watch_texts(base, [ACT], TODAY).changes
    assert [key for key, _ in change.wordings] == ["cgct:L2121-99"]
    assert "L. 2121-99" in change.wordings[0][1]
    assert (change.visa, change.surface) == ("l'article L. 2121-29 du CGCT", "L. 2121-29")


def test_the_page_is_that_of_the_visa() -> None:
    base = base_of(
        article("L2121-29", "2000-01-01", "2025-02-01", code="cgct"),
        article("L2311-7", "2000-01-01", "2025-02-01", code="cgct"),
    )
    assert [change.page for change in watch_texts(base, [ACT], TODAY).changes] == [1, 2]
    bare = replace(ACT, pages=())
    assert [change.page for change in watch_texts(base, [bare], TODAY).changes] == [None, None]


def test_an_article_rewritten_before_the_act_or_after_today_is_no_change() -> None:
    versions = [("2000-01-01", "2024-01-01"), ("2024-01-01", "2025-12-01"), ("2025-12-01", None)]
    base = base_of(STILL, *[article("L2121-29", start, end, code="cgct") for start, end in versions])
    assert told(watch_texts(base, [ACT], TODAY)) == []


def test_a_repealed_law_is_repealed_even_where_a_code_took_over() -> None:
    base = base_of(
        text("loi:83-634", "Loi", "1983-07-13", "1983-07-14", "2022-03-01"),
        replacements=[
            Replacement(old="loi:83-634", new="code:cgfp", link="codification", since=day("2022-03-01"), source="x")
        ],
    )
    act = replace(ACT, text="Vu la loi n° 83-634 du 13 juillet 1983,\n")
    assert told(watch_texts(base, [act], TODAY)) == [("loi:83-634", ChangeKind.ABROGE, day("2022-03-01"))]


def test_a_number_that_another_article_took_over_since_the_act_is_told() -> None:
    base = base_of(
        article("L123-1", "2000-01-01", "2025-02-01", of="plu", heading="plans locaux d'urbanisme"),
        article("L123-1", "2025-02-01", of="paris", heading="dispositions sur l'Île-de-France"),
    )
    act = replace(ACT, text="Vu l'article L. 123-1 du code de l'urbanisme,\n")
    assert told(watch_texts(base, [act], TODAY)) == [
        ("urbanisme:L123-1", ChangeKind.AUTRE_ARTICLE, day("2025-02-01")),
    ]


def run(base: LegalBase, today: date, before: Watched | None = None) -> Watched:
    known = {change.id: change for change in before.changes} if before else {}
    return watch_texts(base, [MODEL], today, before=known, watched_since=before.watched_since if before else {})


def test_a_text_watched_for_the_first_time_has_the_news_of_the_law_and_later_those_of_the_run() -> None:
    early = base_of(STILL, article("L2121-29", "2000-01-01", "2010-01-01", code="cgct"))
    first = run(early, day("2025-01-10"))
    assert [(c.news_on, c.first_seen) for c in first.changes] == [(day("2010-01-01"), day("2025-01-10"))]
    late = base_of(
        article("L2311-7", "2000-01-01", "2024-12-01", code="cgct"),
        article("L2121-29", "2000-01-01", "2010-01-01", code="cgct"),
    )
    second = run(late, TODAY, first)
    assert [(c.key, c.news_on, c.first_seen) for c in second.changes] == [
        ("cgct:L2121-29", day("2010-01-01"), day("2025-01-10")),
        ("cgct:L2311-7", TODAY, TODAY),
    ]
    assert [c.key for c in news_since(second.changes, TODAY)] == ["cgct:L2311-7"]


def test_a_model_without_a_day_is_compared_with_the_law_of_its_first_watch() -> None:
    base = base_of(
        STILL,
        article("L2121-29", "2000-01-01", "2025-02-01", code="cgct"),
        article("L2121-29", "2025-02-01", code="cgct"),
    )
    first = run(base, day("2025-01-10"))
    assert told(first) == []
    assert told(run(base, TODAY, first)) == [("cgct:L2121-29", ChangeKind.MODIFIE, day("2025-02-01"))]
    assert told(run(base, TODAY)) == [], "watched from today on: it was rewritten before"


def test_one_reference_cited_twice_is_told_once_and_visas_are_counted() -> None:
    base = base_of(article("L2121-29", "2000-01-01", "2025-02-01", code="cgct"), STILL)
    twice = replace(ACT, text=ACT.text + ACT.text)
    found = watch_texts(base, [twice, MODEL], TODAY)
    assert len(told(found)) == 2
    assert len({change.id for change in found.changes}) == 2, "one of each text"
    assert (found.models, found.acts, found.visas) == (1, 1, 6)


def cited(of_year: int, taken: str) -> tuple[VisaChange, ...]:
    register = commune_acts(
        known_acts([OLD, NEW, LAST], [decided(OLD), decided(NEW), decided(LAST)]), [follows(NEW, OLD)]
    )
    act = replace(ACT, day=day(taken), text=f"Vu la délibération du 13 juin {of_year},\n")
    return watch_texts(base_of(STILL), [act], day("2031-09-04"), register=register).changes


def test_an_act_of_the_commune_that_was_ended_after_it_was_cited_is_told() -> None:
    assert [(c.kind, c.day) for c in cited(2029, "2030-03-01")] == [(ChangeKind.ACTE_REMPLACE, day("2030-06-13"))]


def test_the_act_that_ends_another_may_cite_it() -> None:
    assert cited(2029, "2030-06-13") == ()
    assert cited(2030, "2031-06-13") == ()
