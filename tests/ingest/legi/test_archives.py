"""Names, plans, paths, lists and hostile archives of LEGI."""

import io
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.legal_record import Removal
from eval.legi_archive import Article, article_entry, path_of, write_archive
from ingest.legi.archive_names import ArchiveName, archive_name, plan_archives
from ingest.legi.member_paths import FileKind, is_suppression_list, member_path, removals
from ingest.legi.tar_archive import members

FULL = "Freemium_legi_global_20250713-140000.tar.gz"


def named(name: str) -> ArchiveName:
    found = archive_name(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "stamp", "is_increment"),
    [
        (FULL, "20250713-140000", False),
        ("LEGI_20250715-212345.tar.gz", "20250715-212345", True),
        ("legi_20250715-212345.tar.gz", "20250715-212345", True),
    ],
)
def test_an_archive_is_known_by_its_name(name: str, stamp: str, is_increment: bool) -> None:
    assert (named(name).stamp, named(name).is_increment) == (stamp, is_increment)


@pytest.mark.parametrize("name", ["JADE_20250715-212345.tar.gz", "LEGI_20251345-212345.tar.gz", "LEGI.tar.gz", "x.xml"])
def test_another_file_is_no_archive(name: str) -> None:
    assert archive_name(name) is None


def increment(day: str) -> ArchiveName:
    return named(f"LEGI_{day}-210000.tar.gz")


def test_a_full_archive_begins_and_the_increments_after_it_follow_in_order() -> None:
    before, first, second = increment("20250710"), increment("20250714"), increment("20250715")
    plan = plan_archives([second, before, named(FULL), first], set(), "")
    assert plan.apply == (named(FULL), first, second)
    assert not plan.late
    assert not plan.missing


def test_only_what_is_new_is_applied_and_a_late_one_is_named() -> None:
    known, late, new = increment("20250715"), increment("20250714"), increment("20250716")
    plan = plan_archives([known, late, new, named(FULL)], {FULL, known.name}, known.stamp)
    assert plan.apply == (new,)
    assert plan.late == (late,)
    assert plan.known == (named(FULL), known)


def test_days_without_an_increment_are_named_and_a_long_week_end_is_not() -> None:
    plan = plan_archives(
        [increment("20250718"), increment("20250722"), increment("20250804")], {FULL}, "20250717-210000"
    )
    assert plan.missing == ((date(2025, 7, 22), date(2025, 8, 4)),)


def test_a_newer_full_archive_begins_again() -> None:
    newer = named("Freemium_legi_global_20260713-140000.tar.gz")
    plan = plan_archives([named(FULL), newer, increment("20260714")], {FULL}, "20260710-210000")
    assert plan.apply == (newer, increment("20260714"))


@pytest.mark.parametrize("stamp", ["", "20260819-222711"])
@pytest.mark.parametrize(("part", "kind"), [("article", FileKind.ARTICLE), ("texte/version", FileKind.VERSION)])
def test_a_path_gives_the_kind_the_text_and_the_id(stamp: str, part: str, kind: FileKind) -> None:
    path = path_of("code_en_vigueur", "LEGITEXT000006070633", part, "LEGIARTI000006390000", stamp=stamp)
    found = member_path(path)
    assert found is not None
    assert (found.folder, found.kind, found.legi_id) == (
        "code_en_vigueur/LEGITEXT000006070633",
        kind,
        "LEGIARTI000006390000",
    )


@pytest.mark.parametrize("path", ["legi/global/readme.xml", "legi/global/code_et_TNC_en_vigueur/x/y.xml", "a.txt"])
def test_another_path_is_passed_over(path: str) -> None:
    assert member_path(path) is None


def test_a_list_of_suppressions_names_files_folders_and_what_it_cannot_mean() -> None:
    code = "legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00/00/06/07/06/LEGITEXT000006070633"
    text = "\n".join(
        [
            f"{code}/article/LEGI/ARTI/00/00/06/39/00/LEGIARTI000006390000",
            f"{code}/article/LEGI/ARTI/00/00/06/39/00/LEGIARTI000006390001 D",
            f"{code}/texte/version/LEGITEXT000006070633",
            code,
            f"{code}/article",
            f"{code}/section_ta",
            "legi/global/code_et_TNC_non_vigueur/TNC_non_vigueur/JORF/TEXT/00/00/06/07",
            "legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00",
            "etc/passwd",
            "",
        ]
    )
    folder = "code_en_vigueur/LEGITEXT000006070633"
    assert list(removals(text)) == [
        Removal(folder=folder, legi_id="LEGIARTI000006390000", part="article"),
        Removal(folder=folder, legi_id="LEGIARTI000006390001", part="article"),
        Removal(folder=folder, legi_id="LEGITEXT000006070633", part="texte"),
        Removal(folder=folder),
        Removal(folder=folder, part="article"),
        Removal(folder=folder, legi_id="-"),
        Removal(folder="TNC_non_vigueur/JORFTEXT00000607"),
        "legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00",
        "etc/passwd",
    ]


@pytest.mark.parametrize("name", ["20260819-222711/liste_suppression_legi.dat", "liste_suppression_legi_dossier.dat"])
def test_both_lists_are_known(name: str) -> None:
    assert is_suppression_list(name)


def tar_of(file: Path, fill: Callable[[tarfile.TarFile], None]) -> Path:
    with tarfile.open(file, "w:gz") as tar:
        fill(tar)
    return file


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE) -> Callable[[tarfile.TarFile], None]:
    def fill(tar: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.type, info.linkname = size, kind, "elsewhere"
        tar.addfile(info, io.BytesIO(b"\0" * size))

    return fill


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        (member("legi/../../outside.xml"), "leaves the archive"),
        (member("/legi/absolute.xml"), "leaves the archive"),
        (member("legi\\..\\outside.xml"), "leaves the archive"),
        (member("legi/link.xml", kind=tarfile.SYMTYPE), "link or a device"),
        (member("legi/hard.xml", kind=tarfile.LNKTYPE), "link or a device"),
        (member("legi/pipe.xml", kind=tarfile.FIFOTYPE), "link or a device"),
        (member("legi/large.xml", size=65 * 1024 * 1024), "over"),
    ],
)
def test_a_hostile_archive_is_refused(tmp_path: Path, fill: Callable[[tarfile.TarFile], None], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        list(members(tar_of(tmp_path / FULL, fill)))


def test_a_bomb_is_refused_long_before_it_has_expanded(tmp_path: Path) -> None:
    def fill(tar: tarfile.TarFile) -> None:
        for number in range(6):
            member(f"legi/{number}.xml", size=30 * 1024 * 1024)(tar)

    with pytest.raises(BadInput, match="as a bomb does"):
        list(members(tar_of(tmp_path / FULL, fill)))


def test_a_truncated_archive_gives_what_precedes_then_says_so(tmp_path: Path) -> None:
    entries = [
        article_entry(
            Article(legi_id=f"LEGIARTI{n:012}", number=f"L{n}", start="2000-01-01", text=f"{n * 7919} " * 400)
        )
        for n in range(200)
    ]
    file = write_archive(tmp_path / FULL, entries)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    read: list[str] = []
    with pytest.raises(BadInput, match="truncated or damaged"):
        read.extend(member.path for member in members(file))
    assert 20 < len(read) < 180


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / FULL).write_text("<html>503</html>")
    with pytest.raises(BadInput, match="fetch it again"):
        list(members(tmp_path / FULL))
