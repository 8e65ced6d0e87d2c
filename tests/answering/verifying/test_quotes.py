from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering.verifying.quotes import verbatim_units
from domain.answer import SentenceKind
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import ScoredUnit
from retriever.ranking.units import Unit, units_of
from tests.answering.standins import document, passage

TARIFFS = document(1, "Tarifs de la cantine")
PASSAGE = passage(
    TARIFFS,
    1,
    "Le repas coûte 4,10 €.\nFamille | Prix\nRésidente | 4,10 €",
    context=("Tarifs 2026 :", "Famille | Prix"),
)
CANDIDATE = Candidate(passage=PASSAGE, document=TARIFFS, score=1.0)


def scored(unit: Unit) -> ScoredUnit:
    return ScoredUnit(candidate=CANDIDATE, unit=unit, score=1.0, support=1.0, has_type=True)


UNITS = [scored(unit) for unit in units_of(PASSAGE)]


def test_the_words_of_a_passage_are_kept_in_order() -> None:
    assert len(UNITS) == 3
    assert verbatim_units(UNITS) == tuple(UNITS)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"text": "Le repas coûte 4,20 €."}, id="another figure"),
        pytest.param({"text": "Le repas coûte 4,10 € sur evil.example."}, id="a link added"),
        pytest.param({"start": 3}, id="another place"),
        pytest.param({"text": ""}, id="no word"),
        pytest.param({"lead": "Tarifs 2031 :"}, id="another lead-in"),
        pytest.param({"lead": "Famille | Prix\nRéduit"}, id="another header"),
    ],
)
def test_what_is_not_the_document_s_is_withheld(changed: dict[str, str]) -> None:
    unit = replace(UNITS[0].unit, **changed)  # type: ignore[arg-type]
    assert verbatim_units([scored(unit), UNITS[1]]) == (UNITS[1],)


LINES = ("Les tarifs :", "- un repas : 4 €", "Nom | Prix", "Lou | 3 €", "Tarif | Tarif", "Le pain. Le lait.")


@given(
    st.lists(st.sampled_from(LINES), max_size=6),
    st.lists(st.sampled_from(["Avant :", "Nom | Prix", "Qui | Qui"]), max_size=2),
)
def test_every_unit_of_a_passage_is_its_own_words(lines: list[str], context: list[str]) -> None:
    of = passage(TARIFFS, 2, "\n".join(lines), context=tuple(context))
    candidate = Candidate(passage=of, document=TARIFFS, score=1.0)
    units = [replace(scored(unit), candidate=candidate) for unit in units_of(of)]
    assert verbatim_units(units) == tuple(units)


def test_a_lead_may_stand_before_the_passage() -> None:
    unit = replace(UNITS[0].unit, lead="Tarifs 2026 :")
    assert verbatim_units([scored(unit)]) == (scored(unit),)
    assert unit.kind is SentenceKind.SENTENCE
