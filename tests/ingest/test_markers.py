from collections.abc import Callable

import pytest

from french import act_parts
from ingest import markers


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("- les mineurs", "les mineurs"),
        ("• Inscription", "Inscription"),
        ("\uf0b7 Inscription", "Inscription"),
        ("➢ porter le montant", "porter le montant"),
        ("– 12 logements", "12 logements"),
        ("a) les mineurs", "a) les mineurs"),
        ("2) d'inscrire", "2) d'inscrire"),
        ("-212,50", None),
        ("2 rue des Tilleuls", None),
        ("Les tarifs - été", None),
    ],
)
def test_bullets_and_numbers_open_list_items(line: str, item: str | None) -> None:
    assert markers.bullet(line) == item


@pytest.mark.parametrize(
    ("claim", "yes", "no"),
    [
        (act_parts.starts_visa, "VU le code de l'éducation ;", "Vue d'ensemble du budget"),
        (act_parts.starts_visa, "Considérant que la demande", "Considération générale"),
        (markers.starts_article, "Article 12 : Durée", "article 6188 du budget"),
        (markers.starts_article, "ARTICLE 1er", "Articles de sport"),
        (
            act_parts.starts_operative,
            "Le Conseil municipal, après en avoir délibéré, à l'unanimité :",
            "Le conseil municipal vote.",
        ),
        (act_parts.starts_operative, "DÉCIDE d'approuver", "décide"),
        (markers.starts_object, "D2031-004- Objet : Prêt de matériel", "2031 fut une année"),
        (markers.starts_object, "Objet : Tarifs", "Les objets trouvés"),
        (markers.starts_object, "Délibération n° 2031-12", "délibération n° 2031-12 du 3 mai 2031 fixant les tarifs"),
        (markers.is_object_label, "OBJET :", "Objet : Tarifs"),
        (markers.is_object_label, "Objet de la délibération :", "Objets trouvés"),
        (markers.is_unfinished, "Rectification d'une erreur dans la", "Tarifs du foyer 2031"),
        (markers.is_unfinished, "Tarifs du foyer –", "Fête de la musique"),
        (markers.starts_session, "Rapporteur : Madame LENOIR", "Rapport du délégataire"),
        (markers.starts_session, "Nombre de conseillers en exercice : 15", "Nombres et chiffres"),
        (markers.starts_session, "Date de convocation : 3 mai 2031", "Date de la fête du lavoir"),
        (markers.starts_session, "L'an deux mille trente et un", "L'annexe de Valbrune"),
        (markers.starts_session, "Étaient présents : MM. Aubry", "Présents de Noël aux aînés"),
        (markers.starts_session, "Monsieur le maire expose que", "Monsieur le maire de Valbrune"),
        (markers.starts_outline, "II - Finances", "Il est décidé"),
    ],
)
def test_parts_of_acts_are_told_by_how_they_begin(claim: Callable[[str], bool], yes: str, no: str) -> None:
    assert claim(yes)
    assert not claim(no)


@pytest.mark.parametrize("line", ["n° 2031-027 du 19 juin 2031 cesse de produire effet.", "n° 12 rue des Tilleuls"])
def test_a_number_sign_that_begins_a_line_is_no_bullet(line: str) -> None:
    """Deliberations: « La délibération / n° 2031-027 … » cut at the line's end."""
    assert markers.bullet(line) is None


@pytest.mark.parametrize("line", ["a) les mineurs", "b.) les majeurs", "2° d'inscrire la dépense", "3) de voter"])
def test_letters_and_numbers_of_a_list_are_bullets(line: str) -> None:
    assert markers.bullet(line) == line
