from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from eval.verbatim import (
    READ_BY_OCR,
    PageReader,
    Shown,
    Verdict,
    check_all,
    check_one,
    decode,
    find_pdftotext,
    folded,
    pieces_of,
    visible_text,
    without_markup,
)

needs_pdftotext = pytest.mark.skipif(find_pdftotext() is None, reason="poppler's pdftotext is not installed")


def shown(file: Path, text: str, *, is_row: bool = False, page: int | None = None) -> Shown:
    return Shown(text=text, is_row=is_row, file=file, page=page)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("la commu-\nnauté", "la communauté"),  # cut word
        ("peut-\nêtre", "peut-être"),  # cut at its own hyphen
        ("con\u00adseil", "conseil"),  # soft hyphen
        ("oﬃce", "office"),  # ligature
        ("un  tarif\n de\u00a06 €", "un tarif de 6 €"),
        ("4 m³", "4 m3"),
    ],
)
def test_folding_makes_one_of_what_line_ends_and_fonts_change(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("6,35 €", "6,53 €"), ("lundi", "Lundi"), ("3-4", "34")])
def test_folding_keeps_every_difference_of_words_and_figures(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_the_body_of_a_page_is_what_a_reader_sees() -> None:
    html = """<html><head><title>Titre</title><style>p{}</style></head><body><nav>Menu</nav>
    <p>Le <strong>lundi</strong> de 9&nbsp;h</p><script>var caché = 1;</script><p>Gratuit</p></body></html>"""
    assert folded(visible_text(html)) == "Menu Le lundi de 9 h Gratuit"


def test_a_head_left_open_does_not_silence_the_body() -> None:
    assert folded(visible_text("<head><title>T</title><body>Ouvert</body>")) == "Ouvert"


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    source = "## Horaires\n> Le **lundi** et _mardi_, voir [la page](https://exemple.fr/a_b)\n| Adulte | 3 € |"
    assert folded(without_markup(source)) == "Horaires Le lundi et mardi, voir la page Adulte 3 €"


def test_a_row_is_looked_for_cell_by_cell() -> None:
    assert pieces_of("Adulte | 3 € |  ", is_row=True) == ["Adulte", "3 €"]
    assert pieces_of("| Adulte | 3 € |", is_row=True) == ["Adulte", "3 €"]  # its first and last cells are empty
    assert pieces_of("- Apporter un livret", is_row=False) == ["Apporter un livret"]


def test_a_sentence_of_a_page_is_verbatim_and_a_changed_one_is_not(tmp_path: Path) -> None:
    page = tmp_path / "ecole.html"
    page.write_text("<body><p>La cantine ouvre à <b>11h45</b>.</p></body>", encoding="utf-8")
    report = check_all(
        [shown(page, "La cantine ouvre à 11h45."), shown(page, "La cantine ouvre à 11h54.")],
        PageReader(program=None),
    )
    assert [check.verdict for check in report.checks] == [Verdict.VERBATIM, Verdict.CHANGED]
    assert (report.strict.hits, report.strict.total) == (1, 2)
    assert [check.shown.text for check in report.failures] == ["La cantine ouvre à 11h54."]
    assert report.readings == {"body": 1}


def test_letters_set_apart_are_counted_apart(tmp_path: Path) -> None:
    page = tmp_path / "avis.txt"
    page.write_text("M I D I à S t Clair", encoding="utf-8")
    report = check_all([shown(page, "MIDI à St Clair")], PageReader(program=None))
    assert report.checks[0].verdict is Verdict.SPACES_DIFFER
    assert (report.strict.hits, report.spaces_ignored.hits) == (0, 1)


def test_markdown_is_read_by_its_source_or_without_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "horaires.md"
    page.write_text("| Jour | Heure |\n|---|---|\n| **lundi** | 9h |\n", encoding="utf-8")
    reader = PageReader(program=None)
    assert check_one(shown(page, "lundi | 9h", is_row=True), reader).verdict is Verdict.VERBATIM
    assert check_one(shown(page, "mardi | 9h", is_row=True), reader).verdict is Verdict.CHANGED


def test_a_file_that_is_gone_is_named_and_not_counted(tmp_path: Path) -> None:
    report = check_all([shown(tmp_path / "absent.md", "rien")], PageReader(program=None))
    assert report.checks[0].verdict is Verdict.UNCHECKED
    assert report.strict.total == 0
    assert "absent.md" in next(iter(report.unchecked))


def make_pdf(folder: Path) -> Path:
    file = folder / "tarifs.pdf"
    canvas = Canvas(str(file), invariant=1)
    canvas.drawString(72, 700, "Premiere page sans rapport.")
    canvas.showPage()
    canvas.drawString(72, 700, "Le prix du repas est fixe par la commu-")
    canvas.drawString(72, 685, "ne a 6,35 euros.")
    canvas.drawString(72, 640, "Adulte")
    canvas.drawString(300, 640, "7 euros")
    canvas.save()
    return file


def test_without_pdftotext_pdf_pages_are_unchecked_and_it_is_said(tmp_path: Path) -> None:
    report = check_all([shown(make_pdf(tmp_path), "x", page=1)], PageReader(program=None))
    assert report.unchecked == {"pdftotext is missing": 1}
    assert report.strict.total == 0


@needs_pdftotext
def test_a_pdf_page_is_read_by_pdftotext(tmp_path: Path) -> None:
    file, reader = make_pdf(tmp_path), PageReader(program=find_pdftotext())
    right = "Le prix du repas est fixe par la commune a 6,35 euros."
    assert check_one(shown(file, right, page=2), reader).verdict is Verdict.VERBATIM
    assert check_one(shown(file, right, page=1), reader).verdict is Verdict.CHANGED
    assert check_one(shown(file, "Adulte | 7 euros", is_row=True, page=2), reader).verdict is Verdict.VERBATIM
    assert check_one(shown(file, right, page=9), reader).verdict is Verdict.UNCHECKED


def test_pages_in_windows_encoding_are_read() -> None:
    assert decode("L’été à 6 €".encode("cp1252")) == "L’été à 6 €"
    assert decode("\ufeffété".encode()) == "été"


def test_what_was_read_by_ocr_is_counted_apart(tmp_path: Path) -> None:
    item = Shown(text="Le repas coûte 3,45 €.", is_row=False, file=tmp_path / "scan.pdf", page=1, is_from_ocr=True)
    report = check_all([item], PageReader(None))
    assert report.unchecked == {READ_BY_OCR: 1}
    assert report.strict.total == 0


def test_a_masked_sentence_is_the_page_s_before_and_after_its_masks() -> None:
    masked = "M. et Mme [nom], demeurant [adresse], vendent leur terrain."
    assert pieces_of(masked, is_row=False) == ["M. et Mme", ", demeurant", ", vendent leur terrain."]
    assert pieces_of("M. [nom] | 12 €", is_row=True) == ["M.", "12 €"]
    assert pieces_of("- Sans masque", is_row=False) == ["Sans masque"]
