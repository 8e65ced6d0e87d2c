import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from domain.errors import BadInput
from models.static_embedding import StaticEmbedding
from models.tokenizers_wordpiece import SPECIAL, WordPieces, count_words
from models.training.__main__ import main
from models.training.noise import with_noise
from models.training.scipy_contrastive import fine_tune
from models.training.scipy_cooccurrence import first_vectors
from models.training.sources import TrainingPair, read_pairs, read_texts
from models.training.vocabulary import vocabulary

MEALS = [
    f"Le {meal} des {pupils} coûte {price} euros."
    for meal in ("repas", "déjeuner")
    for pupils in ("élèves", "écoliers")
    for price in (2, 3, 4)
]
WASTE = [
    f"La {place} reçoit les {things} le {day}."
    for place in ("déchèterie", "benne")
    for things in ("gravats", "encombrants")
    for day in ("lundi", "mardi", "jeudi")
]
PAIRS = [
    TrainingPair(source="essai", question=question, passage=passage)
    for question, passage in [
        *(("combien pour manger à midi", text) for text in MEALS),
        *(("où jeter mes vieilles affaires", text) for text in WASTE),
    ]
]


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    texts = [*MEALS, *WASTE, *(pair.question for pair in PAIRS)]
    return WordPieces.of(vocabulary(count_words(texts), size=400))


def test_words_of_the_same_company_come_near_each_other(pieces: WordPieces) -> None:
    vectors = first_vectors(pieces.ids([*MEALS, *WASTE]), pieces=len(pieces), dimensions=6, special=SPECIAL)
    meal, lunch, bin_ = (vectors[next(pieces.ids([word]))].sum(axis=0) for word in ("repas", "déjeuner", "benne"))
    assert cosine(meal, lunch) > cosine(meal, bin_) + 0.3
    assert not vectors[:SPECIAL].any()


def test_fine_tuning_brings_a_question_to_its_passages_and_not_to_others(pieces: WordPieces, tmp_path: Path) -> None:
    before = first_vectors(pieces.ids([*MEALS, *WASTE]), pieces=len(pieces), dimensions=6, special=SPECIAL)
    told: list[str] = []
    after = fine_tune(before, pieces, PAIRS * 40, told.append)

    def gap(vectors: np.ndarray) -> float:
        asked, right, wrong = (
            vectors[next(pieces.ids([text]))].sum(axis=0) for text in (PAIRS[0].question, MEALS[0], WASTE[0])
        )
        return cosine(asked, right) - cosine(asked, wrong)

    assert gap(after) > max(gap(before), 0) + 0.2
    assert told


def test_training_twice_gives_the_same_vectors(pieces: WordPieces) -> None:
    first = first_vectors(pieces.ids([*MEALS, *WASTE]), pieces=len(pieces), dimensions=4, special=SPECIAL)
    again = [fine_tune(first, pieces, PAIRS, lambda _: None) for _ in range(2)]
    assert np.array_equal(again[0], again[1])


def test_noise_changes_letters_and_keeps_short_words() -> None:
    draw = random.Random(3)
    heard = [with_noise("Quelles démarches pour l'inscription au restaurant scolaire ?", draw) for _ in range(40)]
    assert len(set(heard)) > 20
    assert any("inskription" in one or "inscripsion" in one for one in heard)
    assert all(" au " in one for one in heard)


def write_gzip(file: Path, lines: list[str]) -> Path:
    with gzip.open(file, "wt", encoding="utf-8") as stream:
        stream.write("\n".join(lines))
    return file


def test_what_must_be_left_out_is_in_neither_texts_nor_pairs(tmp_path: Path) -> None:
    text = write_gzip(tmp_path / "t.gz", ["Une phrase permise.", "", "Une phrase à laisser."])
    pairs = write_gzip(
        tmp_path / "p.gz",
        ['["bon", "Quoi ?", "Ceci."]', '["non", "Qui ?", "Lui."]', '["bon", "Une phrase à laisser.", "x"]'],
    )
    left_out = "Avant. Une phrase à laisser. Après."
    assert read_texts(text, left_out) == ["Une phrase permise."]
    assert [pair.question for pair in read_pairs(pairs, left_out, ["non"])] == ["Quoi ?"]


@pytest.mark.parametrize(
    "content", [b"not gzip", gzip.compress(b'{"a": 1}', mtime=0), gzip.compress(b"[1, 2]", mtime=0)]
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.gz").write_bytes(content)
    with pytest.raises(BadInput, match=r"p\.gz"):
        read_pairs(tmp_path / "p.gz")


def test_the_command_writes_a_model_that_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = write_gzip(tmp_path / "t.gz", [*MEALS, *WASTE] * 20)
    pairs = write_gzip(tmp_path / "p.gz", [json.dumps([p.source, p.question, p.passage]) for p in PAIRS])
    main(["--text", str(text), "--pairs", str(pairs), "--to", str(tmp_path / "model")])
    assert StaticEmbedding(tmp_path / "model").embed(["repas"]).any()
    assert "sha256" in capsys.readouterr().out
