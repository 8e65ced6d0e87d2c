"""Every PD rule on a file made for it, which fires that rule alone; none on clean files."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clarity.read_text import read_passages
from clarity.reporting.checking import check_subject
from clarity.reporting.detectors import RuleBook
from clarity.reporting.rule_book import rule_book
from clarity.reporting.subjects import Subject
from clarity.unreadable.doubtful_scans import doubtful_scans
from clarity.unreadable.mojibake import mojibake, repair
from domain.document import FileRecord, Visibility
from domain.finding import Severity
from domain.ids import SourceName
from ingest.inspection.inspecting import FileFacts, inspect_outcome
from ingest.pdf.reading import read_pdf
from ingest.text import Limits, Outcome, Refusal, Refused
from tests.clarity.documents import MONDAY, document, passages
from tests.ingest.pdf_files import (
    BODY,
    HEADING,
    JUSTIFIED,
    drawn_pdf,
    encrypted_pdf,
    flowing_pdf,
    image_pdf,
    placed_pdf,
    styled_table_pdf,
    table_pdf,
    tables_side_by_side_pdf,
    tagged,
    two_column_pdf,
    unmapped_pdf,
)

FACTS = FileFacts(
    source=SourceName("site"), path="tarifs.pdf", digest="0" * 64, size_bytes=9, visibility=Visibility.PUBLIC
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
HOURS = [
    f"La bibliothèque est ouverte le {day} de 14 heures à 18 heures pour les habitants de la commune" for day in DAYS
]
PROSE = "Le service accueille les enfants dans les locaux de la commune et leur propose des activités. " * 12
PRICES = [["Public", "Matin", "Soir", "Journée"]] + [
    [name, f"{n},10 €", f"{n + 1},20 €", f"{n + 3},05 €"] for n, name in enumerate(("Enfant", "Adulte", "Groupe"), 2)
]


def seen(content: bytes) -> list[tuple[str, int | None]]:
    """Rule and page of what the report says of a file, read as a run reads it."""
    try:
        outcome: Outcome = read_pdf(content, Limits(), lambda _: None)
    except Refused as refusal:
        outcome = Refusal(reason=refusal.reason, detail=refusal.detail)
    found = inspect_outcome(outcome, FACTS)
    of = document(path=FACTS.path) if found.passages else None
    record = FileRecord(
        source=FACTS.source,
        path=FACTS.path,
        digest=FACTS.digest,
        size_bytes=9,
        state=found.state,
        reason=found.reason,
        seen_at=datetime(2031, 1, 1, tzinfo=UTC),
    )
    subject = Subject(id=document().id, record=record, document=of, signals=found.findings)
    held = passages(of, *(passage.cut.text for passage in found.passages)) if of else ()
    checked = check_subject(subject, held, only_files())
    return [(one.rule, one.place.page) for one in checked.observations]


def only_files() -> RuleBook:
    rules = rule_book(MONDAY)
    return RuleBook(detectors=rules.detectors[:1], signal_rules=rules.signal_rules)


def bad_layer_pdf() -> bytes:
    """A picture over which a copier has left its own idea of the words."""
    odd = "l'ad,inistration 5ur la pl4ce éluDu d,école ART|CLE ta<<te m~irie bureau vote heure rue salle fete budget"
    lines = [odd for _ in range(12)]
    picture = ImageReader(Image.new("L", (40, 60), 200))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(picture, 0, 0, 595, 842)
    canvas.setFont("Times-Roman", 9)
    for index, line in enumerate(lines):
        canvas.drawString(40, 780 - 13.5 * index, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def cut_words() -> list[str]:
    cut = [
        (f"Le conseil examine le point {letter} de la commis-", "sion puis passe au vote.") for letter in "abcdefghijkl"
    ]
    return [line for pair in cut for line in pair]


SPOILT = ["TÃ©lÃ©phone de la mairie : Ã  l’accueil", "Ã‰cole Ã©lÃ©mentaire"]
BURST = [
    ["Tarifs de la garderie", *(" ".join(row) for row in PRICES)],
    ["Tarifs", "Public Matin Soir Nuit", "Enfant 2,10 3,20 5,05", "Adulte 3,10 4,20 6,05", "Senior 2,00 3,00 4,00"],
]
LONG = [[f"Compte rendu {'abcdefghij'[n % 10] * (3 + n // 10)}."] for n in range(61)]


def disordered() -> bytes:
    heights = [number + (1 if number % 2 == 0 else -1) for number in range(12)]
    return placed_pdf([(60.0, 100.0 + 20 * at, f"ligne {n} du dépliant sur le tri") for n, at in enumerate(heights)])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(image_pdf(2), [("PD-01", None)], id="a scan"),
        pytest.param(tagged(image_pdf(3, text_pages=[1])), [("PD-01", 2)], id="a text and two scans"),
        pytest.param(tagged(bad_layer_pdf()), [("PD-02", 1)], id="the bad layer of a copier"),
        pytest.param(
            tagged(drawn_pdf([SPOILT])),
            [("PD-03", None)],
            id="spoilt letters",
        ),
        pytest.param(tagged(unmapped_pdf(HOURS, "cid")), [("PD-04", 1)], id="a font without letters"),
        pytest.param(tagged(disordered()), [("PD-05", 1)], id="no reading order"),
        pytest.param(
            tagged(drawn_pdf([[" ".join(row) for row in PRICES for _ in range(2)]])),
            [("PD-06", None)],
            id="a table as lines",
        ),
        pytest.param(tagged(drawn_pdf([cut_words()])), [("PD-07", None)], id="cut words"),
        pytest.param(tagged(drawn_pdf([HOURS]), is_marked=False), [("PD-08", None)], id="no tags"),
        pytest.param(tagged(drawn_pdf([HOURS]), language=""), [("PD-09", None)], id="no language"),
        pytest.param(tagged(drawn_pdf([HOURS]), title=""), [("PD-09", None)], id="no title"),
        pytest.param(encrypted_pdf("secret"), [("PD-10", None)], id="a password"),
        pytest.param(b"%PDF-1.7 cut short", [("PD-11", None)], id="a damaged file"),
        pytest.param(
            tagged(drawn_pdf(LONG)),
            [("PD-12", None)],
            id="a giant",
        ),
    ],
)
def test_a_file_made_for_a_rule_fires_that_rule_alone(content: bytes, expected: list[tuple[str, int | None]]) -> None:
    assert seen(content) == expected


def clean_files() -> Sequence[bytes]:
    left = [f"les habitants du bourg sont invités à la réunion numéro {n} de" for n in range(8)]
    right = [f"les associations tiendront leur stand pendant la journée {n} et" for n in range(8)]
    return [
        *(drawn_pdf([HOURS[:n]]) for n in range(1, 7)),
        *(flowing_pdf([("Règlement", HEADING), (PROSE, style)]) for style in (BODY, JUSTIFIED)),
        *(table_pdf(PRICES, ruled=ruled, before=before) for ruled in (True, False) for before in ("", "Tarifs", PROSE)),
        styled_table_pdf(PRICES, before="Tarifs de la garderie"),
        two_column_pdf(left, right),
        tables_side_by_side_pdf([("Cantine", PRICES), ("Garderie", PRICES)]),
        drawn_pdf([["Mairie : 02 54 00 11 22, 02 54 00 11 23, 02 54 00 11 24", "Urgences : 15, 17, 18, 112, 115"]]),
        drawn_pdf([["Ouvert de 9 h à 12 h et de 14 h à 17 h du lundi au vendredi, le samedi de 9 h à 12 h."] * 4]),
        drawn_pdf([HOURS, HOURS, HOURS]),
    ]


def test_twenty_clean_files_fire_nothing() -> None:
    files = clean_files()
    assert len(files) == 20
    assert [seen(tagged(content)) for content in files] == [[]] * 20


def test_a_page_read_by_ocr_without_confidence_is_told() -> None:
    of = document()
    sure, unsure, own = passages(of, "Le repas coûte 3,85 €", "Lc rcpas coutc 3,8S €", "Texte")
    read = [replace(sure, ocr_confidences=(0.94,), page=1), replace(unsure, ocr_confidences=(0.41,), page=2), own]
    (found,) = doubtful_scans(of.id, read)
    assert (found.rule, found.place.page, found.severity) == ("PD-02", 2, Severity.MAJEUR)
    assert found.measures == (("confidence", "0.41"),)


def test_spoilt_letters_are_put_right_in_the_proposal() -> None:
    of = document()
    line = "TÃ©lÃ©phone de la mairie : Ã\xa0 l’accueil".replace("’", "â€™")
    (found,) = mojibake(read_passages(of, passages(of, line)))
    assert found.proposal is not None
    assert found.proposal.rule == "Téléphone de la mairie : à l’accueil"
    assert repair("Téléphone") == ""
    assert list(mojibake(read_passages(of, passages(of, "Âge : Ã partir de 3 ans. Âne. Écluse.")))) == []
