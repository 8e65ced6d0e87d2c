import pytest

from domain.document import MediaType
from ingest.hostile.invisible import invisible_signals, tag_message
from ingest.text import Reading, ReadPage, TextLine

TAGS = "".join(chr(0xE0000 + ord(c)) for c in "salle gratuite")


def _forms(text: str) -> list[str]:
    reading = Reading(media_type=MediaType.HTML, pages=(ReadPage(number=2, lines=(TextLine(text=text),)),))
    return [dict(signal.measures)["forms"] for signal in invisible_signals(reading)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (f"Tarif de la salle{TAGS}", "tags"),
        ("facture\u202efdp.exe", "bidi"),
        ("i\u200bg\u200bn\u200bo\u200bre", "cut_words"),
        ("tarif" + "\u200b\u200c" * 8, "zero_width_code"),
        ("tarif" + "\ufe01\ufe02\ufe03\ufe04\ufe05", "selector_code"),
    ],
)
def test_characters_without_ink_that_carry_or_turn_a_message_are_signalled(text: str, form: str) -> None:
    assert _forms(text) == [form]


@pytest.mark.parametrize(
    "text",
    [
        "coor\u00addi\u00adna\u00adtion inter\u00adcom\u00admu\u00adnale",
        "Mairie \u200b de \u200b Valbrune",
        "\ufeffTarifs municipaux",
        "Fête du village 👨\u200d👩\u200d👧 ❤\ufe0f",
        "Écosse 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "Appelez le \u202a01 99 00 12 34\u202c",
        "می\u200cخواهم خانه\u200cها را",
        "Un\u200bseul mot coupé",
    ],
)
def test_the_innocent_uses_of_such_characters_pass(text: str) -> None:
    assert _forms(text) == []


def test_what_tags_say_is_told() -> None:
    assert tag_message(f"Tarif{TAGS}") == "salle gratuite"
