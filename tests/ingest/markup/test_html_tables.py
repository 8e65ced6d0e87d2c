"""Tables of municipal pages as the standard's table model sees them, whatever their editor made of spans."""

import pytest

from ingest.cleaning import clean_pages
from ingest.markup.trafilatura_page import read_html
from ingest.passages import cut_passages
from ingest.structure import structure_pages
from ingest.text import LineKind, Refused, TextLine

TWO_LEVELS = """<table><caption>Ouverture de l'annexe de Valbrune</caption>
<thead><tr><th rowspan="2">Jour</th><th colspan="2">Annexe</th><th rowspan="2">Poste</th></tr>
<tr><th>École</th><th>Vacances</th></tr></thead>
<tbody><tr><th scope="row">Lundi</th><td>14 h – 17 h</td><td>fermée</td><td>9 h – 11 h</td></tr>
<tr><th scope="row">Samedi</th><td colspan="3">fermé</td></tr></tbody></table>"""


def _lines(body: str) -> list[TextLine]:
    page = read_html(f"<html><body><main>{body}</main></body></html>".encode())
    return list(clean_pages(page.pages)[0].lines)


def _rows(body: str) -> list[str]:
    return [f"{'#' if line.is_header else ''}{line.text}" for line in _lines(body)]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(
            TWO_LEVELS,
            [
                "Ouverture de l'annexe de Valbrune",
                "#Jour | Annexe | Annexe | Poste",
                "#Jour | École | Vacances | Poste",
                "Lundi | 14 h – 17 h | fermée | 9 h – 11 h",
                "Samedi | fermé | fermé | fermé",
            ],
            id="opening hours, header on two levels",
        ),
        pytest.param(
            """<table><tr><td></td><th>Habitants</th><th>Extérieurs</th></tr>
            <tr><td colspan="3"><strong>Petite salle</strong></td></tr>
            <tr><td>Journée</td><td>80 €</td><td>160 €</td></tr>
            <tr><td>Week-end</td><td>140 €</td><td></td></tr></table>""",
            [
                "# | Habitants | Extérieurs",
                "Petite salle",
                "Journée | 80 € | 160 €",
                "Week-end | 140 € | ",
            ],
            id="room tariffs with an empty corner, a group name and an empty cell",
        ),
        pytest.param(
            """<table><tr><th>Salle</th><th>Durée</th><th>Tarif</th></tr>
            <tr><th rowspan="2" scope="rowgroup">Foyer</th><th scope="row">jour</th><td>90 €</td></tr>
            <tr><th scope="row">soir</th><td>60 €</td></tr>
            <tr><th rowspan="0">Préau</th><th scope="row">jour</th><td rowspan="9">gratuit</td></tr>
            <tr><th scope="row">soir</th></tr></table>""",
            [
                "#Salle | Durée | Tarif",
                "Foyer | jour | 90 €",
                "Foyer | soir | 60 €",
                "Préau | jour | gratuit",
                "Préau | soir | gratuit",
            ],
            id="two columns of row headers, spans to the end of the group",
        ),
        pytest.param(
            """<table border="1"><tr><td colspan="100%">Déchèterie d'Orval</td></tr>
            <tr><td>Lundi</td><td colspan="2">9 h – 12 h</td></tr>
            <tr><td>Mardi</td><td colspan="2">14 h – 18 h</td></tr></table>""",
            ["Déchèterie d'Orval", "Lundi | 9 h – 12 h", "Mardi | 14 h – 18 h"],
            id="word processor's HTML: spans wider than the table",
        ),
        pytest.param(
            """<table><thead><tr><td>Activité</td><td>Prix</td></tr></thead><tfoot></tfoot>
            <tr><td>Judo<br>dès 6 ans</td><td><p>120 €</p><p>l'année</p></td></tr></table>""",
            ["#Activité | Prix", "Judo dès 6 ans | 120 € l'année"],
            id="breaks and paragraphs in cells, a head without header cells",
        ),
        pytest.param(
            "<table><tr><th>Le maire</th><td>Sur rendez-v<b>ous</b> le 1<sup>er</sup> lundi</td></tr></table>",
            ["Le maire | Sur rendez-vous le 1er lundi"],
            id="words never cut by their markup",
        ),
    ],
)
def test_each_row_has_a_cell_in_each_column(table: str, rows: list[str]) -> None:
    assert _rows(table) == rows


def test_a_value_is_cut_with_every_level_of_its_headers_and_its_caption() -> None:
    body = "".join(
        f"<tr><th scope='row'>Quotient {n} et plus</th><td>{n},10 €</td><td>{n},90 €</td></tr>" for n in range(99)
    )
    table = f"""<table><caption>Cantine de Valbrune</caption><thead><tr><th rowspan=2>Quotient</th>
    <th colspan=2>Plein tarif</th></tr><tr><th>Habitants</th><th>Extérieurs</th></tr></thead>{body}</table>"""
    cuts = cut_passages(structure_pages(clean_pages(read_html(table.encode()).pages)))
    last = next(cut for cut in cuts if "Quotient 98 et plus | 98,10 €" in cut.text)
    assert last.context == (
        "Cantine de Valbrune",
        "Quotient | Plein tarif | Plein tarif",
        "Quotient | Habitants | Extérieurs",
    )


def test_a_long_remark_merged_over_rows_is_written_once() -> None:
    remark = "Gratuit pour les enfants de moins de six ans accompagnés d'un adulte qui a payé son entrée au guichet."
    table = f"<table><tr><th>Jour</th><th>Note</th></tr><tr><td>Lundi</td><td rowspan=2>{remark}</td></tr>"
    assert _rows(table + "<tr><td>Mardi</td></tr></table>") == ["#Jour | Note", f"Lundi | {remark}", "Mardi | "]


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        pytest.param(
            "<table role='presentation'><tr><td>Mairie</td><td>01 99 00 11 22</td></tr></table>",
            ["Mairie", "01 99 00 11 22"],
            id="says that it is one",
        ),
        pytest.param(
            "<table><tr><td><h3>Tri</h3><p>Bac jaune</p></td><td><h3>Verre</h3><p>Colonne</p></td></tr></table>",
            ["Tri", "Bac jaune", "Verre", "Colonne"],
            id="cards with a heading each",
        ),
        pytest.param(
            f"<table><tr><td>Actualités</td><td><p>{'La voirie est refaite. ' * 5}</p></td></tr></table>",
            ["Actualités", ("La voirie est refaite. " * 5).strip()],
            id="a margin beside a text",
        ),
        pytest.param("<table><tr><td>Un</td></tr><tr><td>Deux</td></tr></table>", ["Un", "Deux"], id="one column"),
    ],
)
def test_a_table_that_only_places_things_is_read_as_text(table: str, texts: list[str]) -> None:
    lines = _lines(table)
    assert [line.text for line in lines] == texts
    assert all(line.kind is not LineKind.ROW for line in lines)


def test_a_table_placed_by_another_one_keeps_its_rows() -> None:
    inner = "<table><tr><th>Âge</th><th>Tarif</th></tr><tr><td>3 ans</td><td>2,15 €</td></tr></table>"
    for outer in (
        f"<table><tr><td>Crèche</td><td>{inner}</td></tr></table>",
        f"<table><tr><th>Service</th><th>Prix</th></tr><tr><td>Crèche</td><td>{inner}</td></tr></table>",
    ):
        assert _rows(outer)[-3:] == ["Crèche", "#Âge | Tarif", "3 ans | 2,15 €"]


def test_no_word_of_a_table_is_lost_when_its_cells_overlap() -> None:
    table = "<table><tr><th>a1</th><th rowspan=3>b1</th><th>c1</th></tr><tr><td colspan=3>a2</td></tr><tr><td>a3</td>"
    text = " ".join(_rows(f"{table}<td>c3</td></tr></table>"))
    assert all(word in text for word in ("a1", "b1", "c1", "a2", "a3", "c3"))


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td rowspan=60000 colspan=1000>x</td><td>y</td></tr>" * 3_000,
        "<table><tr><th>a</th><td>" * 20_000 + "fond",
        "<table>" + "<tr><td>a</td><td>b</td></tr>" * 5_000 + "</table>",
    ],
    ids=["monstrous spans", "tables without end", "five thousand rows"],
)
def test_a_monstrous_table_ends_in_lines_or_a_refusal(page: str) -> None:
    try:
        text = " ".join(line.text for line in read_html(page.encode()).pages[0].lines)
    except Refused:
        return
    assert text.strip()
