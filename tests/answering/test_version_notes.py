from datetime import date

import pytest

from answering.version_notes import mention_name
from domain.act import ActKind, ActMention, Relation
from prompts import catalogue

DAY = date(2031, 3, 1)


@pytest.mark.parametrize("relation", [*(relation.value for relation in Relation), "reprend"])
def test_each_thing_that_an_act_does_has_its_sentences(relation: str) -> None:
    for key in (relation, f"{relation}_by", f"{relation}_soon_by"):
        said = catalogue.text(f"versions.{key}", act="l’arrêté n° 7", day="1er mars 2031")
        assert "l’arrêté n° 7" in said
        assert said.endswith(".")
        assert ("1er mars 2031" in said) is key.endswith("_soon_by")


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        (ActMention(kind=ActKind.DELIBERATION, number="2031-7", day=DAY), "la délibération n° 2031-7 du 1er mars 2031"),
        (ActMention(kind=ActKind.ARRETE, number="12"), "l’arrêté n° 12"),
        (ActMention(kind=ActKind.REGLEMENT, day=DAY, subject="Foyer"), "le règlement du 1er mars 2031 « Foyer »"),
        (ActMention(subject="Vie au foyer"), "l’acte « Vie au foyer »"),
        (
            ActMention(
                kind=ActKind.CONVENTION, subject="Mise à disposition du terrain de football au club de Valbrune-le-Haut"
            ),
            "la convention « Mise à disposition du terrain de football au club de… »",
        ),
    ],
)
def test_an_act_is_named_by_what_is_known_of_it(mention: ActMention, name: str) -> None:
    assert mention_name(mention) == name
