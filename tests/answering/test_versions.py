"""A council that decides the same price each year: what applies is answered, with what it replaced."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from answering.assistant import Assistant
from domain.act import Act, ActKind, ActMention, ActPlace, Decision, Outcome, Relation, Succession, Vote
from domain.answer import Answer, Question
from domain.document import Document, Visibility
from domain.ids import DocumentId
from tests.answering.standins import PROFILE, SLUG, FewDocuments, WordIndex, document, passage


def minutes(number: int, day: date) -> Document:
    act = Act(kind=ActKind.PROCES_VERBAL, instance="conseil municipal")
    return replace(document(number, f"Procès-verbal du conseil {number}", session=day), act=act)


OLD, NEW = minutes(1, date(2029, 6, 13)), minutes(2, date(2030, 6, 13))
OLD_PRICE = passage(OLD, 0, "Le stationnement au port coûte 7 € par jour.")
NEW_PRICE = passage(NEW, 0, "Le stationnement au port coûte 9 € par jour.")
OTHER = passage(NEW, 1, "Le camping est fermé en hiver.", page=2)


def decided(of: Document, first_day: date | None = None, last_day: date | None = None) -> Decision:
    return Decision(
        document_id=of.id,
        ordinal=0,
        number=f"{(of.session_date or date.min).year}-12",
        title="Tarifs du port",
        day=of.session_date,
        vote=None,
        matter=None,
        page=1,
        start=0,
        end=9,
        first_day=first_day,
        last_day=last_day,
    )


def follows(relation: Relation = Relation.REMPLACE, target: Document | None = OLD, **mention: str) -> Succession:
    return Succession(
        by=ActPlace(document_id=NEW.id, ordinal=0),
        relation=relation,
        mention=ActMention(kind=ActKind.DELIBERATION, number=mention.get("number")),
        words="annule",
        page=1,
        start=0,
        end=6,
        target=None if target is None else ActPlace(document_id=target.id, ordinal=0),
    )


def answer(
    text: str,
    *successions: Succession,
    day: str = "2031-01-10",
    decisions: Iterable[Decision] = (),
    documents: tuple[Document, ...] = (OLD, NEW),
) -> Answer:
    decisions = tuple(decisions) or (decided(OLD), decided(NEW))
    ids = {document.id for document in documents}
    passages = [p for p in (OLD_PRICE, NEW_PRICE, OTHER) if p.document_id in ids]
    store = FewDocuments(documents, passages, decisions, successions)
    asked_at = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    assistant = Assistant(profile=PROFILE, index=WordIndex(store), documents=store)
    return assistant.answer(Question(text=text, commune=SLUG, asked_at=asked_at))


def texts(given: Answer) -> list[str]:
    return [sentence.text for sentence in given.sentences]


def notes(given: Answer) -> list[tuple[str, DocumentId | None]]:
    return [(note.text, note.document_id) for citation in given.citations for note in citation.notes]


@pytest.mark.parametrize(
    ("question", "day", "shown"),
    [
        ("combien coûte le stationnement au port ?", "2031-01-10", [NEW_PRICE.text]),
        ("combien coûte le stationnement au port ?", "2029-07-01", [OLD_PRICE.text]),
        ("combien coûtait le stationnement au port en 2029 ?", "2031-01-10", [OLD_PRICE.text]),
        ("combien coûte le stationnement au port en 2031 ?", "2031-01-10", [NEW_PRICE.text]),
    ],
)
def test_what_applies_on_the_days_asked_about_is_answered(question: str, day: str, shown: list[str]) -> None:
    assert texts(answer(question, follows(), day=day)) == shown


def test_what_was_replaced_is_never_shown_though_it_is_nearer_to_the_words() -> None:
    later = replace(NEW_PRICE, text="La place est à 9 € par jour.")
    store = FewDocuments((OLD, NEW), (OLD_PRICE, later), (decided(OLD), decided(NEW)), (follows(),))
    assistant = Assistant(profile=PROFILE, index=WordIndex(store), documents=store)
    asked = Question(text="prix du stationnement au port", commune=SLUG, asked_at=datetime(2031, 1, 10, tzinfo=UTC))
    given = assistant.answer(asked)
    assert texts(given) == [later.text]


def test_the_answer_says_what_it_replaced_with_its_document() -> None:
    given = answer("combien coûte le stationnement au port ?", follows())
    assert notes(given) == [("Remplace la délibération n° 2029-12 du 13 juin 2029.", OLD.id)]


def test_an_act_that_is_not_held_is_named_without_a_link() -> None:
    given = answer("combien coûte le stationnement au port ?", follows(target=None, number="2020-3"), documents=(NEW,))
    assert notes(given) == [
        ("Remplace la délibération n° 2020-3. Ce document n’est pas parmi ceux que nous avons.", None)
    ]


def test_an_act_of_which_a_line_changed_is_shown_with_what_changed_it() -> None:
    given = answer("combien coûte le stationnement au port en 2029 ?", follows(Relation.MODIFIE))
    assert OLD_PRICE.text in texts(given)
    assert notes(given) == [
        ("Ce texte sera modifié en partie le 13 juin 2030 par la délibération n° 2030-12 du 13 juin 2030.", NEW.id)
    ]


def test_a_price_voted_for_later_says_from_when_it_applies() -> None:
    later = decided(NEW, first_day=date(2031, 9, 1))
    given = answer("combien coûte le stationnement au port ?", documents=(NEW,), decisions=(later,))
    assert notes(given) == [("S’applique à partir du 1er septembre 2031.", None)]


def test_a_price_whose_year_is_over_is_shown_with_its_end() -> None:
    past = decided(OLD, date(2029, 1, 1), date(2029, 12, 31))
    given = answer("combien coûte le stationnement au port ?", documents=(OLD,), decisions=(past,))
    assert texts(given) == [OLD_PRICE.text]
    assert notes(given) == [
        ("S’appliquait jusqu’au 31 décembre 2029. Aucun document plus récent n’a été trouvé.", None)
    ]


def test_an_internal_act_replaces_nothing_that_residents_see_and_is_not_named() -> None:
    hidden = replace(NEW, visibility=Visibility.INTERNE)
    given = answer("combien coûte le stationnement au port ?", follows(), documents=(OLD, hidden))
    assert (texts(given), notes(given)) == ([OLD_PRICE.text], [])


def test_a_table_under_another_year_gives_way_to_that_of_the_year_asked() -> None:
    page = document(7, "Le port")
    rows = [
        passage(page, n, f"Stationnement au port par jour | {price} €", headings=(f"Tarifs du port {year}",))
        for n, (year, price) in enumerate(((2030, 5), (2031, 6)))
    ]
    store = FewDocuments((page,), rows)
    assistant = Assistant(profile=PROFILE, index=WordIndex(store), documents=store)

    def first(question: str) -> str:
        asked = Question(text=question, commune=SLUG, asked_at=datetime(2031, 5, 10, tzinfo=UTC))
        return texts(assistant.answer(asked))[0]

    assert first("prix du stationnement au port").endswith("6 €")
    assert first("prix du stationnement au port en 2030").endswith("5 €")


def test_the_commune_deleguee_that_the_question_names_goes_before_the_others() -> None:
    profile = replace(PROFILE, delegated=("Vaubrun", "Orval"))
    acts = [replace(decided(OLD), delegated="Vaubrun"), replace(decided(NEW), delegated="Orval")]
    store = FewDocuments((OLD, NEW), (OLD_PRICE, NEW_PRICE), acts)
    assistant = Assistant(profile=profile, index=WordIndex(store), documents=store)

    def asked(question: str) -> Answer:
        at = datetime(2031, 5, 10, tzinfo=UTC)
        return assistant.answer(Question(text=question, commune=SLUG, asked_at=at))

    assert texts(asked("prix du stationnement au port de vaubrun")) == [OLD_PRICE.text]
    given = asked("prix du stationnement au port, à Orval")
    assert texts(given) == [NEW_PRICE.text]
    assert notes(given) == [("Concerne la commune déléguée : Orval.", None)]


def test_a_heading_that_names_a_commune_deleguee_is_of_it_alone() -> None:
    profile = replace(PROFILE, delegated=("Vaubrun", "Orval"))
    page = document(7, "Le port")
    rows = [
        passage(page, n, f"Stationnement au port par jour : {price} €", headings=("Tarifs", f"Commune de {name}"))
        for n, (name, price) in enumerate((("Vaubrun", 5), ("Orval", 6)))
    ]
    store = FewDocuments((page,), rows)
    assistant = Assistant(profile=profile, index=WordIndex(store), documents=store)
    at = datetime(2031, 5, 10, tzinfo=UTC)
    given = assistant.answer(Question(text="prix stationnement port orval", commune=SLUG, asked_at=at))
    assert texts(given) == ["Stationnement au port par jour : 6 €"]


def test_what_was_voted_down_goes_behind_and_says_so() -> None:
    refused = replace(decided(OLD), vote=Vote(outcome=Outcome.REJET))
    given = answer("combien coûte le stationnement au port ?", documents=(OLD,), decisions=(refused,))
    assert notes(given) == [("Cette proposition n’a pas été adoptée.", None)]
    later = replace(decided(NEW), vote=Vote(outcome=Outcome.REJET))
    assert texts(answer("prix du stationnement au port", decisions=(decided(OLD), later))) == [OLD_PRICE.text]


def test_a_poster_whose_days_have_passed_gives_way_to_a_page_that_has_none() -> None:
    poster, page = document(7, "Permanence"), document(8, "Permanence")
    old = passage(poster, 0, "La permanence du port a lieu le vendredi 8 octobre 2027 et le 7 janvier.")
    now = passage(page, 0, "La permanence du port a lieu le premier lundi du mois.")
    store = FewDocuments((poster, page), (old, now))
    assistant = Assistant(profile=PROFILE, index=WordIndex(store), documents=store)

    def asked(question: str, day: datetime) -> list[str]:
        return texts(assistant.answer(Question(text=question, commune=SLUG, asked_at=day)))

    assert asked("c'est quand la permanence du port ?", datetime(2031, 5, 10, tzinfo=UTC)) == [now.text]
    assert old.text in asked("c'est quand la permanence du port ?", datetime(2027, 5, 10, tzinfo=UTC))


def test_a_part_decided_again_without_a_word_is_not_said_to_modify() -> None:
    unsaid = replace(follows(Relation.MODIFIE), is_declared=False)
    assert notes(answer("combien coûte le stationnement au port en 2030 ?", unsaid))[0] == (
        "Reprend une partie du sujet de la délibération n° 2029-12 du 13 juin 2029.",
        OLD.id,
    )


def test_days_that_have_passed_are_said_to_have() -> None:
    poster = document(7, "Permanence")
    store = FewDocuments((poster,), (passage(poster, 0, "La permanence du port a lieu le vendredi 8 octobre 2027."),))
    assistant = Assistant(profile=PROFILE, index=WordIndex(store), documents=store)
    for year, told in ((2031, [("Les dates de ce passage sont passées.", None)]), (2027, [])):
        at = datetime(year, 5, 10, tzinfo=UTC)
        given = assistant.answer(Question(text="la permanence du port", commune=SLUG, asked_at=at))
        assert notes(given) == told
