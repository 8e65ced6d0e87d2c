from ingest.ocr.poor_text import is_clearly_better, is_poor
from ingest.text import ReadPage, TextLine

GOOD = (
    "Le maire rappelle que la salle des fêtes est louée aux habitants de la commune pour les fêtes de famille et que "
    "le tarif est voté par le conseil. Les associations en ont l'usage une fois dans l'année sans payer. Il est "
    "proposé de ne pas changer les tarifs pour cette année, et de les revoir en fin d'exercice avec la commission."
)
BAD = (
    "Le malre rappe1le quc ia sa|le dcs fêfes cst louéc arx habitarls dc Ia comm,une ponr lcs fêtcs dc fami,lle cf qre "
    "lc farif csf vofé pai le couseiI. Lcs assocíafions eu onl l,usage uue fois daus l,auuée sars paycr. lI cst "
    "propo;sé dc nc pas chauger lcs far|fs pour ceffe amée, ef dc lcs rcvo,ir cn fin d,exercicc avcc la com,mission."
)
TABLE = " ".join(f"Catégorie {n} B{n} 2/3 temps adjoint technique principal deuxième classe" for n in range(12))


def page(text: str, has_images: bool = True) -> ReadPage:
    return ReadPage(number=1, lines=(TextLine(text=text),), has_images=has_images)


def test_a_bad_ocr_layer_is_told_from_prose_and_from_tables() -> None:
    assert is_poor(page(BAD))
    assert not is_poor(page(GOOD))
    assert not is_poor(page(TABLE))


def test_without_a_picture_there_is_nothing_to_read_again() -> None:
    assert not is_poor(page(BAD, has_images=False))


def test_a_few_words_are_not_judged() -> None:
    assert not is_poor(page(BAD[:60]))


def test_a_second_reading_is_better_when_it_is_clean_and_only_then() -> None:
    assert is_clearly_better(page(GOOD), page(BAD))
    assert not is_clearly_better(page(BAD), page(GOOD))
    assert not is_clearly_better(page(BAD), page(BAD))
    assert not is_clearly_better(page(""), page(BAD))
