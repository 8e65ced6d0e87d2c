"""Weights proposed from what search finds, and put to use in the commune's file."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from api.back_door import Asked, Json
from app.settings import Settings
from app.weighing import apply, proposal_json, weigh
from domain.errors import BadInput
from eval.weighing import Page, PagedQuestion
from retriever.fusion import ARM_WEIGHTS
from retriever.fusion_weights import read_weights, write_weights

QUESTIONS = [PagedQuestion(text=f"question {n}", pages=(Page(source="", path="right.md", page=3),)) for n in range(30)]


class MeaningKnows:
    """``Work`` over an index where meaning alone brings the right page near, by little."""

    def __init__(self, *, embedding: str = "axes:1", problem: str = "") -> None:
        self.index: Json = {"up_to_date": not problem, "embedding": embedding, "problem": problem}

    def search(self, text: str, *, commune: str, limit: int) -> Json:
        others = [(f"w{at:02}", "wrong.md", 1 - at / 100, 0.6) for at in range(20)]
        hits: list[Json] = [
            {
                "passage": name,
                "source": "mairie",
                "path": path,
                "page": 3,
                "arms": {"words": words, "chars": words, "meaning": meaning},
            }
            for name, path, words, meaning in [("r", "right.md", 0.1, 0.95), *others][:limit]
        ]
        return {"commune": "bourg", "hits": [*hits]}

    def status(self) -> Json:
        return {"communes": [{"slug": "bourg", "index": {"public": self.index}}]}

    def answer(self, asked: Asked) -> Json:
        raise AssertionError

    def decisions(self, text: str, *, commune: str, filters: Mapping[str, str], limit: int) -> Json:
        raise AssertionError

    def reload(self, commune: str) -> None:
        raise AssertionError

    def indexed(self, commune: str) -> Json:
        raise AssertionError


def settings(tmp_path: Path) -> Settings:
    (tmp_path / "communes" / "bourg").mkdir(parents=True)
    return Settings(data_dir=tmp_path)


def test_what_is_proposed_and_applied_serves_from_then_on(tmp_path: Path) -> None:
    here = settings(tmp_path)
    slug, embedding, proposal = weigh(MeaningKnows(), here, QUESTIONS, commune="")
    assert (slug, embedding, proposal.current) == ("bourg", "axes:1", ARM_WEIGHTS)
    assert proposal.is_shown
    apply(here, slug, embedding, proposal)
    assert read_weights(tmp_path / "communes" / "bourg" / "fusion.json") == ("axes:1", proposal.proposed)
    assert proposal_json(slug, embedding, proposal, is_applied=True)["after"] == 1.0
    _, _, again = weigh(MeaningKnows(), here, QUESTIONS, commune="")
    assert again.current == proposal.proposed
    assert not again.is_shown


def test_the_installation_s_weights_are_those_in_use_where_the_commune_has_none(tmp_path: Path) -> None:
    here = settings(tmp_path)
    write_weights(tmp_path / "fusion.json", "axes:1", {"words": 1.0, "chars": 1.0, "meaning": 8.0}, {})
    assert weigh(MeaningKnows(), here, QUESTIONS, commune="")[2].current["meaning"] == 8.0


@pytest.mark.parametrize(("embedding", "problem"), [("", ""), ("axes:1", "made with axes:1, the settings say axes:2")])
def test_an_index_searched_by_words_only_is_not_weighed(tmp_path: Path, embedding: str, problem: str) -> None:
    with pytest.raises(BadInput, match="parvis model reindex"):
        weigh(MeaningKnows(embedding=embedding, problem=problem), settings(tmp_path), QUESTIONS, commune="")
