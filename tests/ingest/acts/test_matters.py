import re
import tomllib
from pathlib import Path

import pytest

import ingest.acts.matters
from french.plain_text import plain
from ingest.acts.matters import OTHER_MATTER, find_matter, matter_name


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Décision Budgétaire modificative 2031-02", "7.1"),
        ("Admission en non-valeur de créances irrécouvrables – Budget annexe eau", "7.1"),
        ("Subventions 2031 aux associations", "7.5"),
        ("Vote des taux d’imposition 2031", "7.2"),
        ("Tarifs de la restauration scolaire 2031-2032", "7.10"),
        ("Création d’un emploi d’adjoint technique à temps non complet - 30h", "4.1"),
        ("Recrutement de vacataires", "4.2"),
        ("Élection du président de séance", "5.2"),
        ("Désignation des délégués au syndicat", "5.3"),
        ("Attribution du marché de fourniture de repas", "1.1"),
        ("Vente d’un terrain situé au Voliard", "3.2"),
        ("Convention pour le déneigement de la commune", "1.4"),
        ("Vœu pour le maintien du bureau de poste", "9.4"),
        ("Bilan annuel des cessions et acquisitions", "3.2"),
        ("SE90 rapport d’activités 2030", "5.7"),
        # a word inside another says nothing
        ("Emprunter les chemins, marchepied, baille", None),
        ("Questions diverses", None),
    ],
)
def test_a_title_says_its_matter_or_none(title: str, code: str | None) -> None:
    assert find_matter(title) == code


def test_every_matter_has_a_code_of_the_nomenclature_once_and_plain_words() -> None:
    listed = tomllib.loads(Path(ingest.acts.matters.__file__).with_name("matters.toml").read_text(encoding="utf-8"))[
        "matter"
    ]
    codes = [one["code"] for one in listed]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[1-9]\.\d{1,2}", code) for code in codes)
    assert OTHER_MATTER in codes
    assert all(re.fullmatch(r"[^,()/A-Z]+/[^,()/A-Z]+", matter_name(code)) for code in codes)
    assert all(word == plain(word) for one in listed for word in one["words"])
