"""The delays that residents and the data protection officer read are those that are applied."""

import re
from pathlib import Path

import pytest

from api.retention_view import kept_rows, said
from domain.retention import OF_A_COMMUNE, RULES, KeptKind, Retention
from tests.api.browser import Browser

REGISTER = Path(__file__).parents[2] / "docs" / "rgpd" / "registre-des-traitements.md"


def test_the_page_says_every_delay_of_the_table(browser: Browser) -> None:
    page = browser.get("/acces/donnees").text.replace("\u00a0", " ").replace("\u202f", " ")
    for row in kept_rows(Retention()):
        assert row.what in page
        assert row.how_long in page
    assert "un an après la fin de la demande" in page


def test_a_commune_s_own_delays_are_those_said() -> None:
    rows = kept_rows(Retention(requests=730, opinions=182))
    assert [row.kind for row in rows] == list(OF_A_COMMUNE)
    assert rows[0].how_long == "730 jours après la fin de la demande"
    assert rows[2].how_long == "six mois après le jour de l’avis"


@pytest.mark.parametrize(("days", "words"), [(1, "un jour"), (90, "90 jours"), (365, "un an"), (396, "treize mois")])
def test_delays_are_said_in_words_where_there_are_some(days: int, words: str) -> None:
    assert said(days) == words


def test_the_register_holds_every_kind_with_the_delay_that_is_applied() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (\d+) jours \|", REGISTER.read_text("utf-8"), re.MULTILINE)
    assert {kind: int(days) for kind, days in rows} == {kind.value: RULES[kind].days for kind in KeptKind}
