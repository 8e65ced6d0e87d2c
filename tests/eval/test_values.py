import pytest

from eval.values import contains_plain, contains_value, has_amount, stem, without_remarks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the typography changes, not the value
        ("Quotient inférieur à 700 | 2,05 € | 3,10 € | 5,25€", "5,25 €"),
        ("Le repas coûte 5 euros 25.", "5,25 €"),
        ("Redevance forfaitaire : 3\u202f200 €", "3 200 €"),
        ("Les mardis, place du Marché, de 18 h 00 à 21h30", ["mardi", "18h", "21h30"]),
        ("Du 1er octobre au 31 mai : le jeudi de 14 H 15 à 16 H 45", "jeudi 14h15-16h45"),
        ("Répondez avant le 03/05/2031", "avant le 3 mai (2031), à la mairie"),
        ("Astreinte : 06.11.22.33.44", "06 11 22 33 44"),
        ("6m³ par jour au plus ; 40 passages par an", "6 m³ par jour"),
        ("Taxe d’aménagement (%) : 4 %", "4 %"),
        ("Les deux terrains sont accessibles gratuitement", "non, gratuit"),
        ("une durée de quarante-cinq minutes", "45 minutes"),
        ("trois semaines supplémentaires", "3 semaines de plus"),
        ("stationnement limité à 40 min", "40 minutes"),
        ("Les questions sont transmises 24H avant", "24 heures"),
        ("tous les premiers mardis de chaque mois", "premier mardi du mois"),
        ("facturé à partir du 4ème jour", "facturé à partir du 4e jour seulement (sur demande)"),
        ('"date": "2031-05-12", "heure": "18:00"', "12 mai 2031 à 18h"),
        # words: folded, without articles, three stems in five
        ("Adressez-vous à la mairie de Valmont.", "mairie de Valmont"),
        ("Les mineurs sont exonérés de la taxe", "mineurs exonérés"),
        ("Les barbecues sont également interdits", "interdit (barbecues et feux)"),
        ("M. DURTAL reprend le marché", "M. Durtal"),
        ("Les autorisations sont personnelles", "autorisation personnelle, non cessible"),
    ],
)
def test_a_value_is_held_whatever_its_typography(text: str, expected: str | list[str]) -> None:
    assert contains_value(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,10 €", "5,25 €"),
        ("25 € en 2031", "5,25 €"),
        ("Les lundis de 18h à 21h30", ["mardi", "18h"]),
        ("Les mardis de 18h à 20h", ["mardi", "18h", "21h30"]),
        ("le jeudi de 14h15 à 17h", "jeudi 14h15-16h45"),
        ("avant le 3 juin", "avant le 3 mai"),
        ("le 12 mai 2030 à 18h", "12 mai 2031 à 18h"),
        ("06 11 22 33 45", "06 11 22 33 44"),
        ("6 % par jour", "6 m³ par jour"),
        ("45 euros", "45 minutes"),
        ("article 45 : durée du prêt", "45 minutes"),
        ("adultes 3 €, moins de 18 ans 2 €", "gratuit jusqu'à 18 ans"),
        ("Adressez-vous à la préfecture", "mairie de Valmont"),
        ("il y a des mineurs", "mineurs exonérés"),
        ("Cinq habitants", "5 livres"),
        ("", "lundi"),
        ("lundi", []),
    ],
)
def test_another_value_is_not_taken_for_it(text: str, expected: str | list[str]) -> None:
    assert not contains_value(text, expected)


def test_every_element_of_a_list_is_wanted() -> None:
    rule = "Prolongation possible de trois semaines."
    exception = "Sauf nouveautés et documents réservés."
    expected = ["3 semaines de plus", "sauf nouveautés et documents réservés"]
    assert not contains_value(rule, expected)
    assert contains_value(f"{rule}\n{exception}", expected)


@pytest.mark.parametrize(
    ("expected", "bare"),
    [
        ("non: mardi 14h-17h", "mardi 14h-17h"),
        ("oui, certificat médical", "certificat médical"),
        ("règle: 40 minutes pour tous", "40 minutes pour tous"),
        ("signaler l'écart: la liste dit 3 mai", "la liste dit 3 mai"),
        ("7h30 (siège)", "7h30"),
        ("gratuit (plastique 300 l)", "gratuit"),
        ("(entre parenthèses)", "(entre parenthèses)"),
        ("nonagénaires", "nonagénaires"),
    ],
)
def test_remarks_and_openings_are_not_part_of_the_value(expected: str, bare: str) -> None:
    assert without_remarks(expected) == bare


def test_plain_values_keep_their_brackets() -> None:
    assert not contains_plain("la première heure", "la première heure (17h-18h)")
    assert contains_plain("la première heure, de 17h à 18h", "la première heure (17h-18h)")


@pytest.mark.parametrize(
    ("words", "root"),
    [
        (("gratuit", "gratuite", "gratuits", "gratuitement"), "gratuit"),
        (("autorise", "autorisee", "autorisation", "autorisations"), "autoris"),
        (("interdit", "interdite", "interdits"), "interdit"),
        (("personnel", "personnelle", "personnelles"), "personnel"),
    ],
)
def test_forms_of_a_word_share_a_stem(words: tuple[str, ...], root: str) -> None:
    assert {stem(word) for word in words} == {root}


def test_words_of_other_families_do_not_share_a_stem() -> None:
    assert stem("commune") != stem("communication")


@pytest.mark.parametrize(("text", "is_one"), [("12 euros", True), ("c’est gratuit", True), ("12 rue du Port", False)])
def test_has_amount_tells_a_price(text: str, is_one: bool) -> None:
    assert has_amount(text) is is_one
