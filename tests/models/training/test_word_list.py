import gzip
import json
from pathlib import Path

import pytest

from models.training.word_list import main, word_list


def test_words_seen_twice_are_kept_folded_each_once_in_order() -> None:
    texts = ["L'école, la piscine et l'ECOLE.", "Piscine ; tarif 2031 ; ça, oh", "mairie-annexe, annexe"]
    assert word_list(texts) == ["annexe", "ecole", "piscine"]


def test_texts_and_questions_are_read_and_what_is_left_out_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, pairs, without = tmp_path / "t.gz", tmp_path / "p.gz", tmp_path / "set" / "corpus.jsonl"
    without.parent.mkdir()
    without.write_text(json.dumps({"text": "Le glacier fond. Le glacier avance."}) + "\n", "utf-8")
    with gzip.open(text, "wt", encoding="utf-8") as file:
        file.write("La brocante du bourg.\nLe glacier fond. Le glacier avance.\n")
    with gzip.open(pairs, "wt", encoding="utf-8") as file:
        file.write(json.dumps(["fiche", "Quand est la brocante ?", "Jamais jamais lu"]) + "\n")
        file.write(json.dumps(["set", "Où est le moraine ? le moraine", "ici"]) + "\n")
    target = tmp_path / "words.txt"
    main(["--text", str(text), "--pairs", str(pairs), "--without", str(without), "--to", str(target)])
    lines = target.read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["brocante"]
    assert "1 words" in capsys.readouterr().out
