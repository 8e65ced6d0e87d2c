"""The real programs on pages scanned by our own means: turned, speckled, low in dots, in columns, with tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.pillow_scan import scan_pdf
from domain.document import FileState
from ingest.cage.pool import Cage
from ingest.cleaning import clean_pages
from ingest.ocr.page_job import OcrPage
from ingest.ocr.programs import OcrPrograms, find_programs
from ingest.ocr.rebuilt import rebuilt_page
from ingest.ocr.scan_reader import ScanPages, ScanReader
from ingest.source_run import ingest_source
from ingest.text import LineKind, TextLine
from tests.ingest.conftest import PROFILE, SOURCE, Town
from tests.ingest.memory_store import FixedClock
from tests.ingest.pdf_files import BODY, JUSTIFIED, flowing_pdf, table_pdf, two_column_pdf

pytestmark = pytest.mark.ocr

ACT = (
    "Le conseil municipal, après en avoir délibéré, fixe ainsi les tarifs du restaurant scolaire pour l'année scolaire "
    "2031-2032 : le repas d'un enfant de la commune est porté à 3,45 €, celui d'un enfant d'une autre commune à "
    "6,80 €, et celui d'un adulte à 7,25 €. Ces tarifs s'appliquent à compter du 1er septembre 2031.",
    "La garderie est ouverte de 7 h 30 à 8 h 45 et de 16 h 30 à 18 h 15. Une heure commencée est due en entier ; un "
    "retard après la fermeture est compté 12,50 € par enfant. Les familles dont le quotient familial est inférieur à "
    "650 paient la moitié du tarif, sur présentation de l'avis d'imposition.",
    "Le budget de l'exercice s'équilibre en dépenses et en recettes à 1 284 350,75 €, dont 412 900,00 € pour "
    "la section d'investissement. Le conseil autorise le maire à signer tout document utile à l'exécution de ceci.",
) * 2
ROWS = [
    ["Quotient familial", "Repas", "Garderie du matin", "Garderie du soir"],
    ["Moins de 500", "2,10 €", "1,05 €", "1,60 €"],
    ["De 501 à 900", "3,45 €", "1,35 €", "1,90 €"],
    ["Plus de 900", "4,80 €", "1,75 €", "2,40 €"],
    ["Extérieurs", "6,25 €", "2,50 €", "3,10 €"],
]
LEFT = [
    "La bibliothèque change ses horaires à la",
    "rentrée. Elle sera ouverte le mardi soir et",
    "le samedi toute la journée, pour que chacun",
    "puisse venir après son travail. Les enfants",
    "y trouveront un coin de lecture refait à",
    "neuf pendant l'été par les agents de la",
    "commune, avec des livres choisis par les",
    "classes de l'école élémentaire.",
]
RIGHT = [
    "Le marché de producteurs se tiendra sur la",
    "place chaque premier dimanche du mois, de",
    "neuf heures à midi. Une vingtaine de",
    "producteurs de la vallée y seront présents",
    "avec des légumes, des fromages et du miel.",
    "Le stationnement sera interdit autour de la",
    "place pendant la durée du marché, comme",
    "l'an passé.",
]
WORD = r"[^\W\d_]{2,}"
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def programs() -> OcrPrograms:
    found = find_programs()
    if not isinstance(found, OcrPrograms):
        pytest.skip(found.told())
    return found


@pytest.fixture(scope="module")
def reader(programs: OcrPrograms, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScanReader]:
    with ScanReader(programs, tmp_path_factory.mktemp("ocr")) as opened:
        yield opened


def read(reader: ScanReader, folder: Path, pdf: bytes, **how: object) -> tuple[OcrPage, Sequence[TextLine]]:
    tilt, dots = how.get("tilt"), how.get("dots", 150)
    assert tilt is None or isinstance(tilt, float)
    assert isinstance(dots, int)
    file = folder / "scan.pdf"
    file.write_bytes(scan_pdf(pdf, title="scan", seed=7, tilt_degrees=tilt, dots_per_inch=dots))
    (page,) = reader.read(ScanPages(path=file, digest=f"{hash(file.read_bytes()):064x}", numbers=(1,))).values()
    assert isinstance(page, OcrPage)
    return page, clean_pages([rebuilt_page(page)])[0].lines


def missed(truth: str, lines: Sequence[TextLine], pattern: str) -> Counter[str]:
    """What of the page is neither read nor among what is doubtful."""
    return Counter(re.findall(pattern, truth)) - Counter(re.findall(pattern, " ".join(line.text for line in lines)))


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({}, id="a straight enough scan"),
        pytest.param({"dots": 110}, id="few dots"),
        pytest.param({"tilt": 3.5}, id="laid askew"),
        pytest.param({"tilt": -6.0}, id="laid very much askew"),
        pytest.param({"tilt": 90.0}, id="on its side"),
        pytest.param({"tilt": 180.0}, id="upside down"),
    ],
)
def test_the_words_of_an_act_are_read_and_no_wrong_figure_passes_for_sure(
    reader: ScanReader, tmp_path: Path, how: dict[str, object]
) -> None:
    truth = " ".join(ACT)
    page, lines = read(reader, tmp_path, flowing_pdf([(text, JUSTIFIED) for text in ACT]), **how)
    assert page.is_turned == (how.get("tilt") in (90.0, 180.0))
    words = Counter(re.findall(WORD, truth))
    assert missed(truth, lines, WORD).total() < 0.03 * words.total()
    sure = Counter(
        figure
        for line in lines
        for word in line.text.split()
        if word not in line.doubts
        # A comma read as a point, at few dots, is the same figure.
        for figure in FIGURE.findall(word.replace(".", ","))
    )
    assert sure - Counter(FIGURE.findall(truth.replace(".", ","))) == Counter()
    assert missed(truth, lines, r"\d+").total() <= 6


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_of_tariffs_keeps_its_rows_and_columns(reader: ScanReader, tmp_path: Path, ruled: bool) -> None:
    _, lines = read(reader, tmp_path, table_pdf(ROWS, ruled, "Tarifs du service périscolaire de la commune"))
    rows = [line for line in lines if line.kind is LineKind.ROW]
    for expected in ROWS[1:]:
        (row,) = (row for row in rows if row.cells[0] == expected[0])
        assert len(row.cells) >= len(expected)
        found = [cell.replace(" ", "") for cell in row.cells if cell]
        wrong = [cell for cell, own in zip(found, expected, strict=False) if cell != own.replace(" ", "")]
        assert all(any(doubt.startswith(cell.rstrip("€")) for doubt in row.doubts) for cell in wrong), (row, wrong)


def test_two_columns_are_read_one_after_the_other(reader: ScanReader, tmp_path: Path) -> None:
    _, lines = read(reader, tmp_path, two_column_pdf(LEFT, RIGHT))
    text = " ".join(line.text for line in lines)
    assert "à la rentrée. Elle sera ouverte" in text
    assert "sur la place chaque premier dimanche" in text
    assert text.index("école élémentaire") < text.index("Le marché de producteurs")


def test_a_run_takes_a_real_scan_in(programs: OcrPrograms, town: Town, cage: Cage, tmp_path: Path) -> None:
    pdf = flowing_pdf([(text, BODY) for text in ACT])
    town.write("acte.pdf", scan_pdf(pdf, title="acte", seed=3))
    with ScanReader(programs, tmp_path / "cache") as scans:
        report = ingest_source(
            town.folder, SOURCE, PROFILE, town.store, town.originals, FixedClock(), cage, scans=scans
        )
    assert report.states == {FileState.INDEXED: 1}
    passages = town.store.passages_of(town.document("acte.pdf").id)
    assert all(passage.is_from_ocr and (passage.ocr_confidence or 0) > 0.8 for passage in passages)
    assert any("3,45 €" in passage.text for passage in passages)
