"""Each step of the ranking by itself: what it changes, and what it says of it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.act import Act, ActKind, Decision
from domain.document import Document, Visibility
from domain.passage import Passage
from domain.search import Hit, SearchResult
from french.analyser import stems
from retriever.ranking.candidate import Candidate
from retriever.ranking.company import DOCUMENT_SHARE
from retriever.ranking.national import is_national
from retriever.ranking.ranked import STEPS, ranked
from retriever.ranking.scoring import NATIONAL_SHARE
from retriever.ranking.versions import FORMER_SHARE
from tests.answering.standins import FewDocuments, document, passage, then_of

HALL = "Salle des fêtes"
PRICED = "Le week-end dans la salle des fêtes coûte 230 euros aux habitants."
BARE = "La salle des fêtes accueille les habitants de la commune le week-end."


def order(
    text: str, held: list[tuple[Document, Passage, float]], *names: str, decisions: tuple[Decision, ...] = ()
) -> list[Candidate]:
    """The candidates for ``text`` once those steps were taken, the search giving each passage its score."""
    store = FewDocuments([d for d, _, _ in held], [p for _, p, _ in held], decisions)
    arms = ("words", "chars", "meaning")
    hits = tuple(Hit(passage_id=p.id, score=score, arms=dict.fromkeys(arms, score)) for _, p, score in held)
    result = SearchResult(hits=hits, stem_weights=dict.fromkeys(stems(text), 1.0), unknown_stems=frozenset())
    steps = tuple(step for step in STEPS if step.name in names)
    assert [step.name for step in steps] == list(names)
    return list(ranked(result, store, Visibility.PUBLIC, then_of(store, text=text), steps=steps))


def test_no_step_leaves_the_order_of_the_search_and_records_nothing() -> None:
    one, other = document(1, HALL), document(2, HALL)
    found = order(HALL, [(one, passage(one, 0, BARE), 0.4), (other, passage(other, 0, PRICED), 0.6)])
    assert [(c.document.id, round(c.score, 6), c.boosts) for c in found] == [(other.id, 0.6, {}), (one.id, 0.4, {})]


def test_a_passage_is_drawn_to_the_best_of_its_document() -> None:
    one, other = document(1, HALL), document(2, HALL)
    held = [
        (one, passage(one, 0, PRICED), 0.9),
        (one, passage(one, 1, BARE), 0.5),
        (other, passage(other, 0, AFAR), 0.6),
    ]
    found = order(HALL, held, "document")
    assert [(c.document.id, c.passage.ordinal) for c in found] == [(one.id, 0), (one.id, 1), (other.id, 0)]
    assert found[1].score == pytest.approx(0.5 * (1 - DOCUMENT_SHARE) + 0.9 * DOCUMENT_SHARE)
    assert found[1].boosts == {"document": round(found[1].score / 0.5, 4)}


AFAR = "La bibliothèque prête quatre livres pour trois semaines."


def test_the_passage_that_holds_what_is_asked_goes_before_the_one_that_is_nearer_by_its_words() -> None:
    one, other = document(1, HALL), document(2, HALL)
    held = [(one, passage(one, 0, BARE), 0.9), (other, passage(other, 0, PRICED), 0.8)]
    assert order("salle des fêtes le week-end", held, "sentences")[0].document.id == one.id
    found = order("combien coûte la salle des fêtes le week-end", held, "sentences")
    assert [c.document.id for c in found] == [other.id, one.id]
    assert [c.nearness for c in found] == [pytest.approx(0.8), pytest.approx(0.9)]
    assert all(0 < c.score <= 1 and "sentences" in c.boosts for c in found)


def test_what_the_commune_says_goes_before_the_national_fiche() -> None:
    fiche = replace(document(1, HALL), path="fiches/F12345.xml")
    own = document(2, HALL)
    held = [(fiche, passage(fiche, 0, BARE), 0.9), (own, passage(own, 0, BARE.replace("accueille", "reçoit")), 0.8)]
    found = order(HALL, held, "national")
    assert [(c.document.id, c.is_national) for c in found] == [(own.id, False), (fiche.id, True)]
    assert found[1].boosts == {"national": NATIONAL_SHARE}


@pytest.mark.parametrize(
    ("path", "link", "national"),
    [
        ("F12345.xml", None, True),  # as DILA distributes them
        ("servicepublic/N123.json", None, True),
        ("page.html", "https://www.service-public.fr/particuliers/vosdroits/F12345", True),  # saved from the site
        ("associations/F3 plan.pdf", None, False),
        ("REF12345.xml", None, False),
        ("demarches.html", "https://valmoret.example/demarches/F12345", False),
    ],
)
def test_a_national_fiche_is_known_by_its_number_or_its_address(path: str, link: str | None, national: bool) -> None:
    one = replace(document(1, HALL), path=path)
    assert is_national(one, replace(passage(one, 0, BARE), link=link)) is national


def _minutes(number: int, day: date, title: str, text: str) -> tuple[Document, Passage, Decision]:
    minutes = replace(document(number, "Procès-verbal", session=day), act=Act(kind=ActKind.PROCES_VERBAL))
    decision = Decision(
        document_id=minutes.id, ordinal=0, number=None, title=title, day=day, vote=None, matter=None, page=1,
        start=0, end=9,
    )  # fmt: skip
    return minutes, passage(minutes, 0, text), decision


def test_a_later_session_lowers_what_was_decided_before_on_the_same_subject_and_nothing_else() -> None:
    before, after = date(2024, 6, 13), date(2025, 6, 12)
    formula = "Le conseil municipal, après en avoir délibéré, à l'unanimité, fixe le tarif du soir, du matin, à "
    old = _minutes(1, before, "Tarif de la garderie", f"{formula}3 euros.")
    new = _minutes(2, after, "Tarif de la garderie", f"{formula}4 euros.")
    apart = _minutes(3, after, "Location du foyer communal", f"{formula}90 euros.")
    for other, is_former in ((new, True), (apart, False)):
        held = [(d, p, 0.5) for d, p, _ in (old, other)]
        found = order("garderie du soir", held, "former", decisions=(old[2], other[2]))
        (one,) = [c for c in found if c.document.id == old[0].id]
        assert one.is_former is is_former
        assert one.boosts == ({"former": FORMER_SHARE} if is_former else {})


def test_every_step_has_a_name_of_its_own() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)
