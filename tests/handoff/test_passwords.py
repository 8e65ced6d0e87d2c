from pathlib import Path

import pytest

import handoff.passwords
from handoff.passwords import LONGEST, SHORTEST, PasswordProblem, password_problem

EMAIL = "sophie.bernard@montreval.exemple"
NAME = "Sophie Bernard-Lavigne"


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("trois canards sous la pluie", None),
        ("Xk4!vReP9qzL", None),
        ("étéétéétéàçu", None),
        ("", PasswordProblem.TOO_SHORT),
        ("Xk4!vReP9qz", PasswordProblem.TOO_SHORT),
        ("e\u0301te\u0301e\u0301te\u0301 ab", PasswordProblem.TOO_SHORT),
        ("motdepasse123", PasswordProblem.TOO_COMMON),
        ("MotDePasse123", PasswordProblem.TOO_COMMON),
        ("azertyuiop123", PasswordProblem.TOO_COMMON),
        ("aaaaaaaaaaaa", PasswordProblem.TOO_COMMON),
        ("abababababababab", PasswordProblem.TOO_COMMON),
        ("sophie.bernard@montreval.exemple", PasswordProblem.IS_OWN_NAME),
        ("Sophie.Bernard@Montreval.exemple!1", PasswordProblem.IS_OWN_NAME),
        ("sophie.bernard", PasswordProblem.IS_OWN_NAME),
        ("Sophie.Bernard2026!", PasswordProblem.IS_OWN_NAME),
        ("sophie bernard-lavigne", PasswordProblem.IS_OWN_NAME),
        ("trois canards " * 15, PasswordProblem.TOO_LONG),
        (("trois canards " * 15)[:LONGEST], None),
    ],
)
def test_a_password_is_judged_by_its_length_and_by_how_guessable_it_is(
    password: str, problem: PasswordProblem | None
) -> None:
    assert password_problem(password, email=EMAIL, name=NAME) is problem


def test_every_common_password_of_the_list_is_refused_as_such() -> None:
    path = Path(handoff.passwords.__file__).with_name("common_passwords.txt")
    listed = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(listed) > 150
    assert min(len(line) for line in listed) >= SHORTEST
    assert {password_problem(line, email=EMAIL, name=NAME) for line in listed} == {PasswordProblem.TOO_COMMON}
