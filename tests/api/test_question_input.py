import pytest

from api.text_input import TextProblem, clean_line, clean_text, is_email, is_phone, question_problem


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Horaires\x00 de\x07 la mairie", "Horaires de la mairie"),  # binary paste
        ("Tarif\u200b can\u2060tine\ufeff", "Tarif cantine"),  # zero-width
        ("Bonjour\U000e0049\U000e0067\U000e006e", "Bonjour"),  # hidden Tag letters
        ("\u202eeriam", "eriam"),  # bidirectional override
        ("cafe\u0301 \ufffd", "café"),  # decomposed accent, undecodable byte
        ("école\ud800", "école"),  # lone surrogate, from JSON
        ("a\u00a0b\t c", "a b c"),
        ("  un\r\n\r\n\r\n\r\ndeux  ", "un\n\ndeux"),
    ],
)
def test_text_loses_what_cannot_be_seen_and_keeps_its_lines(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


def test_a_line_has_no_line_break() -> None:
    assert clean_line("Samira\nLefort") == "Samira Lefort"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", TextProblem.EMPTY),
        ("  \n ", TextProblem.EMPTY),
        ("\x00\x01\x02", TextProblem.UNREADABLE),
        ("???", TextProblem.UNREADABLE),
        ("a" * 2001, TextProblem.TOO_LONG),
        ("a" * 2000, None),
        ("Où est la mairie ?", None),
    ],
)
def test_a_question_is_refused_with_its_reason(raw: str, problem: TextProblem | None) -> None:
    assert question_problem(clean_line(raw), was_empty=not raw.strip(), limit=2000) == problem


@pytest.mark.parametrize("address", ["samira.lefort@exemple.fr", "a@b.co", "prenom+mairie@sous.domaine.example"])
def test_an_address_of_that_form_is_kept(address: str) -> None:
    assert is_email(address)


@pytest.mark.parametrize(
    "address", ["samira.lefort@", "samira", "a@b", "a@b.c", "a b@c.fr", "a@b.fr\nBcc: c@d.fr", "a,b@c.fr"]
)
def test_an_incomplete_address_is_refused(address: str) -> None:
    assert not is_email(address)


@pytest.mark.parametrize(
    ("number", "is_right"),
    [("02 61 91 04 12", True), ("+33 2 61 91 04 12", True), ("demain", False), ("(--)..", False)],
)
def test_a_phone_number_can_be_dialled(number: str, is_right: bool) -> None:
    assert is_phone(number) == is_right
