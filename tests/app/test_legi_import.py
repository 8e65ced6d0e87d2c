"""Archives imported by the command: order, suppressions, doubles, interruptions, faults."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import app.legi_import
from app.legi_building import building, construction
from app.legi_import import archives_in, import_archives, plan_import
from domain.errors import BadInput
from eval.legi_archive import Article, Entry, Text, article_entry, many_articles, path_of, text_entry, write_archive
from storage.sqlite_legal_base import SqliteLegalBase
from tests.app.conftest import schema
from tests.ingest.legi.servers import Faults, dila

Parvis = Callable[..., tuple[int, str, str]]
FULL = "Freemium_legi_global_20250713-140000.tar.gz"
FIRST, SECOND = "LEGI_20250714-210000.tar.gz", "LEGI_20250715-210000.tar.gz"
CODE = "LEGITEXT000006070633"


def legi_id(number: int) -> str:
    return f"LEGIARTI{number:012}"


def entry(number: int, *, name: str = "", start: str = "2000-01-01", written_at: int = 100, **more: str) -> Entry:
    made = Article(legi_id=legi_id(number), number=name or f"L{number}", start=start, **more)  # type: ignore[arg-type]
    return article_entry(made, written_at=written_at)


def removal(*paths: str, dossier: bool = False) -> Entry:
    name = "liste_suppression_legi_dossier.dat" if dossier else "liste_suppression_legi.dat"
    return f"20250714-210000/{name}", "\n".join(paths).encode(), 1


def path(number: int, folder: str = "code_en_vigueur") -> str:
    return path_of(folder, CODE, "article", legi_id(number)).removesuffix(".xml")


def imported(parvis: Parvis, source: Path, data: Path) -> dict[str, object]:
    code, out, err = parvis("legi", "import", str(source), "--data", str(data), "--json")
    assert code == 0, err
    value: dict[str, object] = json.loads(out)
    Draft202012Validator(schema("legi-import")).validate(value)
    return value


def base_of(data: Path) -> SqliteLegalBase:
    return SqliteLegalBase(data / "legal" / "legal.sqlite")


def starts(data: Path, number: str, code: str = "cgct") -> list[str]:
    base = base_of(data)
    found = [version.start.isoformat() for version in base.versions(code, number)]
    base.close()
    return found


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    folder = tmp_path / "archives"
    folder.mkdir()
    law = text_entry(
        Text(legi_id="LEGITEXT000000000001", cid="JORFTEXT000000000001", title="Loi", start="2001-01-01", number="00-1")
    )
    write_archive(folder / FULL, [entry(1), entry(2), entry(3), law])
    return folder


def test_increments_follow_the_full_archive_and_suppressions_go_before_additions(
    parvis: Parvis, archives: Path, tmp_path: Path
) -> None:
    # The list comes after what it must not remove: L1 is removed and brought again, L2 is removed, L9 was never there.
    changed = entry(1, start="2020-01-01")
    write_archive(archives / FIRST, [changed, entry(4), removal(path(1), path(2), path(9), "nonsense")])
    write_archive(archives / SECOND, [entry(5)])
    told = imported(parvis, archives, tmp_path)
    assert told["applied"] == [FULL, FIRST, SECOND]
    assert (told["articles"], told["removed"], told["unreadable_lines"]) == (6, 2, 1)
    assert [starts(tmp_path, f"L{n}") for n in range(1, 6)] == [
        ["2020-01-01"],
        [],
        ["2000-01-01"],
        ["2000-01-01"],
        ["2000-01-01"],
    ]


def test_a_folder_is_removed_with_all_that_it_holds_and_nothing_else(
    parvis: Parvis, archives: Path, tmp_path: Path
) -> None:
    other = Article(legi_id=legi_id(7), number="L7", start="2000-01-01", cid="LEGITEXT000006074075")
    write_archive(archives / FIRST, [article_entry(other)])
    code = path(1).split("/article/")[0]
    write_archive(archives / SECOND, [removal(code, dossier=True)])
    imported(parvis, archives, tmp_path)
    assert starts(tmp_path, "L1") == starts(tmp_path, "L3") == []
    assert starts(tmp_path, "L7", "urbanisme") == ["2000-01-01"]


def test_of_one_id_in_two_folders_the_last_written_counts_and_the_other_comes_back_when_it_is_removed(
    parvis: Parvis, archives: Path, tmp_path: Path
) -> None:
    write_archive(archives / FIRST, [entry(1, start="2011-01-01", folder="code_non_vigueur", written_at=200)])
    imported(parvis, archives, tmp_path)
    assert starts(tmp_path, "L1") == ["2011-01-01"]
    write_archive(archives / SECOND, [removal(path(1, "code_non_vigueur"))])
    imported(parvis, archives, tmp_path)
    assert starts(tmp_path, "L1") == ["2000-01-01"]


def test_importing_again_changes_nothing(parvis: Parvis, archives: Path, tmp_path: Path) -> None:
    write_archive(archives / FIRST, [entry(4)])
    imported(parvis, archives, tmp_path)
    before = (tmp_path / "legal" / "legal.sqlite").read_bytes()
    again = imported(parvis, archives, tmp_path)
    assert (again["applied"], again["known"]) == ([], [FULL, FIRST])
    assert (tmp_path / "legal" / "legal.sqlite").read_bytes() == before


def test_a_late_increment_is_named_and_left_and_a_gap_is_told(parvis: Parvis, archives: Path, tmp_path: Path) -> None:
    write_archive(archives / "LEGI_20250801-210000.tar.gz", [entry(4)])
    told = imported(parvis, archives, tmp_path)
    assert told["missing"] == [["2025-07-13", "2025-08-01"]]
    write_archive(archives / FIRST, [entry(5)])
    assert imported(parvis, archives, tmp_path)["late"] == [FIRST]
    assert starts(tmp_path, "L5") == []
    _, out, _ = parvis("legi", "status", "--data", str(tmp_path), "--json")
    Draft202012Validator(schema("legi-status")).validate(json.loads(out))
    _, out, _ = parvis("legi", "status", "--data", str(tmp_path))
    assert "no increment from 2025-07-13 to 2025-08-01" in out


def test_increments_alone_make_no_base(parvis: Parvis, archives: Path, tmp_path: Path) -> None:
    (archives / FULL).unlink()
    write_archive(archives / FIRST, [entry(4)])
    code, _, err = parvis("legi", "import", str(archives), "--data", str(tmp_path))
    assert code == 2
    assert "give the full archive" in err


def test_a_refused_file_is_named_and_the_others_are_kept(parvis: Parvis, archives: Path, tmp_path: Path) -> None:
    where, _, written_at = entry(8)
    write_archive(archives / FULL, [entry(1), (where, b"<ARTICLE><META>", written_at), entry(2)])
    told = imported(parvis, archives, tmp_path)
    assert (told["articles"], told["refused"]) == (2, 1)
    assert str(told["refused_files"]).startswith(f"['{legi_id(8)}: it is no XML")


def test_a_code_is_complete_and_texts_only_where_the_repealed_ones_came_too(
    parvis: Parvis, archives: Path, tmp_path: Path
) -> None:
    imported(parvis, archives, tmp_path)
    base = base_of(tmp_path)
    code, law = base.coverage("cgct"), base.coverage("loi")
    assert code is not None
    assert law is not None
    assert (code.is_complete, law.is_complete, code.until.isoformat()) == (True, False, "2025-07-13")
    assert "abrogés" in law.note
    gone = Text(
        legi_id="LEGITEXT000000000002",
        cid="JORFTEXT000000000002",
        title="Loi",
        start="2001-01-01",
        number="00-2",
        folder="TNC_non_vigueur",
    )
    write_archive(archives / FIRST, [text_entry(gone)])
    imported(parvis, archives, tmp_path)
    law = base_of(tmp_path).coverage("loi")
    assert law is not None
    assert law.is_complete


class Killed(BaseException):
    """A kill, as far as a test can play one: nothing after it runs."""


def killed_after(file: Path, source: Path, moments: int) -> bool:
    """Import until the given moment of progress; False when it ended before."""
    count = 0

    def told(name: str, taken: int, size: int) -> None:
        nonlocal count
        count += 1
        if count == moments:
            raise Killed

    files = archives_in(source)
    plan = plan_import(sorted(files), None)
    try:
        with building(file, fresh=True) as build:
            build.say("begun_with", plan.apply[0].name)
            import_archives(build, plan, files, told)
            build.finish(file)
    except Killed:
        return True
    return False


def test_killed_anywhere_and_taken_up_again_the_base_is_the_same(
    parvis: Parvis, archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.legi_import, "BATCH", 7)
    write_archive(archives / FULL, many_articles(60))
    lists = removal(path_of("code_en_vigueur", CODE, "article", "LEGIARTI000006000000").removesuffix(".xml"))
    write_archive(archives / FIRST, [*many_articles(9), lists])
    write_archive(archives / SECOND, [entry(4)])
    imported(parvis, archives, tmp_path / "whole")
    whole = base_of(tmp_path / "whole").digest()
    moment = 0
    while True:
        moment += 1
        data = tmp_path / f"killed{moment}"
        file = data / "legal" / "legal.sqlite"
        if not killed_after(file, archives, moment):
            break
        assert construction(file).exists()
        assert not file.exists()
        again = imported(parvis, archives, data)
        assert again["applied"] == [FULL, FIRST, SECOND]
        assert base_of(data).digest() == whole
    assert moment > 10


def test_an_import_that_was_left_for_another_one_leaves_nothing_of_itself(
    parvis: Parvis, archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.legi_import, "BATCH", 2)
    data = tmp_path / "data"
    assert killed_after(data / "legal" / "legal.sqlite", archives, 1)
    (archives / FULL).unlink()
    write_archive(archives / "Freemium_legi_global_20260713-140000.tar.gz", [entry(9)])
    imported(parvis, archives, data)
    assert starts(data, "L1") == []
    assert starts(data, "L9") == ["2000-01-01"]


def test_a_truncated_archive_leaves_the_base_that_serves_and_goes_on_once_it_is_whole(
    parvis: Parvis, archives: Path, tmp_path: Path
) -> None:
    imported(parvis, archives, tmp_path)
    before = (tmp_path / "legal" / "legal.sqlite").read_bytes()
    file = write_archive(archives / FIRST, many_articles(40))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    code, _, err = parvis("legi", "import", str(archives), "--data", str(tmp_path))
    assert code == 2
    assert "truncated or damaged" in err
    assert (tmp_path / "legal" / "legal.sqlite").read_bytes() == before
    _, out, _ = parvis("legi", "status", "--data", str(tmp_path))
    assert "repeat the import" in out
    file.write_bytes(whole)
    assert imported(parvis, archives, tmp_path)["applied"] == [FIRST]


def test_a_second_import_at_once_is_refused(archives: Path, parvis: Parvis, tmp_path: Path) -> None:
    with building(tmp_path / "legal" / "legal.sqlite", fresh=True):
        code, _, err = parvis("legi", "import", str(archives), "--data", str(tmp_path))
    assert code == 3
    assert "another import" in err


def test_a_damaged_base_is_told(parvis: Parvis, tmp_path: Path) -> None:
    (tmp_path / "legal").mkdir()
    (tmp_path / "legal" / "legal.sqlite").write_bytes(b"not a database" * 100)
    code, _, err = parvis("visas", "resolve", "cgct:L1", "--data", str(tmp_path))
    assert code == 1
    assert "damaged" in err


def test_without_a_base_the_shipped_facts_answer_and_say_what_they_are(parvis: Parvis, tmp_path: Path) -> None:
    _, out, _ = parvis("legi", "status", "--data", str(tmp_path), "--json", "--digest")
    value = json.loads(out)
    Draft202012Validator(schema("legi-status")).validate(value)
    assert (value["is_loaded"], value["base"]) == (False, "starter facts")
    assert {one["is_complete"] for one in value["coverage"]} == {False}
    assert len(value["digest"]) == 64


def test_a_folder_without_archives_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no LEGI archive"):
        archives_in(tmp_path)


def test_update_fetches_what_is_new_loads_it_and_keeps_no_archive(
    parvis: Parvis, archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {FULL: (archives / FULL).read_bytes()}
    asked: list[str] = []
    with dila(files, Faults(), asked) as url:
        monkeypatch.setenv("PARVIS_LEGI_URL", url)
        data = tmp_path / "data"
        code, _, err = parvis("legi", "update", "--data", str(data), "--json")
        assert (code, err) == (0, "")
        files[FIRST] = write_archive(archives / FIRST, [entry(4)]).read_bytes()
        parvis("legi", "update", "--data", str(data), "--json")
        parvis("legi", "update", "--data", str(data), "--json")
    assert [name for name in asked if name] == [FULL, FIRST]
    assert starts(data, "L4") == ["2000-01-01"]
    assert list((data / "legal" / "archives").iterdir()) == []


def test_an_update_whose_server_is_down_leaves_the_base(
    parvis: Parvis, archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(parvis, archives, tmp_path)
    faults = Faults()
    faults.codes = [404]
    with dila({}, faults, []) as url:
        monkeypatch.setenv("PARVIS_LEGI_URL", url)
        code, _, err = parvis("legi", "update", "--data", str(tmp_path))
    assert code == 2
    assert "PARVIS_LEGI_URL" in err
    assert starts(tmp_path, "L1") == ["2000-01-01"]
