from datetime import date

from domain.act import ActKind, Outcome, Vote
from domain.document import MediaType
from ingest.data.scdl import scdl_lines
from ingest.office.csv_grid import read_csv
from tests.ingest.conftest import Town

HEADER = (
    "COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_MATIERE_CODE;DELIB_MATIERE_NOM;DELIB_OBJET;"
    "VOTE_POUR;VOTE_CONTRE;VOTE_ABSTENTION;DELIB_URL"
)
ROWS = (
    "Valbrune;21410000000019;2031-012;2031-03-04;7.1;Finances locales;Tarifs de la cantine;14;0;0;"
    "https://a.example.fr/12.pdf",
    "Valbrune;21410000000019;2031-013;2031-03-04;3.1/Acquisitions;Domaine;Achat du presbytère;9;4;1;"
    "javascript:alert(1)",
)
FILE = "\n".join((HEADER, *ROWS)) + "\n"


def test_each_row_is_a_record_under_the_titles_of_its_columns() -> None:
    lines = read_csv(FILE.encode("cp1252")).pages[0].lines
    assert [line.text for line in lines[:10]] == [
        "Tarifs de la cantine",
        "- Numéro de la délibération : 2031-012",
        "- Date de la délibération : 4 mars 2031",
        "- Objet de la délibération : Tarifs de la cantine",
        "- Collectivité : Valbrune",
        "- Code de la matière : 7.1",
        "- Matière : Finances locales",
        "- Pour : 14",
        "- Contre : 0",
        "- Abstentions : 0",
    ]


def test_a_row_is_a_decision_with_the_address_of_its_document_and_its_passage_gives_it(town: Town) -> None:
    town.write("deliberations.csv", FILE.encode())
    town.ingest()
    document = town.document("deliberations.csv")
    assert document.media_type is MediaType.CSV
    assert document.title == "deliberations"
    assert document.act is not None
    assert document.act.kind is ActKind.LISTE_DES_DELIBERATIONS
    first, second = town.store.decisions()
    assert (first.number, first.title, first.day, first.matter) == (
        "2031-012",
        "Tarifs de la cantine",
        date(2031, 3, 4),
        "7.1",
    )
    assert first.vote == Vote(outcome=Outcome.UNANIMITE, in_favour=14, against=0, abstentions=0)
    assert second.vote == Vote(outcome=Outcome.MAJORITE, in_favour=9, against=4, abstentions=1)
    assert (first.link, second.link, second.matter) == ("https://a.example.fr/12.pdf", None, "3.1")
    passages = town.store.passages_of(document.id)
    assert [passage.link for passage in passages] == ["https://a.example.fr/12.pdf", None]
    assert passages[0].text[first.start : first.end] == "Tarifs de la cantine"


def test_each_row_is_a_passage_of_its_own_however_short(town: Town) -> None:
    town.write("aides.csv", "nomBeneficiaire;objet;montant\nClub du Val;Fonctionnement;300\nChorale;Voyage;1200\n")
    town.ingest()
    assert [text.split("\n")[0] for text in town.texts("aides.csv")] == ["Club du Val", "Chorale"]
    assert "Montant de la subvention : 300 €" in town.texts("aides.csv")[0]


def test_amounts_of_subventions_are_written_as_amounts_and_columns_may_stand_in_any_order() -> None:
    rows = [
        ["montant", "nomBeneficiaire", "OBJET"],
        ["99786.5", "Club du Val", "Fonctionnement"],
        ["1200", "Chorale", "Voyage"],
    ]
    assert [line.text for line in scdl_lines(rows) or []] == [
        "Club du Val",
        "- Bénéficiaire : Club du Val",
        "- Objet de la subvention : Fonctionnement",
        "- Montant de la subvention : 99 786,50 €",
        "Chorale",
        "- Bénéficiaire : Chorale",
        "- Objet de la subvention : Voyage",
        "- Montant de la subvention : 1 200 €",
    ]


def test_an_equipment_has_its_hours_and_its_site() -> None:
    header = ["EQUIP_NOM", "EQUIP_TYPE", "EQUIP_OUVERTURE", "EQUIP_WEB"]
    rows = [header, ["Piscine", "Bassin", "Mo-Fr 9-12", "https://p.example.fr"]]
    lines = scdl_lines(rows) or []
    assert [line.text for line in lines] == [
        "Piscine",
        "- Équipement : Piscine",
        "- Type : Bassin",
        "- Ouverture : Mo-Fr 9-12",
        "- Site internet : https://p.example.fr",
    ]
    assert lines[0].link == "https://p.example.fr"


def test_another_table_is_left_to_the_others() -> None:
    assert scdl_lines([["Objet", "Montant"], ["x", "3"]]) is None
