import pytest

from ingest.markup.plain_text import text_lines


def told(text: str) -> list[tuple[str, str]]:
    return [(line.kind.value, line.text) for line in text_lines(text)]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("HORAIRES D'OUVERTURE\n\nLa mairie ouvre à 9 h.", "HORAIRES D'OUVERTURE"),
        ("Tarifs\n======\nLe repas coûte 3 €.", "Tarifs"),
        ("# Tarifs\nLe repas coûte 3 €.", "Tarifs"),
        ("== Tarifs ==\nLe repas coûte 3 €.", "Tarifs"),
        ("Article 3 : Durée\nLe règlement vaut un an.", "Article 3 : Durée"),
        ("II - Inscriptions\n\nElles se font en mairie.", "II - Inscriptions"),
    ],
)
def test_a_line_that_its_look_sets_apart_is_a_heading(text: str, heading: str) -> None:
    assert told(text)[0] == ("heading", heading)


@pytest.mark.parametrize(
    "text",
    [
        "Le repas coûte 3 €.\nGratuit pour les enfants.",
        "MAIRIE DE VALBRUNE TÉL. 01 02 03 04 05\nOuvert le lundi.",
        "Vu LE CODE GÉNÉRAL\nLe conseil décide.",
        "Bonjour\n\nMerci de votre message.",
        "DÉPARTEMENT :\nLoir-et-Cher",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert all(kind != "heading" for kind, _ in told(text))


def test_a_blank_line_ends_a_paragraph_of_a_hard_wrapped_text() -> None:
    wrapped = (
        "La mairie est ouverte du lundi au vendredi, de neuf heures à midi et\nde quatorze heures à dix-sept heures.\n"
    )
    other = "Le samedi, elle est ouverte de neuf heures à onze heures et demie du\nmatin, sauf pendant les vacances.\n"
    assert [text for _, text in told(f"{wrapped}\n{other}")] == [
        wrapped.strip().replace("\n", " "),
        other.strip().replace("\n", " "),
    ]
