from dataclasses import replace
from datetime import date

from app.explanation_json import explanation_as_json
from domain.search import Hit, SearchResult
from retriever.ranking.candidate import Candidate
from retriever.ranking.ranked import ranked
from tests.answering.standins import FewDocuments, document, passage, then_of

TEXT = "Le prix du repas de la cantine est fixé à 4,15 € pour les enfants de la commune."
CANTEEN = document(1, "Tarifs de la restauration scolaire", session=date(2026, 6, 11))
DRAFT = document(2, "Projet de tarifs", session=date(2026, 6, 1))
FORMER = document(3, "Tarifs de la restauration scolaire", session=date(2024, 6, 13))
PASSAGES = (
    passage(CANTEEN, 1, TEXT),
    passage(DRAFT, 1, TEXT),
    passage(FORMER, 1, TEXT.replace("4,15", "3,95")),
)
STORE = FewDocuments((CANTEEN, DRAFT, FORMER), PASSAGES)
RESULT = SearchResult(
    hits=tuple(
        Hit(passage_id=one.id, score=0.5, arms={"words": 0.8, "chars": 0.2}, raw={"words": 9.1, "chars": 31.5})
        for one in PASSAGES
    ),
    stem_weights={},
    unknown_stems=frozenset(),
    also_called={"cantin": (frozenset({"scolair", "restaur"}),)},
    arm_shares={"words": 0.5, "chars": 0.5},
    corrections={"cantnie": "cantine"},
)


def explained(found: tuple[Candidate, ...]) -> dict[str, dict[str, object]]:
    passages: dict[str, dict[str, object]] = explanation_as_json(RESULT, found, STORE, found=found)["passages"]  # type: ignore[assignment]
    return passages


def test_a_passage_names_those_that_say_the_same_and_are_not_shown() -> None:
    found = ranked(RESULT, STORE, CANTEEN.visibility, then_of(STORE))
    told = explained(found)
    assert told[PASSAGES[0].id]["instead_of"] == [PASSAGES[1].id]
    assert PASSAGES[1].id not in told
    assert told[PASSAGES[2].id]["instead_of"] == []


def test_a_former_version_is_marked_and_scores_are_those_of_the_search() -> None:
    told = explained(ranked(RESULT, STORE, CANTEEN.visibility, then_of(STORE)))
    assert told[PASSAGES[2].id]["marks"] == ["former"]
    assert told[PASSAGES[0].id]["marks"] == []
    assert told[PASSAGES[0].id]["raw"] == {"words": 9.1, "chars": 31.5}
    assert told[PASSAGES[0].id]["fused"] == 0.5


def test_a_passage_that_search_did_not_bring_says_so() -> None:
    found = ranked(RESULT, STORE, CANTEEN.visibility, then_of(STORE))
    other = passage(CANTEEN, 2, "Le repas est gratuit le mercredi.")
    told = explained((*found, replace(found[0], passage=other, stands_for=frozenset({"repas"}))))
    assert told[other.id]["marks"] == ["stands_for_older", "brought"]
    assert told[other.id]["fused"] is None


def test_what_changed_the_question_is_told() -> None:
    told = explanation_as_json(RESULT, (), STORE, found=())
    assert told["corrections"] == {"cantnie": "cantine"}
    assert told["expansions"] == {"cantin": ["restaur scolair"]}
    assert told["shares"] == {"words": 0.5, "chars": 0.5}
