from pathlib import Path

import pytest

from eval.data_values import values_shown, values_text
from eval.verbatim import PageReader, Shown, Verdict, check_one

JSON = '{"titre": "Commission", "date": "2031-03-04", "lieu": {"nom": "Salle \\u00e9t\\u00e9"}, "prix": 1200.5}'


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("- Commission – Date : 4 mars 2031 ; Lieu : Salle été", ["Commission", "4 mars 2031", "Salle été"]),
        ("- Délégations : École, Sport", ["École", "Sport"]),
        ("Préparation du budget", ["Préparation du budget"]),
    ],
)
def test_a_shown_record_is_taken_apart_into_its_values(text: str, values: list[str]) -> None:
    assert values_shown(text) == values


@pytest.mark.parametrize(
    ("name", "source", "value"),
    [
        ("a.json", JSON, "Salle été"),
        ("a.json", JSON, "4 mars 2031"),
        ("a.json", JSON, "1 200,50 €"),
        ("a.json", '{"adresse": "[{\\"voie\\": \\"12 rue du Moulin\\"}]"}', "12 rue du Moulin"),
        ("a.xml", "<a><b>Gratuit</b> le <c>lundi</c></a>", "Gratuit le lundi"),
        ("a.ics", "SUMMARY:Conseil\\, bud\n get\nDTSTART:20310304", "Conseil, budget"),
        ("a.eml", "Subject: Avis\nContent-Transfer-Encoding: quoted-printable\n\nL=C3=A0-bas.", "Avis"),
        ("a.csv", "montant\n99786.5\n", "99 786,50 €"),
        ("a.json", "{broken", "{broken"),
    ],
)
def test_the_values_of_a_file_are_read_by_other_means(name: str, source: str, value: str) -> None:
    assert value in values_text(name, source)


def test_a_record_with_one_value_that_is_not_the_file_s_is_not_verbatim(tmp_path: Path) -> None:
    file = tmp_path / "agenda.json"
    file.write_text(JSON, "utf-8")

    def verdict(text: str) -> Verdict:
        shown = Shown(text=text, is_row=False, file=file, page=None)
        return check_one(shown, PageReader(program=None)).verdict

    assert verdict("- Commission – Date : 4 mars 2031") is Verdict.VERBATIM
    assert verdict("- Commission – Date : 5 mars 2031") is Verdict.CHANGED


def test_without_libreoffice_files_that_it_alone_reads_are_unchecked_and_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "prix.xlsx"
    file.write_bytes(b"PK")
    check = check_one(Shown(text="x", is_row=False, file=file, page=None), PageReader(program=None))
    assert (check.verdict, check.reading) == (
        Verdict.UNCHECKED,
        "no second reading of .xlsx files; LibreOffice is missing",
    )
