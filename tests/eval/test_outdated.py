"""The measure of outdated facts: what counts as found, and what it prints."""

from dataclasses import replace

import pytest

from domain.act import ActKind
from domain.document import FileRecord, FileState
from eval import outdated
from eval.planted_set import OutdatedCase, QuotedPlace, read_outdated_cases
from tests.clarity.documents import document, passages
from tests.ingest.memory_store import MemoryDocumentStore


def case(number: int, quote: str, *, is_outdated: bool) -> OutdatedCase:
    place = QuotedPlace(path="a.md", quote=quote)
    return OutdatedCase(
        id=f"O{number}", split="dev", service="ccas", rule="ST-03", outdated=is_outdated, places=(place,), note="nom"
    )


def test_nothing_is_found_where_nothing_was_observed() -> None:
    cases = [case(1, "Allez à l’agence.", is_outdated=True), case(2, "Une agence.", is_outdated=False)]
    found, alarmed, missed = outdated.lines_of(cases, {}, misses=True)
    assert "0/1" in found
    assert "0/1" in alarmed
    assert "missed O1" in missed


def test_an_older_version_beside_a_newer_one_is_observed() -> None:
    store = MemoryDocumentStore()
    for number, (path, title) in enumerate(
        {"a.md": "Tarifs de la salle 2024", "b.md": "Tarifs de la salle 2026"}.items()
    ):
        own = document(number, title=title, path=path, kind=ActKind.AUTRE)
        record = FileRecord(
            source=own.source,
            path=path,
            digest=own.digest,
            size_bytes=9,
            state=FileState.INDEXED,
            document_id=own.id,
            seen_at=own.read_at,
        )
        store.save_file(record, own, passages(own, "Repas : 4 €"), ())
    found = outdated.observed_in(store)
    assert {path: [one.rule for one in seen] for path, seen in found.items()} == {"a.md": ["ST-06"], "b.md": []}
    older = replace(case(1, "Tarifs de la salle 2024", is_outdated=True), rule="ST-06")
    assert outdated.is_found(older, found)


def test_the_development_half_is_read_and_most_of_it_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    found = outdated.observed("dev")
    cases = [case for case in read_outdated_cases() if case.split == "dev"]
    assert sum(outdated.is_found(case, found) for case in cases if case.outdated) >= len(cases) / 4
    assert outdated.main(["--split", "dev"]) == 0
    assert capsys.readouterr().out.startswith("dev:\noutdated facts found: 6/6")
    assert outdated.main(["--split", "forms"]) == 0
    _, hits, alarms = capsys.readouterr().out.splitlines()
    assert hits.startswith("outdated facts found: 13/13")
    assert alarms.startswith("look-alikes alarmed: 0/13")
