import gzip
import json
from itertools import islice
from pathlib import Path

from eval.bench_passages import PASSAGE_CHARACTERS, cut, distinct_texts, passages_of, remade
from eval.retrieval import SET_NAMES

SENTENCE = "Le conseil municipal de Valmoret délibère sur le budget {} du camping. "


def outside(place: Path) -> Path:
    for name in SET_NAMES:
        folder = place / "qa" / name
        folder.mkdir(parents=True)
        rows = [{"id": f"{name}-1", "doc": "d", "title": f"Titre {name}", "text": "Une même phrase d'une fiche."}]
        (folder / "corpus.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        (folder / "queries.jsonl").write_text(
            json.dumps({"id": "q", "text": "quoi ?", "pos": [f"{name}-1"], "doc": "d"}), "utf-8"
        )
    (place / "docs").mkdir()
    (place / "docs" / "conseil-municipal.md").write_text(SENTENCE.format("un"), "utf-8")
    lines = "\n".join(SENTENCE.format(number) * 3 for number in range(30))
    (place / "qa" / "plain_clean.txt.gz").write_bytes(gzip.compress(lines.encode()))
    return place


def test_passages_are_real_first_each_text_once_then_remade(tmp_path: Path) -> None:
    data = outside(tmp_path)
    real = list(distinct_texts(data))
    assert real[0] == ("Titre cnil", "Une même phrase d'une fiche.")
    assert real[1][0] == "conseil municipal"
    assert len({text for _, text in real}) == len(real)

    found = list(passages_of(data, 40))
    assert len(found) == 40
    assert [(title, passage.text) for passage, title in found[: len(real)]] == real
    assert all("Valmoret" in passage.text for passage, _ in found[len(real) :])
    assert len({passage.id for passage, _ in found}) == 40
    assert len({passage.document_id for passage, _ in found}) == 5


def test_the_same_passages_come_at_each_run_and_no_more_than_wanted(tmp_path: Path) -> None:
    data = outside(tmp_path)
    assert list(passages_of(data, 30)) == list(passages_of(data, 30))
    assert [passage.text for passage, _ in passages_of(data, 3)] == [text for _, text in distinct_texts(data)][:3]


def test_text_is_cut_between_sentences_near_700_characters_and_none_is_lost() -> None:
    paragraphs = [SENTENCE.format(number) * 4 for number in range(20)]
    pieces = list(cut(paragraphs))
    assert all(piece.endswith(".") for piece in pieces)
    assert all(600 <= len(piece) <= 700 for piece in pieces[:-1])
    assert "".join("".join(pieces).split()) == "".join("".join(paragraphs).split())


def test_a_sentence_without_end_is_cut_all_the_same() -> None:
    assert [len(piece) for piece in cut(["x" * 2_000])] == [PASSAGE_CHARACTERS, PASSAGE_CHARACTERS, 600]


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "M. Durand a lu l'art. 3 du règlement. " * 40
    assert all(piece.startswith("M. Durand a lu") for piece in cut([text]))


def test_remade_passages_are_of_whole_sentences_and_differ() -> None:
    sentences = [SENTENCE.format(number).strip() for number in range(50)]
    first, second = (text for _, text in islice(remade(sentences), 2))
    assert first != second
    assert len(first) >= PASSAGE_CHARACTERS
    assert set(first.replace(". Le", ".|Le").split("|")) <= set(sentences)
