"""Contract of the PassageIndex port, on every engine: Qdrant Edge, and a Qdrant server behind HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.document import Visibility
from domain.errors import IndexUnavailable
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from retriever.bm25 import idf
from tests.retriever.engines import Engine, ServedIndex, running
from tests.retriever.samples import MONT, VAL, many, passage, plain_ranking

PUBLIC = CommuneScope(commune=MONT)
INTERNE = CommuneScope(commune=MONT, visibility=Visibility.INTERNE)
OTHER = CommuneScope(commune=VAL)
CLOSE = many(150)
SECRET = passage(9001, "Note confidentielle sur la mutuelle des agents")
SHARED = passage(9002, "Ramassage des encombrants dans les communes de l'agglomération")
MISSPELT = [
    # 120 passages hold a misspelt form and come first by characters; only the last one holds the stem.
    *(passage(number, "les municipauxx", commune=CommuneSlug("loin")) for number in range(120)),
    *(passage(200 + number, "la voirie du bourg", commune=CommuneSlug("loin")) for number in range(60)),
    passage(500, "le service municipal", commune=CommuneSlug("loin")),
]
FAR = CommuneScope(commune=CommuneSlug("loin"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An engine with four scopes, and one index open on it."""

    engine: Engine
    index: ServedIndex


@pytest.fixture(scope="module", params=["edge", "server"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Public and internal passages of one commune, public ones of another; both hold one of their agglomeration."""
    with running(request.param, tmp_path_factory.mktemp("communes")) as engine:
        builder = engine.builder()
        builder.rebuild(PUBLIC, [*CLOSE, SHARED])
        builder.rebuild(INTERNE, [SECRET])
        builder.rebuild(OTHER, [passage(1, "Marché du samedi", commune=VAL), SHARED])
        builder.rebuild(FAR, MISSPELT)
        with engine.opened() as index:
            yield Built(engine=engine, index=index)


@pytest.fixture
def index(built: Built) -> ServedIndex:
    return built.index


@pytest.fixture(params=["edge", "server"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with running(request.param, tmp_path) as engine:
        yield engine


def _found(index: ServedIndex, text: str, scope: CommuneScope = PUBLIC) -> list[str]:
    return [hit.passage_id for hit in index.search(text, scope=scope, limit=10).hits]


@pytest.mark.parametrize(
    "question",
    [
        "tarif de la cantine",
        "cimetxzerre concxzion",
        "horaires",
        "où se garer ? stationnement marché",
        "location salle",
    ],
)
@pytest.mark.parametrize("limit", [1, 10, 60, 1_000])
def test_scores_and_order_are_those_of_bm25_over_every_passage(index: ServedIndex, question: str, limit: int) -> None:
    ranking = plain_ranking([*CLOSE, SHARED], question)
    hits = index.search(question, scope=PUBLIC, limit=limit).hits

    assert len(hits) == len(ranking[:limit])
    # Weights are whole thousandths, which moves a score by less than two thousandths where every word is common.
    scores = dict(ranking)
    assert [hit.score for hit in hits] == pytest.approx([scores[hit.passage_id] for hit in hits], abs=2e-3)
    assert [hit.score for hit in hits] == pytest.approx([score for _, score in ranking[:limit]], abs=2e-3)


def test_a_passage_that_one_arm_left_out_has_its_exact_score_there(index: ServedIndex) -> None:
    (best,) = index.search("municipaux", scope=FAR, limit=1).hits

    assert best.passage_id == MISSPELT[-1][0].id
    assert 0.1 < best.arms["chars"] < 0.9
    assert best.score == pytest.approx(plain_ranking(MISSPELT, "municipaux")[0][1], abs=2e-3)


def test_hits_are_ordered_by_rounded_score_then_passage_id(index: ServedIndex) -> None:
    hits = index.search("cantine scolaire mairie", scope=PUBLIC, limit=200).hits

    assert list(hits) == sorted(hits, key=lambda hit: (-round(hit.score, 6), hit.passage_id))
    assert all(0 < hit.score <= 1 for hit in hits)
    assert all(0 <= value <= 1 for hit in hits for value in hit.arms.values())
    assert set(hits[0].arms) == {"words", "chars"}


def test_a_question_misspelt_beyond_correction_is_answered_by_the_characters(index: ServedIndex) -> None:
    result = index.search("biblxotèqze", scope=PUBLIC, limit=3)
    texts = {one.id: f"{title} {one.text}" for one, title in CLOSE}

    assert result.unknown_stems == {"biblxoteqz"}
    assert all("bibliothèque" in texts[hit.passage_id] for hit in result.hits)
    assert all(hit.score <= 0.333334 for hit in result.hits)


def test_a_misspelt_question_is_corrected_to_the_words_of_what_is_searched(index: ServedIndex) -> None:
    asked, meant = (index.search(text, scope=PUBLIC, limit=20) for text in ("bibliotèqe", "bibliothèque"))

    assert asked.hits[0].arms["words"] > 0
    assert [hit.passage_id for hit in asked.hits] == [hit.passage_id for hit in meant.hits]
    assert asked.corrections
    assert not meant.corrections
    assert not index.search("bibliotèqe", scope=INTERNE, limit=1).corrections


def test_each_stem_of_the_question_has_its_idf_and_unknown_ones_weigh_most(index: ServedIndex) -> None:
    result = index.search("la piscine et le trampoline", scope=PUBLIC, limit=1)
    holding = sum("piscine" in f"{title} {one.text}" for one, title in CLOSE)

    assert result.stem_weights == {"piscin": idf(151, holding), "trampolin": idf(151, 0)}
    assert result.unknown_stems == {"trampolin"}


@pytest.mark.parametrize("question", ["note confidentielle mutuelle des agents", "confidentiel", "mutuele", "agents"])
def test_a_public_question_never_reaches_an_internal_passage(index: ServedIndex, question: str) -> None:
    assert SECRET[0].id not in _found(index, question)
    assert _found(index, question, INTERNE) == [SECRET[0].id]


def test_a_commune_never_reaches_another_one_s_passages(index: ServedIndex) -> None:
    assert index.count(PUBLIC) == 151
    assert index.count(OTHER) == 2
    assert len(_found(index, "marché du samedi", OTHER)) == 1
    assert all("samedi" not in one for one in _found(index, "samedi"))


def test_another_commune_s_passages_do_not_move_the_weight_of_a_word(index: ServedIndex) -> None:
    assert index.search("encombrants", scope=PUBLIC, limit=1).stem_weights == {"encombr": idf(151, 1)}
    assert index.search("encombrants", scope=OTHER, limit=1).stem_weights == {"encombr": idf(2, 1)}


def test_a_passage_of_the_agglomeration_is_found_by_each_of_its_communes(index: ServedIndex) -> None:
    for scope in (PUBLIC, OTHER):
        assert _found(index, "encombrants", scope)[0] == SHARED[0].id


def test_nothing_can_be_asked_without_saying_whose_passages(index: ServedIndex) -> None:
    with pytest.raises(TypeError, match="scope"):
        index.search("marché", limit=1)  # type: ignore[call-arg]
    for ask in (index.count, index.held, index.reload):
        with pytest.raises(TypeError, match="scope"):
            ask()  # type: ignore[call-arg]


@pytest.mark.parametrize("visibility", [Visibility.A_RELIRE, Visibility.RETIRE])
def test_what_is_to_be_reviewed_or_withdrawn_cannot_be_searched(index: ServedIndex, visibility: Visibility) -> None:
    with pytest.raises(IndexUnavailable, match="never indexed"):
        index.search("marché", scope=CommuneScope(commune=MONT, visibility=visibility), limit=1)


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\x00\x01\ufffd", "🦆"])
def test_a_question_without_a_word_finds_nothing(index: ServedIndex, question: str) -> None:
    result = index.search(question, scope=PUBLIC, limit=10)

    assert result.hits == ()
    assert not result.stem_weights
    assert not result.unknown_stems


def test_a_question_of_100_000_characters_is_answered(index: ServedIndex) -> None:
    assert len(_found(index, "tarif cantine " * 8_000)) == 10


def test_a_commune_that_is_not_known_has_nothing(index: ServedIndex) -> None:
    nowhere = CommuneScope(commune=CommuneSlug("nulle-part"))

    assert index.search("cantine", scope=nowhere, limit=10).hits == ()
    assert index.count(nowhere) == 0
    assert index.held(nowhere) == {}


def test_everything_that_a_scope_holds_can_be_listed_and_nothing_of_another(index: ServedIndex) -> None:
    assert index.held(PUBLIC) == {one.id: one.document_id for one, _ in [*CLOSE, SHARED]}
    assert index.held(INTERNE) == {SECRET[0].id: SECRET[0].document_id}


def test_two_openings_answer_alike(built: Built) -> None:
    result = built.index.search("tarif piscine cantine", scope=PUBLIC, limit=50)
    if not built.engine.url:
        built.index.close()  # Edge allows one at a time, and opens again when it is asked
    with built.engine.opened() as other:
        assert other.search("tarif piscine cantine", scope=PUBLIC, limit=50) == result


def test_what_was_never_built_is_empty(fresh: Engine) -> None:
    with fresh.opened() as index:
        result = index.search("cantine", scope=PUBLIC, limit=10)

        assert result.hits == ()
        assert result.unknown_stems == {"cantin"}
        assert index.count(PUBLIC) == 0
        assert index.held(PUBLIC) == {}
        index.reload(PUBLIC)
    assert not list(fresh.folder.iterdir())


def test_an_index_of_no_passage_is_empty(fresh: Engine) -> None:
    assert fresh.builder().rebuild(PUBLIC, []) == 0
    with fresh.opened() as index:
        assert index.search("cantine", scope=PUBLIC, limit=10).hits == ()
        assert index.count(PUBLIC) == 0
