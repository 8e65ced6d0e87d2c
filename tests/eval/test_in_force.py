import gzip
from pathlib import Path

import pytest

from eval.in_force import Row, draw, expected, read_versions, wrong_rows

HEADER = "article,seq,debut,fin,motif_fin,texte_creant,texte_finissant,section,blob\n"
LINES = [
    {"debut": "2000-01-01", "fin": "2010-01-01", "blob": "a"},
    {"debut": "2010-01-01", "fin": "2015-01-01", "blob": "b"},
    {"debut": "2018-01-01", "fin": "", "blob": "b"},
]


@pytest.mark.parametrize(
    ("day", "verdict", "start"),
    [
        ("1999-12-31", "pas_encore", "2000-01-01"),
        ("2000-01-01", "modifie_depuis", "2000-01-01"),
        ("2010-01-01", "en_vigueur", "2010-01-01"),
        ("2015-01-01", "abroge", "2010-01-01"),
        ("2018-01-01", "en_vigueur", "2018-01-01"),
    ],
)
def test_the_lines_are_read_literally(day: str, verdict: str, start: str) -> None:
    assert expected(LINES, day, "2023-12-06")[:2] == (verdict, start)


def test_a_number_without_lines_never_existed_until_the_end_of_what_is_known() -> None:
    assert expected([], "2023-12-06", "2023-12-06")[0] == "inexistant"
    assert expected([], "2023-12-07", "2023-12-06")[0] == "hors_base"


def test_rows_are_the_same_for_one_seed_and_a_number_written_twice_is_one_article(tmp_path: Path) -> None:
    file = tmp_path / "code-electoral.csv.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write(HEADER + "R-1-2,1,2000-01-01,2004-01-01,,,,s,a\nR1-2,1,2004-01-01,,,,,s,b\n")
    assert [line["debut"] for line in read_versions(file)["R1-2"]] == ["2000-01-01", "2004-01-01"]
    assert draw([file], "2023-12-06", 50, 7) == draw([file], "2023-12-06", 50, 7)
    assert {row.verdict for row in draw([file], "2023-12-06", 50, 7)} >= {"en_vigueur", "pas_encore", "inexistant"}


def test_a_wrong_end_is_wrong() -> None:
    row = Row("1", "cgct", "L1", "2000-01-01", "en_vigueur", "2000-01-01", None)
    right: dict[str, object] = {"id": "1", "verdict": "en_vigueur", "start": "2000-01-01", "end": None}
    assert wrong_rows([row], [right]) == []
    assert len(wrong_rows([row], [{**right, "end": "2001-01-01"}])) == 1
