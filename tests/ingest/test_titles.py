import pytest

from domain.document import MediaType
from ingest.text import LineKind, ReadPage, TextLine
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


@pytest.mark.parametrize("poor", ["", "doc", "Microsoft Word - PV.docx", "scan_0012", "12345", "bulletin.indd"])
def test_metadata_that_no_one_chose_is_no_title(poor: str) -> None:
    assert not is_title(poor)


def test_a_name_always_gives_a_title_of_bearable_length() -> None:
    assert name_as_title("a/.pdf")
    assert len(name_as_title("mot " * 100 + ".pdf")) <= 161
