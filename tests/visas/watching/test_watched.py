"""Which texts are watched, and which words are theirs."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.act import Act, ActKind, Decision, Outcome, Vote
from domain.document import Document, FileRecord, FileState, Visibility
from domain.ids import PassageId, SourceName
from domain.legal_watch import WatchedRole, WatchPolicy
from domain.passage import Passage
from tests.domain.test_register import decision
from tests.domain.test_register import document as of_kind
from tests.ingest.memory_store import MemoryDocumentStore
from visas.watching.watched import WatchedText, joined, months_before, watched_texts

TODAY = date(2031, 9, 4)
POLICY = WatchPolicy(models=("modeles/*",), months=12)


def passage(of: Document, ordinal: int, text: str, *, start: int = 0, page: int | None = None) -> Passage:
    return Passage(
        id=PassageId(f"{of.id}-{ordinal}"),
        document_id=of.id,
        commune=of.commune,
        ordinal=ordinal,
        text=text,
        page=page,
        start=start,
        end=start + len(text),
    )


def held(*kept: tuple[Document, list[Passage], list[Decision]]) -> MemoryDocumentStore:
    store = MemoryDocumentStore()
    for document, passages, decisions in kept:
        record = FileRecord(
            source=document.source,
            path=document.path,
            digest="0" * 64,
            size_bytes=1,
            state=FileState.INDEXED,
            document_id=document.id,
            seen_at=datetime(2031, 1, 1, tzinfo=UTC),
        )
        store.save_file(record, document, passages, (), decisions)
    return store


def act(name: str, day: date, **more: object) -> Document:
    made = of_kind(name, ActKind.DELIBERATION)
    return replace(made, session_date=day, path=f"{name}.md", **more)  # type: ignore[arg-type]


def texts(store: MemoryDocumentStore) -> list[WatchedText]:
    return list(watched_texts(store, POLICY, TODAY))


def test_models_come_first_then_the_acts_of_the_months_asked_the_latest_first() -> None:
    model = replace(of_kind("modele", ActKind.AUTRE), path="modeles/emploi.odt", title="Emploi")
    acts = [act("recent", date(2031, 6, 1)), act("older", date(2030, 9, 4)), act("too-old", date(2030, 9, 3))]
    future = act("future", date(2031, 9, 5))
    store = held(*((one, [passage(one, 0, f"Vu {one.path}")], []) for one in (*acts, future, model)))
    found = texts(store)
    assert [(one.role, one.text) for one in found] == [
        (WatchedRole.MODELE, "Vu modeles/emploi.odt"),
        (WatchedRole.ACTE, "Vu recent.md"),
        (WatchedRole.ACTE, "Vu older.md"),
    ]


def test_a_model_that_is_an_act_is_watched_as_a_model_alone() -> None:
    model = replace(act("emploi", date(2031, 6, 1)), path="modeles/emploi.md")
    (found,) = texts(held((model, [passage(model, 0, "Vu")], [])))
    assert (found.role, found.day, found.written_on) == (WatchedRole.MODELE, None, date(2031, 6, 1))


def test_what_is_withdrawn_or_was_voted_down_is_not_watched() -> None:
    gone = act("retire", date(2031, 6, 1), visibility=Visibility.RETIRE)
    lost = act("rejet", date(2031, 6, 2))
    rejected = replace(decision(lost, "2031-1", "Vente", day=date(2031, 6, 2)), vote=Vote(outcome=Outcome.REJET))
    assert texts(held((gone, [], []), (lost, [], [rejected]))) == []


def minutes(words: list[tuple[str, str]]) -> tuple[Document, list[Passage], list[Decision]]:
    """Minutes of one page, a passage, whose decisions begin where their titles do."""
    document = replace(of_kind("pv", ActKind.PROCES_VERBAL), session_date=date(2031, 6, 13), path="pv.pdf")
    text = "Présents : onze.\n" + "\n".join(f"{title}\n{visa}" for title, visa in words)
    decisions = []
    for rank, (title, _) in enumerate(words):
        made = decision(document, f"2031-{rank}", title, day=date(2031, 6, 13))
        decisions.append(replace(made, ordinal=rank, page=1, start=text.index(title), end=text.index(title) + 5))
    return document, [passage(document, 0, text, page=1)], decisions


def test_each_act_of_minutes_has_its_own_words() -> None:
    found = texts(held(minutes([("Tarifs du port", "Vu A,"), ("Vente d'un chemin", "Vu B,")])))
    assert [(one.title, one.number, one.text.strip()) for one in found] == [
        ("Tarifs du port", "2031-0", "Tarifs du port\nVu A,"),
        ("Vente d'un chemin", "2031-1", "Vente d'un chemin\nVu B,"),
    ]


def test_an_act_that_minutes_tell_again_is_watched_once_in_its_own_document() -> None:
    document, passages, decisions = minutes([("Tarifs du port", "Vu A,"), ("Vente d'un chemin", "Vu B,")])
    extract = act("tarifs", date(2031, 6, 13), title="Tarifs du port")
    extract = replace(extract, act=Act(kind=ActKind.DELIBERATION, number="2031-0"))
    store = held((document, passages, decisions), (extract, [passage(extract, 0, "Vu A, de l'extrait,")], []))
    assert [one.text.strip() for one in texts(store)] == ["Vu A, de l'extrait,", "Vente d'un chemin\nVu B,"]


def test_a_masked_passage_which_lost_its_length_is_not_cut() -> None:
    document = of_kind("pv", ActKind.PROCES_VERBAL)
    masked = replace(passage(document, 0, "Vu [nom],", page=1), end=40)
    assert joined([masked], start=(1, 5))[0] == "Vu [nom],"
    assert joined([passage(document, 0, "Vu A, Vu B,", page=1)], start=(1, 6))[0] == "Vu B,"


def test_the_words_tell_on_which_page_they_stand() -> None:
    document = of_kind("pv", ActKind.PROCES_VERBAL)
    first, second = passage(document, 0, "Vu A,", page=3), passage(document, 1, "Vu B,", page=4)
    assert joined([second, first]) == ("Vu A,\nVu B,", ((0, 3), (6, 4)))
    assert joined([passage(document, 0, "Vu A,")]) == ("Vu A,", ())


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2031, 9, 4), 12, date(2030, 9, 4)),
        (date(2031, 3, 31), 1, date(2031, 2, 28)),
        (date(2032, 2, 29), 12, date(2031, 2, 28)),
        (date(2031, 1, 31), 13, date(2029, 12, 31)),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_a_source_may_be_named_in_a_pattern() -> None:
    model = replace(of_kind("m", ActKind.AUTRE), source=SourceName("mairie"), path="types/m.odt")
    store = held((model, [passage(model, 0, "Vu")], []))
    assert len(list(watched_texts(store, WatchPolicy(models=("mairie/types/*",)), TODAY))) == 1
    assert list(watched_texts(store, WatchPolicy(models=("communaute/types/*",)), TODAY)) == []
