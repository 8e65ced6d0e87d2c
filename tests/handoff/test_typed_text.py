import pytest

from handoff.typed_text import clean_line, clean_text, is_email_shaped, is_phone_shaped


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Horaires\x00 de\x07 la mairie", "Horaires de la mairie"),  # binary paste
        ("nul\x00 cloche\x07 échappement\x1b[31m", "nul cloche échappement[31m"),  # terminal paste
        ("Tarif\u200b can\u2060tine\ufeff", "Tarif cantine"),  # zero-width
        ("Bonjour\U000e0049\U000e0067\U000e006e", "Bonjour"),  # hidden Tag letters
        ("Bonjour\ufe0f\U000e0158\U000e0159", "Bonjour"),  # bytes hidden in variation selectors
        ("\u202eeriam", "eriam"),  # bidirectional override
        ("sens \u202einversé\u202c", "sens inversé"),
        ("cafe\u0301 \ufffd", "café"),  # decomposed accent, undecodable byte
        ("école\ud800", "école"),  # lone surrogate, from JSON
        ("moitié \ud83d de caractère", "moitié de caractère"),
        ("a\u00a0b\t c", "a b c"),
        ("  un\r\n\r\n\r\n\r\ndeux  ", "un\n\ndeux"),
        ("  une\r\nligne\rpuis\tune autre\n", "une\nligne\npuis une autre"),
        ("enfant 👧 et ½", "enfant 👧 et ½"),
    ],
)
def test_text_loses_what_cannot_be_seen_and_keeps_its_lines(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Samira\nLefort", "Samira Lefort"),
        (" Élise\r\nBcc: x@exemple.fr\u2028fin ", "Élise Bcc: x@exemple.fr fin"),
    ],
)
def test_a_line_stays_one_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    ("email", "is_one"),
    [
        ("samira.lefort@exemple.fr", True),
        ("c.dupont@ville-exemple.fr", True),
        ("élise+mairie@exemple.fr", True),
        ("prenom+mairie@sous.domaine.example", True),
        ("contact@été.exemple", True),
        ("a@b.c.exemple.fr", True),
        ("a@b.co", True),
        ("samira.lefort@", False),
        ("samira", False),
        ("dupont@exemple", False),
        ("a@b.c", False),
        ("@exemple.fr", False),
        ("a@b@exemple.fr", False),
        ("a b@exemple.fr", False),
        ("a,b@c.fr", False),
        ("a@-exemple.fr", False),
        ("a@exemple..fr", False),
        ("a@exemple.fr\r\nBcc: b@exemple.fr", False),
        ("<a@exemple.fr>", False),
        ("a" * 65 + "@exemple.fr", False),
        ("a@" + "b." * 50_000, False),
    ],
)
def test_e_mails_are_told_from_other_text(email: str, is_one: bool) -> None:
    assert is_email_shaped(email) is is_one


@pytest.mark.parametrize(
    ("phone", "is_one"),
    [
        ("06 00 00 00 00", True),
        ("02.00.00.00.00", True),
        ("+33 6 00 00 00 00", True),
        ("+33 (0)6 00 00 00 00", True),
        ("0033-600000000", True),
        ("26 12 34", True),  # New Caledonia
        ("", False),
        ("0612", False),
        ("demain", False),
        ("12 rue Haute", False),
        ("+", False),
        ("(--)..", False),
        ("06 00 00 00 00 00 00 00", False),
        ("06" + " " * 100_000 + "00000000", False),
        ("٠٦٠٠٠٠٠٠٠٠", False),
    ],
)
def test_a_phone_number_can_be_dialled(phone: str, is_one: bool) -> None:
    assert is_phone_shaped(phone) is is_one
