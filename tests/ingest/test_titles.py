import pytest

from domain.document import MediaType
from ingest.cleaning import clean_pages
from ingest.text import Box, LineKind, ReadPage, TextLine
from ingest.titles import find_title, is_title, name_as_title


def _page(*lines: tuple[str, int]) -> list[ReadPage]:
    made = [TextLine(text=t, kind=LineKind.HEADING if level else LineKind.PARAGRAPH, level=level) for t, level in lines]
    return [ReadPage(number=1, lines=tuple(made))]


@pytest.mark.parametrize(
    ("media_type", "lines", "declared", "path", "title"),
    [
        (
            MediaType.PDF,
            [("Commune de Valbrune", 3), ("Conseil Municipal du 14/09/2027", 3)],
            "",
            "pv.pdf",
            "Conseil Municipal du 14/09/2027",
        ),
        (
            MediaType.PDF,
            [("RÈGLEMENT", 2), ("de la salle des fêtes", 2)],
            "Sans titre",
            "r.pdf",
            "RÈGLEMENT de la salle des fêtes",
        ),
        (MediaType.PDF, [("Un paragraphe.", 0)], "Guide du tri des déchets", "g.pdf", "Guide du tri des déchets"),
        (MediaType.PDF, [("Un paragraphe.", 0)], "Microsoft Word - guide.doc", "guide_du-tri .pdf.pdf", "guide du tri"),
        (MediaType.HTML, [("La cantine", 1)], "Valbrune | Écoles", "e.html", "La cantine"),
        (MediaType.HTML, [("Bienvenue à", 1)], "Mairie de Valbrune", "index.html", "Mairie de Valbrune"),
        (MediaType.HTML, [("Notre histoire", 4)], "Site Internet de la commune", "h.html", "Notre histoire"),
        (MediaType.TEXT, [("Carte d'identité", 0), ("Il faut.", 0)], "", "F1.txt", "Carte d'identité"),
    ],
)
def test_a_document_is_called_what_it_calls_itself(
    media_type: MediaType, lines: list[tuple[str, int]], declared: str, path: str, title: str
) -> None:
    assert find_title(media_type, _page(*lines), declared, path) == title


NUMBER = ("Délibération n° 2031-45", 2)
CUT = ("Objet : Tarifs du foyer – Rectification d'une erreur dans la", 3)


@pytest.mark.parametrize(
    ("why", "lines", "title"),
    [
        (
            "its second line begins as a deliberation does",
            [NUMBER, CUT, ("délibération n° 2031-33 du 18 juin 2031", 3), ("L'an deux mille trente et un", 0)],
            "Délibération n° 2031-45 Objet : Tarifs du foyer – Rectification d'une erreur dans la délibération "
            "n° 2031-33 du 18 juin 2031",
        ),
        (
            "its third line is in ordinary letters",
            [NUMBER, ("Objet : Convention avec la", 3), ("commune de Valbrune et", 3), ("le syndicat des eaux", 0)],
            "Délibération n° 2031-45 Objet : Convention avec la commune de Valbrune et le syndicat des eaux",
        ),
        (
            "its label stands alone, the object in capitals under it",
            [NUMBER, ("OBJET :", 3), ("TARIFS DE LA CANTINE", 3), ("Rapporteur : Madame LENOIR", 3)],
            "Délibération n° 2031-45 OBJET : TARIFS DE LA CANTINE",
        ),
        (
            "the rapporteur is named under it",
            [NUMBER, ("Objet : Tarifs de la cantine", 3), ("Rapporteur : Madame LENOIR", 3)],
            "Délibération n° 2031-45 Objet : Tarifs de la cantine",
        ),
        (
            "the count of members stands under it",
            [NUMBER, ("Objet : Tarifs de la cantine et", 3), ("Nombre de conseillers : 15", 0)],
            "Délibération n° 2031-45 Objet : Tarifs de la cantine et",
        ),
        (
            "a visa stands under it",
            [NUMBER, ("Objet : Tarifs de la", 3), ("Vu le code général des collectivités territoriales ;", 0)],
            "Délibération n° 2031-45 Objet : Tarifs de la",
        ),
        (
            "a sentence stands under it",
            [NUMBER, ("Objet : Tarifs de la cantine", 3), ("Ils sont revus chaque année.", 0)],
            "Délibération n° 2031-45 Objet : Tarifs de la cantine",
        ),
    ],
)
def test_an_object_set_on_several_lines_is_whole_and_stops_where_the_act_goes_on(
    why: str, lines: list[tuple[str, int]], title: str
) -> None:
    assert find_title(MediaType.PDF, _page(*lines), "", "d.pdf") == title, why


def test_an_object_set_in_a_table_is_part_of_the_title() -> None:
    heading = TextLine(text="Délibération n° 2031-45", kind=LineKind.HEADING, level=2)
    row = TextLine(text="Objet : | Tarifs du foyer", kind=LineKind.ROW, cells=("Objet :", "Tarifs du foyer"), table=0)
    pages = [ReadPage(number=1, lines=(heading, row))]
    assert find_title(MediaType.PDF, pages, "", "d.pdf") == "Délibération n° 2031-45 Objet : Tarifs du foyer"


def _raw(text: str, top: float, right: float, bold: bool = True) -> TextLine:
    return TextLine(text=text, box=Box(left=60, top=top, right=right, bottom=top + 11), size=11, bold=bold)


@pytest.mark.parametrize(
    ("why", "lines", "first"),
    [
        (
            "the first line is full",
            [_raw(CUT[0], 100, 520), _raw("délibération n° 2031-33", 113, 200)],
            f"{CUT[0]} délibération n° 2031-33",
        ),
        (
            "the first line stops short on a small word",
            [_raw("Objet : Avis sur le projet de", 100, 250), _raw("Plan climat", 113, 150)],
            "Objet : Avis sur le projet de Plan climat",
        ),
        (
            "its label alone is bold",
            [_raw("Objet :", 100, 110), _raw("Plan climat", 113, 150, bold=False)],
            "Objet : Plan climat",
        ),
        (
            "a full line, and then the session",
            [_raw("Objet : Plan climat", 100, 520), _raw("Nombre de conseillers : 15", 113, 250)],
            "Objet : Plan climat",
        ),
        (
            "a blank line",
            [_raw("Objet : Plan climat", 100, 520), _raw("Budget annexe", 140, 150)],
            "Objet : Plan climat",
        ),
    ],
)
def test_lines_of_an_object_are_joined_while_the_page_is_read(why: str, lines: list[TextLine], first: str) -> None:
    body = [_raw(f"Les {n} associations de Valbrune sont invitées.", 200 + 13 * n, 520, bold=False) for n in range(9)]
    page = ReadPage(number=1, lines=(*lines, *body), width=595, height=842)
    assert clean_pages([page])[0].lines[0].text == first, why


@pytest.mark.parametrize("poor", ["", "doc", "Microsoft Word - PV.docx", "scan_0012", "12345", "bulletin.indd"])
def test_metadata_that_no_one_chose_is_no_title(poor: str) -> None:
    assert not is_title(poor)


def test_a_name_always_gives_a_title_of_bearable_length() -> None:
    assert name_as_title("a/.pdf")
    assert len(name_as_title("mot " * 100 + ".pdf")) <= 161
