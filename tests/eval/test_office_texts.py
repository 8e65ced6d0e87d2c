from pathlib import Path

import pytest

from corpus import SAMPLE_DOCUMENTS
from eval.office_texts import WITHOUT_READING, office_text
from eval.verbatim import PageReader, Shown, Verdict, check_one, folded

READER = PageReader(program=None)


def shown(file: Path, text: str, *, is_row: bool = False) -> Shown:
    return Shown(text=text, is_row=is_row, file=file, page=None)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "mairie/reglements/projet-reglement-jardins-familiaux.docx",
            "peuvent louer une parcelle sans attendre, s’il en reste une libre le 1er mars.",
        ),
        ("mairie/reglements/projet-reglement-jardins-familiaux.docx", "Article L. 561-1 du code rural"),
        ("mairie/reglements/reglement-jardins-familiaux.odt", "Les poules sont permises, six au plus par parcelle."),
        ("mairie/tarifs/tarifs-communaux-2026.ods", "Chauffage compris."),
        ("mairie/lettre/2026-11-16-lettre-112.eml", "L’eau sera coupée à Villechaume le mardi 1er décembre"),
        ("mairie/servicepublic/F90001.xml", "Passé ce délai, il est possible de régulariser jusqu'à 25 ans"),
    ],
)
def test_the_words_of_an_office_file_are_read_apart_from_the_product(path: str, words: str) -> None:
    text = folded(office_text(SAMPLE_DOCUMENTS / path) or "")
    assert words in text


def test_a_row_of_a_sheet_is_verbatim_and_another_amount_is_not() -> None:
    sheet = SAMPLE_DOCUMENTS / "mairie/tarifs/tarifs-communaux-2026.ods"
    assert check_one(shown(sheet, "Banc | 60 | 1,00 €", is_row=True), READER).verdict is Verdict.VERBATIM
    assert check_one(shown(sheet, "Banc | 60 | 1,07 €", is_row=True), READER).verdict is Verdict.CHANGED


@pytest.mark.parametrize("suffix", sorted(WITHOUT_READING))
def test_what_has_no_second_reading_is_unchecked_by_its_format(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"fichier{suffix}"
    file.write_bytes(b"mots")
    check = check_one(shown(file, "mots"), READER)
    assert check.verdict is Verdict.UNCHECKED
    assert suffix in check.reading


def test_a_file_that_is_not_what_its_name_says_is_named_and_unchecked(tmp_path: Path) -> None:
    file = tmp_path / "faux.docx"
    file.write_bytes(b"du texte")
    check = check_one(shown(file, "du texte"), READER)
    assert check.verdict is Verdict.UNCHECKED
    assert "faux.docx" in check.reading
