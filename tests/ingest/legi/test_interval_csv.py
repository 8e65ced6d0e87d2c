from pathlib import Path

from domain.legal_record import RecordedArticle
from ingest.legi.interval_csv import read_intervals

HEADER = "article,debut,fin,motif_fin,texte_creant,section,blob\n"
PLU = "partie-legislative/titre-ii-previsions-et-regles-durbanisme/chapitre-iii-plans-locaux-durbanisme"
POS = "partie-legislative/titre-ii-previsions-et-regles-durbanisme/chapitre-iii-plans-doccupation-des-sols"
REGION = "partie-legislative/chapitre-iii-dispositions-particulieres/section-1-schema-directeur-de-la-region"


def read(tmp_path: Path, *lines: str) -> list[RecordedArticle]:
    file = tmp_path / "code-de-lurbanisme.csv"
    file.write_text(HEADER + "\n".join(lines), "utf-8")
    return list(read_intervals(file))


def test_a_number_under_headings_with_nothing_in_common_belongs_to_another_article(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"L123-1,1990-01-01,2001-04-01,MODIFIE,Loi,{POS},a",
        f"L123-1,2001-04-01,2016-01-01,MODIFIE,Loi,{PLU},b",
        f"L123-1,2016-01-01,,,Ordonnance,{REGION},c",
        f"L123-2,2016-01-01,,,Ordonnance,{REGION},d",
    )
    ids = [one.article_id for one in found]
    assert ids[0] == ids[1] != ids[2] != ids[3]
    assert (found[2].changed_by, found[2].text_digest, found[2].end) == ("Ordonnance", "c", None)


def test_headings_that_are_not_given_say_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, f"L1,1990-01-01,2001-04-01,,,{PLU},a", "L1,2001-04-01,,,,,b")
    assert found[0].article_id == found[1].article_id
