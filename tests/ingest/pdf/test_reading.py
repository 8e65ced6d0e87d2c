from datetime import date

import pytest

from domain.document import FileReason
from domain.written import WrittenEvidence
from ingest.cleaning import clean_pages
from ingest.pdf.reading import read_pdf
from ingest.text import Limits, LineKind, Reading, Refusal, Refused, TextLine
from tests.ingest.pdf_files import (
    BODY,
    HEADING,
    JUSTIFIED,
    drawn_pdf,
    encrypted_pdf,
    flowing_pdf,
    image_pdf,
    sideways_pdf,
    table_pdf,
    two_column_pdf,
)

TARIFFS = [
    ["Désignation", "Habitants", "Extérieurs"],
    ["Grande salle, journée", "120,00 €", "240,00 €"],
    ["Petite salle, journée", "60,00 €", "110,00 €"],
    ["Caution", "300,00 €", "300,00 €"],
]


def _read(data: bytes, use_pdfium: bool = True) -> Reading:
    outcome = read_pdf(data, Limits(), lambda pages: None, use_pdfium=use_pdfium)
    assert isinstance(outcome, Reading), outcome
    return outcome


def _lines(data: bytes, page: int = 1) -> tuple[TextLine, ...]:
    return clean_pages(_read(data).pages)[page - 1].lines


def _texts(data: bytes, page: int = 1) -> list[str]:
    return [line.text for line in _lines(data, page)]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_stay_apart() -> None:
    first = "La commune met à la disposition des associations la salle des fêtes, sous réserve que la demande soit "
    first += "déposée un mois avant la date souhaitée et qu'une attestation d'assurance y soit jointe."
    second = "Les clés sont remises la veille à la mairie, contre une caution dont le montant est fixé chaque année."
    assert _texts(flowing_pdf([(first, BODY), (second, BODY)])) == [first, second]


def test_justified_lines_are_prose_and_not_rows_of_a_table() -> None:
    text = "Considérant que les travaux d'aménagement du bourg nécessitent des acquisitions foncières complémentaires, "
    text += "il convient d'autoriser le maire à engager les négociations correspondantes avec les propriétaires."
    assert _texts(flowing_pdf([(text, JUSTIFIED)])) == [text]


def test_a_word_cut_at_a_line_end_is_joined_and_its_own_hyphen_kept() -> None:
    lines = ["Les tarifs de la restauration sco-", "laire sont fixés par le sous-", "préfet et le conseil."]
    assert _texts(drawn_pdf([lines])) == [
        "Les tarifs de la restauration scolaire sont fixés par le sous-préfet et le conseil."
    ]


def test_large_letters_are_a_heading() -> None:
    kinds = [
        (line.kind, line.text)
        for line in _lines(
            flowing_pdf(
                [
                    ("Règlement du cimetière", HEADING),
                    ("Les concessions sont accordées pour trente ans par le maire.", BODY),
                ]
            )
        )
    ]
    assert kinds[0] == (LineKind.HEADING, "Règlement du cimetière")
    assert kinds[1][0] is LineKind.PARAGRAPH


def test_visas_articles_and_bullets_begin_lines_of_their_own() -> None:
    lines = [
        "Vu le code général des collectivités territoriales,",
        "Considérant la demande de l'association,",
        "DÉCIDE",
        "- d'attribuer une subvention ;",
        "- d'inscrire la dépense au budget.",
    ]
    found = _lines(drawn_pdf([[*lines, "Article 2 : Le maire est chargé de l'exécution"]]))
    assert [line.text for line in found] == [*lines, "Article 2 : Le maire est chargé de l'exécution"]
    assert [line.kind for line in found][3:] == [LineKind.ITEM, LineKind.ITEM, LineKind.HEADING]


@pytest.mark.parametrize("ruled", [True, False])
def test_rows_of_a_table_keep_their_cells_and_their_header(ruled: bool) -> None:
    rows = [
        line
        for line in _lines(table_pdf(TARIFFS, ruled, before="Les tarifs de location sont les suivants :"))
        if line.kind is LineKind.ROW
    ]
    assert [list(row.cells) for row in rows] == TARIFFS
    assert [row.is_header for row in rows] == [True, False, False, False]


def test_a_cell_on_two_lines_is_one_cell_when_rules_say_so() -> None:
    rows = [["Désignation", "Tarif"], ["Location du\nfoyer rural", "90 €"], ["Vaisselle", "15 €"]]
    found = [line.text for line in _lines(table_pdf(rows, ruled=True))]
    assert found == ["Désignation | Tarif", "Location du foyer rural | 90 €", "Vaisselle | 15 €"]


def test_running_headers_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            "Mairie de Valbrune - registre",
            *[f"Point {n} : la question {n}{i} est examinée en séance." for i in range(9)],
        ]
        for n in range(1, 5)
    ]
    data = drawn_pdf([[*lines, *[""] * 42, f"Page {n} / 4"] for n, lines in enumerate(pages, 1)])
    text = "\n".join(_texts(data, 2))
    assert "registre" not in text
    assert "Page 2" not in text
    assert "la question 28 est examinée" in text


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [
        "Le marché de Noël aura lieu sur la",
        "place du village, avec une vingtaine",
        "d'exposants venus de la région et",
        "une buvette tenue par les parents",
        "d'élèves de l'école, comme chaque",
        "année depuis dix ans.",
    ]
    right = [
        "La bibliothèque change ses heures",
        "d'ouverture à partir de janvier et",
        "accueille désormais les lecteurs le",
        "samedi matin, grâce à l'engagement",
        "de quatre bénévoles que le conseil",
        "tient à remercier.",
    ]
    text = " ".join(_texts(two_column_pdf(left, right)))
    assert "vingtaine d'exposants venus de la région et une buvette" in text
    assert "heures d'ouverture à partir de janvier et accueille" in text


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_label_up_the_margin_cuts_no_sentence_and_a_turned_page_is_read_as_seen(rotation: int) -> None:
    lines = [
        "Le service des eaux relève les compteurs",
        "au mois de mai de chaque année, sur",
        "rendez-vous si besoin.",
    ]
    assert _texts(sideways_pdf("Eau potable", lines, rotation)) == [" ".join(lines), "Eau potable"]


def test_an_empty_password_is_said_and_a_real_one_is_refused() -> None:
    assert any(s.rule == "PD-10" for s in _read(encrypted_pdf("")).signals)
    outcome = read_pdf(encrypted_pdf("secret"), Limits(), lambda pages: None)
    assert isinstance(outcome, Refusal)
    assert outcome.reason is FileReason.ENCRYPTED


def test_pypdf_reads_alone_when_pdfium_cannot_and_says_so() -> None:
    data = drawn_pdf([["La collecte des encombrants a lieu le premier mardi du mois."]])
    reading = _read(data, use_pdfium=False)
    assert [line.text for line in clean_pages(reading.pages)[0].lines] == [
        "La collecte des encombrants a lieu le premier mardi du mois."
    ]
    assert ("read_by", "pypdf") in reading.signals[0].measures


def test_pdfium_repairs_a_file_that_pypdf_refuses() -> None:
    data = drawn_pdf([["La déchetterie ferme à 17 heures en hiver."]])
    broken = data[: data.rindex(b"startxref")] + b"startxref\nabc\n%%EOF"
    reading = _read(broken)
    assert "déchetterie ferme à 17 heures" in " ".join(line.text for line in reading.pages[0].lines)
    assert ("read_by", "pdfium") in reading.signals[0].measures


def test_what_is_no_pdf_is_damaged() -> None:
    outcome = read_pdf(b"%PDF-1.4 rien", Limits(), lambda pages: None)
    assert isinstance(outcome, Refusal)
    assert outcome.reason is FileReason.DAMAGED


def test_pictures_are_told_from_text() -> None:
    pages = _read(image_pdf(3, text_pages=[2])).pages
    assert [(bool(page.lines), page.has_images) for page in pages] == [(False, True), (True, False), (False, True)]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pages=2), FileReason.TOO_MANY_PAGES),
        (Limits(page_characters=100), FileReason.TOO_MUCH_TEXT),
        (Limits(characters=300), FileReason.TOO_MUCH_TEXT),
    ],
)
def test_a_limit_that_is_passed_refuses_the_file(limits: Limits, reason: FileReason) -> None:
    data = drawn_pdf([["Une ligne de texte assez longue pour compter dans la limite."] * 3] * 3)
    with pytest.raises(Refused) as caught:
        read_pdf(data, limits, lambda pages: None)
    assert caught.value.reason is reason


def test_the_page_count_is_announced_before_anything_is_read() -> None:
    told: list[int] = []
    read_pdf(drawn_pdf([["Un"], ["Deux"]]), Limits(), told.append)
    assert told == [2]


def test_the_day_on_which_a_file_was_made_is_kept() -> None:
    assert _read(drawn_pdf([["La piscine ouvre à dix heures."]], invariant=1)).dates == (
        (WrittenEvidence.PROPERTIES, date(2000, 1, 1)),
    )
