from pathlib import Path

from ingest.ocr.programs import FRENCH, OCRMYPDF, TESSERACT, MissingPrograms, OcrPrograms, find_programs
from tests.ingest.ocr.stand_ins import write_programs


def test_programs_that_are_there_tell_their_versions(tmp_path: Path) -> None:
    found = write_programs(tmp_path / "bin")
    assert isinstance(found, OcrPrograms)
    assert found.versions == ("tesseract 5.9.9", "14.9.9")


def test_nothing_installed_names_all_that_is_missing_and_what_to_type(tmp_path: Path) -> None:
    found = find_programs(str(tmp_path))
    assert isinstance(found, MissingPrograms)
    assert set(found.names) == {TESSERACT, FRENCH, OCRMYPDF}
    assert "apt-get install ocrmypdf tesseract-ocr-fra" in found.told()


def test_a_tesseract_without_french_is_not_enough(tmp_path: Path) -> None:
    assert write_programs(tmp_path / "bin", language="deu") == MissingPrograms(names=(FRENCH,))


def test_a_missing_ocrmypdf_is_named_alone(tmp_path: Path) -> None:
    write_programs(tmp_path / "bin")
    (tmp_path / "bin" / "ocrmypdf").unlink()
    assert find_programs(str(tmp_path / "bin")) == MissingPrograms(names=(OCRMYPDF,))


def test_a_program_that_does_not_start_is_missing(tmp_path: Path) -> None:
    write_programs(tmp_path / "bin")
    (tmp_path / "bin" / "ocrmypdf").write_text("#!/nowhere/python\n")
    assert find_programs(str(tmp_path / "bin")) == MissingPrograms(names=(OCRMYPDF,))
