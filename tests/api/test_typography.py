import unicodedata

import pytest

from api.typography import document_title, tied

NB, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("à 1,05 € le repas", f"à 1,05{NB}€ le repas"),  # tariff
        ("Et après ? Oui ; non !", f"Et après{NB}? Oui{NB}; non{NB}!"),  # question
        ("« Les menus »", f"«{NB}Les menus{NB}»"),  # quotation
        ("de 8 h 15 à 11 h", f"de 8{NB}h{NB}15 à 11{NB}h"),  # hours
        ("plus de 15 m² au sol", f"plus de 15{NB}m² au sol"),  # town planning
        ("un don de 12 400 €", f"un don de 12{NARROW}400{NB}€"),  # minutes
        ("la délibération n° 2031-004", f"la délibération n°{NB}2031-004"),  # act
        ("l’article L. 999-4 du code", f"l’article L.{NB}999-4 du code"),  # visa
        ("02 61 91 55 07", "02 61 91 55 07"),  # telephone
        ("au 12 rue du Moulin", "au 12 rue du Moulin"),  # address
        ("3 heures", "3 heures"),  # rule
    ],
)
def test_a_line_does_not_break_before_a_unit_or_a_sign(written: str, shown: str) -> None:
    assert tied(written) == shown


def test_only_spaces_change_so_that_words_stay_verbatim() -> None:
    written = "« 12 400 € à 8 h 15 ; n° 7 »"
    assert unicodedata.normalize("NFKC", tied(written)) == written


@pytest.mark.parametrize(
    ("title", "act", "subject"),
    [
        ("Délibération n° 2031-004 Objet : Tarifs du camping", "Délibération n° 2031-004", "Tarifs du camping"),
        ("DÉLIBÉRATION N° 12 – OBJET : tarifs du camping", "DÉLIBÉRATION N° 12", "Tarifs du camping"),
        ("Arrêté n°2031/7. Objet : fermeture du pont", "Arrêté n°2031/7", "Fermeture du pont"),
        ("Objet : Tarifs du camping", "", "Objet : Tarifs du camping"),
        ("Règlement du camping", "", "Règlement du camping"),
        ("Les objets trouvés", "", "Les objets trouvés"),
    ],
)
def test_an_act_s_title_gives_its_subject_and_its_number(title: str, act: str, subject: str) -> None:
    found = document_title(title)
    assert (found.act, found.subject, found.short) == (act, subject, act or subject)
