import pytest

from answering.routing.heard import LONGEST, heard


def written(message: str) -> str:
    return " ".join(word.split("/")[0] for word in heard(message).split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jveu plu vivre", "j veux plus vivre #"),
        ("g mal", "j ai mal #"),
        ("500 g de pain", "500 g de pain #"),
        ("c'est lui", "c est lui #"),
        ("y'a le feu", "ya le feu #"),
        ("il y a quelqu’un", "ya quelquun #"),
        ("jardin", "jardin #"),
        ("Au SECOURS !!! Vite", "au secours # vite #"),
        ("l'école", "l ecole #"),
    ],
)
def test_a_message_is_written_out(typed: str, meant: str) -> None:
    assert written(typed) == meant


def test_a_title_is_left_out_and_words_reported_are_not() -> None:
    assert "mourir" not in written("les paroles de « Mourir sur scène »")
    assert "suicide" not in written("le film « Le suicide » passe quand")
    assert "tuer" in written("il m'a dit « je vais te tuer »")


def test_each_word_has_its_sound() -> None:
    assert heard("école") == " ecole/ekol #"


def test_a_message_without_end_is_heard_from_its_beginning() -> None:
    assert len(heard("mot " * LONGEST)) < 3 * LONGEST
