"""Which sentences tell of what is no more."""

import pytest

from clarity.outdated.former_names import former_names
from clarity.outdated.old_money import old_money
from clarity.outdated.told_as_past import is_told_as_past
from tests.clarity.documents import MONDAY, read

UNTIL = 2002


@pytest.mark.parametrize(
    "sentence",
    [
        "Le RSI a été supprimé en 2018.",
        "La DDASS, dissoute en 2010, contrôlait l’eau.",
        "La CMU-C remplace l’ancienne aide.",
        "L’union, remplaçant le régime des artisans, encaisse les cotisations.",
        "Cette aide, remplacée par la prime, ne peut plus être demandée.",
        "La carte n’existe plus : adressez-vous à la région.",
        "Le fonds a été supprimé, renseignez-vous à l’accueil.",
        "La case ne coûte plus rien.",
        "Le four fut vendu 300 francs.",
        "En 1958, assez de pain pour la semaine valait 50 francs.",
        "Construit en 1975 par la commune.",
    ],
)
def test_what_ended_or_is_dated_is_told_as_past(sentence: str) -> None:
    assert is_told_as_past(sentence, UNTIL)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pour le remplacement d’une carte perdue, adressez-vous à Pôle emploi.",
        "Si votre carte a été remplacée, présentez l’ancienne.",
        "Demande de suppression du compte : s’adresser au conseil général.",
        "La case ne coûte plus que 1 800 francs.",
        "Le tarif n’est plus que de 20 francs.",
        "Le remplacement de la carte coûte 20 francs.",
        "Transformer une grange coûte 20 francs de dossier.",
        "Depuis 1998, inscrivez-vous au guichet.",
        "La caution de 1999 sera rendue.",
    ],
)
def test_what_the_reader_is_to_do_or_pay_is_of_today(sentence: str) -> None:
    assert not is_told_as_past(sentence, UNTIL)


def test_a_card_to_replace_hides_no_former_name_and_a_lower_price_no_francs() -> None:
    line = "Pour le remplacement d’une carte perdue, adressez-vous à Pôle emploi."
    assert [one.place.quote for one in former_names(read(line), MONDAY)] == ["Pôle emploi"]
    assert len(list(old_money(read("La case ne coûte plus que 1 800 francs."), MONDAY))) == 1
