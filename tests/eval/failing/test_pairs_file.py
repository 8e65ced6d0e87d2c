"""Pairs go out to an editor and come back as decided, in a spreadsheet or line by line; a fault is named."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.contrastive_pair import ContrastivePair, PairId, PairState, Side
from domain.document import Document
from domain.errors import BadQuestions
from eval.failing.pairs_file import COLUMNS, Judge, pairs_csv, pairs_jsonl, read_pairs
from tests.clarity.documents import document

OF = replace(document(title="Foyer"), page_count=4)
DOCUMENTS: dict[str, Document] = {"site/foyer.pdf": OF}
JUDGE = Judge(author="Claire Martin", on=date(2031, 3, 3))
PAIR = ContrastivePair(
    id=PairId("p" + "1" * 16),
    document_id=OF.id,
    page=2,
    quote="- La caution est de 300 € ;\nsauf pour les associations",
    general=Side(question="Quelle caution ?", expected=("300 €", "la location")),
    special=Side(question="Et pour une association ?", expected=("aucune caution",)),
)


def path_of(_: str) -> str:
    return "site/foyer.pdf"


def edited(text: str, **changes: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    written = io.StringIO()
    lines = csv.DictWriter(written, COLUMNS, delimiter=";")
    lines.writeheader()
    lines.writerows({**row, **changes} for row in rows)
    return written.getvalue()


def given(tmp_path: Path, text: str, name: str = "pairs.csv") -> list[ContrastivePair]:
    (tmp_path / name).write_text(text, "utf-8", newline="")
    return read_pairs(tmp_path / name, DOCUMENTS, JUDGE)


def test_a_decided_pair_comes_back_as_the_editor_wrote_it(tmp_path: Path) -> None:
    text = edited(pairs_csv([PAIR], path_of), decision="Oui", question_generale="C’est combien, la caution ?")
    general = Side(question="C’est combien, la caution ?", expected=PAIR.general.expected)
    validated = replace(PAIR, general=general, state=PairState.VALIDATED, author=JUDGE.author, on=JUDGE.on)
    assert given(tmp_path, text) == [validated]


@pytest.mark.parametrize(("form", "name"), [(pairs_csv, "pairs.csv"), (pairs_jsonl, "pairs.jsonl")])
def test_what_goes_out_comes_back_the_same(tmp_path: Path, form: Callable[..., str], name: str) -> None:
    judged = [
        replace(PAIR, state=PairState.VALIDATED, author=JUDGE.author, on=JUDGE.on),
        replace(PAIR, id=PairId("p" + "2" * 16), page=None, state=PairState.REFUSED, author=JUDGE.author, on=JUDGE.on),
    ]
    assert given(tmp_path, form(judged, path_of), name) == judged


def test_a_pair_without_a_decision_is_left_for_later(tmp_path: Path) -> None:
    assert given(tmp_path, pairs_csv([PAIR], path_of)) == []


def test_no_cell_is_a_formula_and_it_comes_back_as_written(tmp_path: Path) -> None:
    text = pairs_csv([replace(PAIR, state=PairState.VALIDATED)], path_of)
    assert "'- La caution" in text
    (back,) = given(tmp_path, text)
    assert back.quote == PAIR.quote


def test_whatever_is_expected_comes_back_whole(tmp_path: Path) -> None:
    expected = ("- 10 % | - 20 %", "'= gratuit", "'aucune caution'")
    pair = replace(PAIR, general=replace(PAIR.general, expected=expected), state=PairState.VALIDATED)
    (back,) = given(tmp_path, pairs_csv([pair], path_of))
    assert back.general.expected == expected


@pytest.mark.parametrize("ids", [(PAIR.id, PAIR.id), ("", "")])
def test_two_decided_pairs_of_one_id_are_refused_with_both_lines(tmp_path: Path, ids: tuple[str, str]) -> None:
    text = edited(pairs_csv([PAIR], path_of), decision="oui", id=ids[0])
    again = edited(pairs_csv([PAIR], path_of), decision="non", id=ids[1], attendu_general="310 €")
    with pytest.raises(BadQuestions, match=r"pairs\.csv:6: the pair 'p\w+' stands already at .*pairs\.csv:4"):
        given(tmp_path, text + again.split("\r\n", 1)[1])


def test_a_pair_that_waits_may_stand_beside_its_decision(tmp_path: Path) -> None:
    text, waits = edited(pairs_csv([PAIR], path_of), decision="oui"), edited(pairs_csv([PAIR], path_of))
    assert len(given(tmp_path, text + waits.split("\r\n", 1)[1])) == 1


def test_a_pair_of_the_editors_own_gets_an_id(tmp_path: Path) -> None:
    (own,) = given(tmp_path, edited(pairs_csv([PAIR], path_of), id="", decision="oui"))
    assert own.id.startswith("p")
    assert own.id != PAIR.id


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"decision": "peut-être"}, "is neither « oui » nor « non »"),
        ({"document": "site/absent.pdf"}, "no public document 'site/absent.pdf'"),
        ({"page": "9"}, "page 9 is no page"),
        ({"page": "deux"}, "page 'deux' is no page"),
        ({"attendu_particulier": " "}, "attendu_particulier is empty"),
        ({"question_generale": ""}, "question_generale is empty"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, changes: dict[str, str], told: str) -> None:
    with pytest.raises(BadQuestions, match=told) as raised:
        given(tmp_path, edited(pairs_csv([PAIR], path_of), **({"decision": "oui"} | changes)))
    assert "pairs.csv:" in str(raised.value)


def test_files_of_another_form_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match="the columns are not"):
        given(tmp_path, "id;question\np1;Combien ?\n")
    with pytest.raises(BadQuestions, match="has not 9 cells"):
        given(tmp_path, ";".join(COLUMNS) + "\np1;site\n")
    with pytest.raises(BadQuestions, match="the fields are not"):
        given(tmp_path, json.dumps({"id": "p1"}) + "\n", "pairs.jsonl")
    with pytest.raises(BadQuestions, match="no JSON"):
        given(tmp_path, "oui\n", "pairs.jsonl")
    with pytest.raises(BadQuestions, match="cannot be read"):
        read_pairs(tmp_path / "absent.csv", DOCUMENTS, JUDGE)
