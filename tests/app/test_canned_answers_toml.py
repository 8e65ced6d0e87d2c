from pathlib import Path

import pytest

from app.canned_answers_toml import read_canned_answers
from domain.errors import BadProfile

SERVICES = {"mairie", "scolaire"}
GOOD = """
[[reponse]]
titre = "Carte d’identité"
texte = \"\"\"
Bonjour,
Prenez rendez-vous à l’accueil.\"\"\"

[[reponse]]
titre = "Cantine"
texte = "Le dossier se retire au service scolaire."
services = ["scolaire"]
"""


def write(folder: Path, content: str) -> Path:
    file = folder / "reponses.toml"
    file.write_text(content, "utf-8")
    return file


def test_answers_are_read_in_their_order(tmp_path: Path) -> None:
    first, second = read_canned_answers(write(tmp_path, GOOD), SERVICES)
    assert (first.title, first.text) == ("Carte d’identité", "Bonjour,\nPrenez rendez-vous à l’accueil.")
    assert [first.is_for("mairie"), second.is_for("mairie"), second.is_for("scolaire")] == [True, False, True]


def test_a_commune_need_not_have_any(tmp_path: Path) -> None:
    assert read_canned_answers(tmp_path / "reponses.toml", SERVICES) == ()
    assert read_canned_answers(write(tmp_path, ""), SERVICES) == ()


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ('titre = "Cantine"', 'titre = ""', "titre"),
        ('titre = "Cantine"', 'titre = "Carte d’identité"', "two answers"),
        ('titre = "Cantine"', 'title = "Cantine"', "keys are"),
        ('services = ["scolaire"]', 'services = ["piscine"]', "piscine"),
        ('services = ["scolaire"]', 'services = "scolaire"', "slugs"),
        ("[[reponse]]", "[reponse]", "reponse"),
        ('texte = "Le', 'texte = 3 # "Le', "texte"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, good: str, bad: str, told: str) -> None:
    assert good in GOOD
    file = write(tmp_path, GOOD.replace(good, bad))
    with pytest.raises(BadProfile, match=told) as refusal:
        read_canned_answers(file, SERVICES)
    assert str(file) in str(refusal.value)
