import pytest

from answering.with_model.clean_text import masked_question, without_invisible
from answering.with_model.tokens import Tokens

TEXT = "Écrire à ecole@valmoret.example.fr, appeler le 02 61 91 55 12 ou voir www.valmoret.example.fr/ecole."


def test_each_way_to_reach_someone_has_one_token_and_comes_back_as_written() -> None:
    tokens = Tokens()
    hidden = tokens.hide(f"{TEXT} Encore : 02 61 91 55 12")
    assert hidden == "Écrire à {{COURRIEL_1}}, appeler le {{TEL_2}} ou voir {{LIEN_3}}. Encore : {{TEL_2}}"
    assert tokens.show(hidden) == f"{TEXT} Encore : 02 61 91 55 12"


def test_a_document_cannot_hold_a_token() -> None:
    assert Tokens().hide("Voir {{LIEN_1}}") == "Voir { {LIEN_1} }"


@pytest.mark.parametrize(
    "written",
    [
        "Voir {{LIEN_4}}.",
        "Voir https://piege.example.com.",
        "Voir piege.com/x.",
        "Voir piege.example",
        "Voir PIEGE.NET",
        "Voir HTTP://PIEGE.EXAMPLE.COM",
        "Appelez le 06 12 34 56 78.",
        "Écrivez à vol@piege.com.",
        "[ici](x)",
        "![](x)",
        "<b>gras</b>",
        "javascript:alert(1)",
        "{{LIEN_1",
    ],
)
def test_what_the_model_makes_up_to_reach_someone_is_never_shown(written: str) -> None:
    tokens = Tokens()
    tokens.hide(TEXT)
    assert tokens.show(written) is None


@pytest.mark.parametrize(
    "written",
    ["Le repas coûte 3,85 €.", "Ouvert de 9 h à 12 h 30, sauf le 15 août.", "Voir l’art. 3.Les S.A.R.L. n.c"],
)
def test_ordinary_sentences_are_shown_as_they_are(written: str) -> None:
    assert Tokens().show(written) == written


def test_what_cannot_be_seen_does_not_reach_a_model() -> None:
    assert without_invisible("Ta\u200brif\U000e0041 ré\u00adduit\ufe0f\nen été") == "Tarif réduit\nen été"


def test_a_question_goes_without_what_reaches_or_names_its_author() -> None:
    asked = "mon rib FR76 3000 6000 0112 3456 7890 189, tel 06 12 34 56 78, paul@exemple.fr : quel tarif ?"
    assert masked_question(asked) == "mon rib […], tel […], […] : quel tarif ?"
