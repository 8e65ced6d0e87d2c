from datetime import date

import pytest

from domain.legal_base import ForceState
from domain.legal_codes import LEGITEXT_OF
from storage.legal_starter import open_starter
from storage.sqlite_legal_base import SqliteLegalBase
from visas.resolving.resolution import Caution, Resolution, VisaVerdict
from visas.resolving.resolve import resolve


@pytest.fixture(scope="module")
def starter() -> SqliteLegalBase:
    return open_starter()


def one(starter: SqliteLegalBase, key: str, at: str, about: str = "") -> Resolution:
    (found,) = resolve(starter, key, date.fromisoformat(at), about=about)
    return found


@pytest.mark.parametrize(
    ("key", "last_day", "successor"),
    [
        ("loi:83-634", "2022-02-28", "code:cgfp"),
        ("loi:84-53#34", "2022-02-28", "cgfp:L313-1"),
        ("ordonnance:2015-899", "2019-03-31", "code:ccp"),
        ("decret:2016-360", "2019-03-31", "code:ccp"),
        ("code:marches_publics_2006", "2016-03-31", "ordonnance:2015-899"),
        ("loi:84-610", "2006-05-24", "code:sport"),
    ],
)
def test_the_replaced_texts_are_gone_from_their_day_on_and_what_took_over_is_named(
    starter: SqliteLegalBase, key: str, last_day: str, successor: str
) -> None:
    last = date.fromisoformat(last_day)
    before = one(starter, key, last.isoformat())
    after = one(starter, key, date.fromordinal(last.toordinal() + 1).isoformat())
    assert before.state is not ForceState.ABROGE
    assert (after.state, after.verdict) == (ForceState.ABROGE, VisaVerdict.A_REMPLACER)
    assert successor in {r.new for r in after.replacements}


@pytest.mark.parametrize("key", ["loi:82-213", "loi:2000-321", "loi:78-753", "code:communes", "loi:2015-991"])
def test_a_text_of_which_part_lives_on_is_not_said_to_be_repealed(starter: SqliteLegalBase, key: str) -> None:
    assert one(starter, key, "2024-05-02").state is ForceState.EN_VIGUEUR


def test_the_old_planning_visas_are_found_by_what_the_draft_is_about(starter: SqliteLegalBase) -> None:
    plan = one(starter, "urbanisme:L123-1", "2023-05-02", "révision du plan local d'urbanisme")
    assert (plan.verdict, Caution.OTHER_ARTICLE in plan.cautions) == (VisaVerdict.A_REMPLACER, True)
    assert plan.replacements[0].new == "urbanisme:L151-1"
    assert one(starter, "urbanisme:L123-1", "2015-05-02", "plan local d'urbanisme").verdict is VisaVerdict.EN_REGLE


def test_the_days_of_the_reform_of_publicity_are_there(starter: SqliteLegalBase) -> None:
    assert one(starter, "cgct:L2131-1", "2022-06-30").state is ForceState.MODIFIE_DEPUIS
    found = one(starter, "cgct:L2131-1", "2022-07-01")
    assert (found.state, found.version and found.version.start) == (ForceState.EN_VIGUEUR, date(2022, 7, 1))
    assert one(starter, "cgct:R2121-11", "2022-07-01").state is ForceState.ABROGE


def test_the_starter_never_says_that_a_number_does_not_exist_and_says_until_when_it_knows(
    starter: SqliteLegalBase,
) -> None:
    assert one(starter, "cgct:L9999-1", "2020-01-01").state is ForceState.HORS_BASE
    later = one(starter, "cgct:L2121-29", "2026-11-24")
    assert later.verdict is VisaVerdict.A_VERIFIER
    assert later.cautions == {Caution.BEYOND_COVERAGE}
    assert all(not c.is_complete and c.source and c.note for c in starter.coverages())


def test_every_chosen_code_is_covered_and_every_successor_is_a_key(starter: SqliteLegalBase) -> None:
    covered = {c.subject for c in starter.coverages()}
    assert {"cgct", "ccp", "cgfp", "urbanisme", "loi", "decret"} <= covered
    assert covered - {"loi", "ordonnance", "decret", "code"} <= set(LEGITEXT_OF)
    assert starter.counts()["articles"] > 500


def test_a_code_begins_on_its_day_and_its_page_is_known(starter: SqliteLegalBase) -> None:
    assert one(starter, "code:ccp", "2019-03-31").state is ForceState.PAS_ENCORE
    begun = one(starter, "code:ccp", "2019-04-01")
    assert begun.state is ForceState.EN_VIGUEUR
    assert begun.url == "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/2019-04-01"


def test_m14_is_not_said_to_be_repealed(starter: SqliteLegalBase) -> None:
    found = one(starter, "circulaire:M14", "2024-05-02")
    assert (found.state, found.verdict) == (ForceState.HORS_BASE, VisaVerdict.A_VERIFIER)
    assert [r.new for r in found.replacements] == ["circulaire:M57"]


def test_a_law_is_known_by_its_nickname_for_its_date(starter: SqliteLegalBase) -> None:
    law = starter.text("loi:2015-991")
    assert law is not None
    assert (law.signed_on, law.names) == (date(2015, 8, 7), ("loi NOTRe",))


@pytest.mark.parametrize(
    ("key", "first_day"),
    [
        ("cgct:L1424-35", "1996-05-04"),
        ("cgct:L2337-3", "2011-12-30"),
        ("cgct:L1611-3-1", "2013-07-28"),
        ("cgct:R2311-11", "2001-06-30"),
        ("cgct:R2311-12", "2001-06-30"),
        ("cgct:R2321-1", "2000-04-09"),
        ("cgfp:L430-1", "2022-03-01"),
    ],
)
def test_articles_of_everyday_deliberations_are_known_from_their_first_day(
    starter: SqliteLegalBase, key: str, first_day: str
) -> None:
    first = date.fromisoformat(first_day)
    assert one(starter, key, "2023-12-01").verdict is VisaVerdict.EN_REGLE
    assert one(starter, key, first.isoformat()).verdict is VisaVerdict.EN_REGLE
    assert one(starter, key, date.fromordinal(first.toordinal() - 1).isoformat()).state is ForceState.PAS_ENCORE


@pytest.mark.parametrize("key", ["loi:2019-1428", "loi:2023-175", "ordonnance:2021-175"])
def test_laws_in_force_come_with_their_day_and_their_identifier(starter: SqliteLegalBase, key: str) -> None:
    found = one(starter, key, "2024-03-01")
    assert found.state is ForceState.EN_VIGUEUR
    assert found.url is not None
