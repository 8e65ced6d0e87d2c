import gzip
import json
from pathlib import Path

from eval.real_texts import real_paragraphs, real_questions, write_texts


def test_paragraphs_come_from_the_question_sets_then_from_plain_text(tmp_path: Path) -> None:
    folder = tmp_path / "qa" / "un"
    folder.mkdir(parents=True)
    (folder / "corpus.jsonl").write_text('{"id": "1", "text": "Un\\n texte."}\n', encoding="utf-8")
    (tmp_path / "qa" / "plain_clean.txt.gz").write_bytes(gzip.compress(b"Deux.\n\nTrois.\n"))
    assert list(real_paragraphs(tmp_path)) == ["Un texte.", "Deux.", "Trois."]


def test_questions_are_the_same_at_each_run_and_no_more_than_there_are(tmp_path: Path) -> None:
    folder = tmp_path / "qa" / "un"
    folder.mkdir(parents=True)
    asked = "".join(json.dumps({"id": str(n), "text": f"Question {n} ?"}) + "\n" for n in range(9))
    (folder / "queries.jsonl").write_text(asked, encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "questions.jsonl").write_text('{"question": "et lundi"}\n', encoding="utf-8")
    first = real_questions(tmp_path, 4)
    assert len(first) == 4
    assert real_questions(tmp_path, 4) == first
    assert len(real_questions(tmp_path, 50)) == 10


def test_texts_are_written_until_there_are_no_more(tmp_path: Path) -> None:
    paragraphs = iter([f"Paragraphe {n}." for n in range(5)])
    assert write_texts(paragraphs, tmp_path, files=10, first=3, lines=2) == 3
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["document-00003.md", "document-00004.md", "document-00005.md"]
    last = (tmp_path / names[-1]).read_text(encoding="utf-8")
    assert last == "# Document 5\n\nParagraphe 4.\n"
