from datetime import date

import pytest

from ingest.acts.validity import decided_lines, effect_date, find_validity


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("FIXE les tarifs à compter du 1er septembre 2031", date(2031, 9, 1)),
        ("Ce règlement entre en vigueur le 1er janvier 2032.", date(2032, 1, 1)),
        ("La présente délibération prend effet au 01/09/2031.", date(2031, 9, 1)),
        ("Ces prix sont applicables à partir du lundi 1er mars 2032.", date(2032, 3, 1)),
        ("Vu la loi en vigueur le 1er janvier 2020,", None),
        ("Réunion du 3 mars 2031.", None),
        ("à compter du 1er mars 2031 pour les uns, à compter du 1er mai 2031 pour les autres", None),
    ],
)
def test_the_one_day_from_which_an_act_applies(text: str, day: date | None) -> None:
    assert effect_date([text]) == day


def test_words_before_the_operative_part_do_not_say_when_a_decision_applies() -> None:
    lines = [
        "Les prix en vigueur le 1er mai 2029 sont rappelés.",
        "Le conseil municipal, après en avoir délibéré, FIXE",
        "- le repas à 4 € à compter du 1er septembre 2031",
    ]
    assert find_validity("Cantine", decided_lines(lines)) == (date(2031, 9, 1), None)


def test_an_end_before_the_start_is_no_end() -> None:
    assert find_validity("Tarifs 2031", ["à compter du 1er janvier 2032"]) == (date(2032, 1, 1), None)
