from eval.bench_legi import lookup_figures
from eval.legi_archive import many_articles
from ingest.legi.lxml_records import read_member
from ingest.legi.member_paths import member_path


def test_the_made_archive_holds_files_of_every_kind_that_are_all_read() -> None:
    kinds = set()
    for path, data, written_at in many_articles(30):
        where = member_path(path)
        assert where is not None
        kinds.add(where.kind.value)
        read_member(where, data, written_at)
    assert kinds == {"article", "section_ta", "texte/version"}


def test_lookups_are_timed_on_references_that_the_base_has() -> None:
    lines = list(lookup_figures(1_200))
    assert lines[0].startswith("base of 1200 versions")
    assert "60 references" in lines[1]
