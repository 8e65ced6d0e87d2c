from datetime import date

import pytest

from domain.legal_base import ForceState, Replacement
from domain.legal_record import RecordedLink
from domain.legal_reference import LegalReference, ReferenceKind
from tests.visas.resolving.bases import article, base_of, day, text
from visas.resolving.resolution import Caution, Resolution, VisaVerdict
from visas.resolving.resolve import resolve, resolve_reference

PLU = "Plans locaux d'urbanisme"
SDRIF = "Schéma directeur de la région d'Île-de-France"

REUSED = (
    article("L123-1", "2001-04-01", "2016-01-01", of="A", heading=PLU),
    article("L123-1", "2016-01-01", None, of="B", heading=SDRIF),
)


def one(found: tuple[Resolution, ...]) -> Resolution:
    (only,) = found
    return only


@pytest.mark.parametrize(
    ("at", "state", "start"),
    [
        ("1999-12-31", ForceState.PAS_ENCORE, "2000-01-01"),
        ("2000-01-01", ForceState.MODIFIE_DEPUIS, "2000-01-01"),
        ("2009-12-31", ForceState.MODIFIE_DEPUIS, "2000-01-01"),
        ("2010-01-01", ForceState.EN_VIGUEUR, "2010-01-01"),
        ("2019-12-31", ForceState.EN_VIGUEUR, "2010-01-01"),
        ("2020-01-01", ForceState.ABROGE, "2010-01-01"),
        ("1750-01-01", ForceState.PAS_ENCORE, "2000-01-01"),
    ],
)
def test_the_first_day_of_a_version_is_in_and_its_end_is_out(at: str, state: ForceState, start: str) -> None:
    base = base_of(
        article("L2121-7", "2000-01-01", "2010-01-01", code="cgct"),
        article("L2121-7", "2010-01-01", "2020-01-01", code="cgct"),
    )
    found = one(resolve(base, "cgct:L2121-7", day(at)))
    assert (found.state, found.version and found.version.start) == (state, day(start))


def test_a_version_that_was_only_moved_was_not_rewritten() -> None:
    base = base_of(
        article("L2121-7", "2000-01-01", "2010-01-01", code="cgct", digest="same"),
        article("L2121-7", "2010-01-01", code="cgct", digest="same"),
    )
    assert one(resolve(base, "cgct:L2121-7", day("2005-01-01"))).state is ForceState.EN_VIGUEUR


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [("2015-01-01", "2015-01-01", ""), ("2015-01-01", "2014-06-01", ""), ("2015-01-01", None, "MODIFIE_MORT_NE")],
)
def test_a_stillborn_version_neither_applies_nor_rewrites(start: str, end: str | None, state: str) -> None:
    base = base_of(
        article("L2121-7", "2000-01-01", code="cgct"),
        article("L2121-7", start, end, code="cgct", state=state, legi_id="LEGIARTI000000000009"),
    )
    before = one(resolve(base, "cgct:L2121-7", day("2010-01-01")))
    on_its_day = one(resolve(base, "cgct:L2121-7", day("2015-01-01")))
    assert before.state is on_its_day.state is ForceState.EN_VIGUEUR
    assert on_its_day.version is not None
    assert on_its_day.version.start == day("2000-01-01")


def test_the_state_word_of_the_files_never_decides() -> None:
    base = base_of(
        article("L1", "2000-01-01", "2030-01-01", code="cgct", state="ABROGE_DIFF"),
        article("L2", "2000-01-01", "2010-01-01", code="cgct", state="VIGUEUR"),
        article("L3", "2000-01-01", None, code="cgct", state=""),
    )
    at = day("2020-05-01")
    states = [one(resolve(base, f"cgct:L{n}", at)).state for n in (1, 2, 3)]
    assert states == [ForceState.EN_VIGUEUR, ForceState.ABROGE, ForceState.EN_VIGUEUR]
    assert Caution.ENDS_LATER in one(resolve(base, "cgct:L1", at)).cautions


def test_an_absent_number_never_existed_only_where_the_base_is_complete_on_that_day() -> None:
    base = base_of(article("L1", "2000-01-01", code="cgct"), article("1", "2000-01-01", code="voirie"))
    assert one(resolve(base, "cgct:L9999-1", day("2020-01-01"))).state is ForceState.INEXISTANT
    assert one(resolve(base, "cgct:L9999-1", day("2025-07-01"))).state is ForceState.HORS_BASE
    assert one(resolve(base, "voirie:2", day("2020-01-01"))).state is ForceState.HORS_BASE
    assert one(resolve(base, "sport:L1", day("2020-01-01"))).verdict is VisaVerdict.HORS_BASE


def test_after_the_end_of_what_is_known_the_last_version_is_given_with_a_doubt() -> None:
    base = base_of(article("L1", "2000-01-01", code="cgct"))
    found = one(resolve(base, "cgct:L1", day("2101-01-01")))
    assert (found.state, found.verdict) == (ForceState.EN_VIGUEUR, VisaVerdict.A_VERIFIER)
    assert found.cautions == {Caution.BEYOND_COVERAGE}


@pytest.mark.parametrize(
    ("about", "verdict", "caution"),
    [
        ("Modification n° 2 du plan local d'urbanisme de la commune", VisaVerdict.A_REMPLACER, Caution.OTHER_ARTICLE),
        ("Prescription de la révision du PLU", VisaVerdict.A_REMPLACER, Caution.OTHER_ARTICLE),
        ("Avis sur le schéma directeur de la région", VisaVerdict.EN_REGLE, None),
        ("Tarifs de la cantine", VisaVerdict.A_VERIFIER, Caution.REUSED_NUMBER),
        ("", VisaVerdict.A_VERIFIER, Caution.REUSED_NUMBER),
    ],
)
def test_a_reused_number_is_judged_by_what_the_draft_is_about(
    about: str, verdict: VisaVerdict, caution: Caution | None
) -> None:
    found = one(resolve(base_of(*REUSED), "urbanisme:L123-1", day("2024-05-02"), about=about))
    assert found.verdict is verdict
    assert found.cautions == ({caution} if caution else set())
    assert [sense.heading for sense in found.senses] == [PLU, SDRIF]


def test_a_reused_number_is_judged_by_the_day_of_the_act_that_it_was_copied_from() -> None:
    base = base_of(*REUSED)
    old = one(resolve(base, "urbanisme:L123-1", day("2024-05-02"), model_day=day("2014-02-01")))
    new = one(resolve(base, "urbanisme:L123-1", day("2024-05-02"), model_day=day("2018-02-01")))
    assert old.verdict is VisaVerdict.A_REMPLACER
    assert old.cautions == {Caution.OTHER_ARTICLE}
    assert new.verdict is VisaVerdict.EN_REGLE
    assert not new.cautions


def test_an_article_made_again_under_the_same_headings_is_no_other_article() -> None:
    base = base_of(
        article("L5", "2000-01-01", "2010-01-01", of="A", heading="Livre II / Marchés"),
        article("L5", "2012-01-01", None, of="B", heading="Livre II / Marchés"),
    )
    found = one(resolve(base, "urbanisme:L5", day("2020-01-01")))
    assert (found.verdict, found.senses) == (VisaVerdict.EN_REGLE, ())
    assert one(resolve(base, "urbanisme:L5", day("2011-01-01"))).state is ForceState.ABROGE


def test_a_stated_replacement_of_a_living_number_shows_that_it_was_reused() -> None:
    fact = Replacement(
        old="urbanisme:L300-2", new="urbanisme:L103-2", link="codification", since=day("2016-01-01"), source="table"
    )
    base = base_of(
        article("L300-2", "2010-01-01", "2016-01-01", heading="Concertation"),
        article("L300-2", "2016-01-01", heading="Concertation"),
        replacements=[fact],
    )
    found = one(resolve(base, "urbanisme:L300-2", day("2020-01-01"), about="bilan de la concertation"))
    assert (found.verdict, found.replacements) == (VisaVerdict.A_VERIFIER, (fact,))
    assert one(resolve(base, "urbanisme:L300-2", day("2015-12-31"))).verdict is VisaVerdict.EN_REGLE


def test_a_visa_rewritten_since_the_model_is_to_be_read_again() -> None:
    base = base_of(
        article("L2131-1", "2000-01-01", "2022-07-01", code="cgct"), article("L2131-1", "2022-07-01", code="cgct")
    )
    found = one(resolve(base, "cgct:L2131-1", day("2024-01-01"), model_day=day("2021-03-04")))
    assert found.verdict is VisaVerdict.A_VERIFIER
    assert found.cautions == {Caution.CHANGED_SINCE_MODEL}


def link(kind: str, target: str, target_id: str = "") -> RecordedLink:
    return RecordedLink(kind=kind, is_undergone=True, target=target, target_id=target_id, label="Ordonnance - art. 1")


def test_replacements_come_from_concordance_transfer_and_codification_and_never_from_a_citation() -> None:
    base = base_of(
        article(
            "L110",
            "2000-01-01",
            "2016-01-01",
            links=[
                link("CITATION", "urbanisme:L999-9"),
                link("TRANSFERE", "urbanisme:L101-2"),
                link("CONCORDANCE", "urbanisme:L101-1"),
                link("ABROGE", "ordonnance:2015-1174#12"),
                link("CODIFIE", "ordonnance:2015-1174"),
            ],
        )
    )
    found = one(resolve(base, "urbanisme:L110", day("2017-01-01")))
    assert (found.state, found.verdict) == (ForceState.ABROGE, VisaVerdict.A_REMPLACER)
    assert [(r.new, r.link) for r in found.replacements] == [
        ("urbanisme:L101-1", "concordance"),
        ("urbanisme:L101-2", "transfert"),
    ]


def test_a_concordance_leads_forward_only() -> None:
    old = article("L1", "2000-01-01", "2016-01-01", legi_id="LEGIARTI000000000001")
    new = article("L2", "2016-01-01", "2020-01-01", links=[link("CONCORDANCE", "urbanisme:L1", "LEGIARTI000000000001")])
    base = base_of(old, new)
    assert [r.new for r in one(resolve(base, "urbanisme:L1", day("2021-01-01"))).replacements] == ["urbanisme:L2"]
    assert one(resolve(base, "urbanisme:L2", day("2021-01-01"))).replacements == ()


def test_a_reused_number_keeps_the_successors_of_its_first_article() -> None:
    first = article(
        "L123-6", "2000-01-01", "2016-01-01", of="A", heading=PLU, links=[link("CONCORDE", "urbanisme:L153-11")]
    )
    base = base_of(first, article("L123-6", "2016-01-01", of="B", heading=SDRIF))
    found = one(resolve(base, "urbanisme:L123-6", day("2020-01-01"), about="élaboration du plan local d'urbanisme"))
    assert [r.new for r in found.replacements] == ["urbanisme:L153-11"]


def test_a_text_that_is_gone_is_told_even_when_the_base_holds_none_of_it() -> None:
    fact = Replacement(old="loi:90-1", new="code:cgfp", link="codification", since=day("2022-03-01"), source="JO")
    found = one(resolve(base_of(replacements=[fact]), "loi:90-1", day("2022-03-01")))
    assert (found.state, found.verdict, found.replacements) == (ForceState.ABROGE, VisaVerdict.A_REMPLACER, (fact,))
    assert one(resolve(base_of(replacements=[fact]), "loi:90-1", day("2022-02-28"))).state is ForceState.HORS_BASE


def test_what_was_replaced_in_its_turn_is_proposed_only_while_it_applies_or_where_nothing_else_is_known() -> None:
    first = Replacement(
        old="loi:90-1", new="ordonnance:2015-5", link="abrogation", since=day("2016-04-01"), source="JO"
    )
    then = Replacement(old="loi:90-1", new="code:ccp", link="codification", since=day("2019-04-01"), source="JO")
    order = text("ordonnance:2015-5", "Ordonnance n° 2015-5", "2015-07-23", "2015-07-23", "2019-04-01")
    both, alone = (base_of(order, replacements=facts) for facts in ([first, then], [first]))
    assert one(resolve(both, "loi:90-1", day("2018-01-01"))).replacements == (first,)
    assert one(resolve(both, "loi:90-1", day("2026-01-01"))).replacements == (then,)
    assert one(resolve(alone, "loi:90-1", day("2026-01-01"))).replacements == (first,)


def test_an_article_of_a_law_is_its_own() -> None:
    base = base_of(
        text("loi:90-1", "Loi n° 90-1", "1990-01-02", "1990-01-03"),
        article("34", "1990-01-03", "2022-03-01", code="loi:90-1", links=[link("CODIFIE", "cgfp:L313-1")]),
    )
    found = one(resolve(base, "loi:90-1#34", day("2023-01-01")))
    assert (found.state, [r.new for r in found.replacements]) == (ForceState.ABROGE, ["cgfp:L313-1"])
    assert one(resolve(base, "loi:90-1", day("2023-01-01"))).state is ForceState.EN_VIGUEUR


def test_a_law_given_by_its_day_is_found_when_one_was_signed_then_and_never_guessed_otherwise() -> None:
    base = base_of(
        text("loi:90-1", "Loi n° 90-1", "1990-01-02", "1990-01-03"),
        text("loi:90-7", "Loi n° 90-7", "1990-02-02", "1990-02-03"),
        text("loi:90-8", "Loi n° 90-8", "1990-02-02", "1990-02-03"),
    )
    assert one(resolve(base, "loi:1990-01-02", day("2000-01-01"))).key == "loi:90-1"
    several = one(resolve(base, "loi:1990-02-02", day("2000-01-01")))
    assert several.candidates == ("loi:90-7", "loi:90-8")
    assert several.cautions == {Caution.SEVERAL_TEXTS}


def test_both_ends_of_a_range_are_resolved_and_what_no_base_holds_gives_nothing() -> None:
    base = base_of(article("L1", "2000-01-01", code="cgct"), article("L3", "2000-01-01", "2010-01-01", code="cgct"))
    found = resolve(base, "cgct:L1..L3", day("2020-01-01"))
    assert [(r.key, r.state) for r in found] == [("cgct:L1", ForceState.EN_VIGUEUR), ("cgct:L3", ForceState.ABROGE)]
    assert resolve(base, "deliberation:2020-12", day("2020-01-01")) == ()
    assert resolve(base, "?:L1", day("2020-01-01")) == ()


def test_the_edition_of_a_code_of_one_bare_title_is_that_of_the_day() -> None:
    base = base_of(
        text("code:marches_publics_2004", "Code", "2004-01-08", "2004-01-08", "2006-09-01"),
        text("code:marches_publics_2006", "Code", "2006-08-01", "2006-09-01", "2016-04-01"),
        article("28", "2004-01-08", "2006-09-01", code="marches_publics_2004"),
        article("28", "2006-09-01", "2016-04-01", code="marches_publics_2006"),
    )
    assert one(resolve(base, "marches_publics:28", day("2005-01-01"))).key == "marches_publics_2004:28"
    gone = one(resolve(base, "marches_publics:28", day("2020-01-01")))
    assert (gone.key, gone.state) == ("marches_publics_2006:28", ForceState.ABROGE)


def reference(key: str, surface: str, signed: date, articles: tuple[str, ...] = ()) -> LegalReference:
    return LegalReference(
        kind=ReferenceKind.LOI,
        key=key,
        surface=surface,
        start=0,
        end=len(surface),
        signed_on=signed,
        articles=articles,
    )


@pytest.mark.parametrize(
    ("surface", "written", "corrected"),
    [
        ("loi n° 90-1 du 2 janvier 1991", "1991-01-02", "1990-01-02"),  # the year was mistyped, day and month agree
        ("loi TOPAZE n° 90-1 du 7 mars 1988", "1988-03-07", "1990-01-02"),  # nickname and number agree
        ("loi n° 90-1 du 7 mars 1988 portant statut des gardes champêtres", "1988-03-07", "1990-01-02"),
        ("loi n° 90-1 du 7 mars 1988", "1988-03-07", None),  # the number may as well be the one that is wrong
        ("loi n° 90-1 du 2 janvier 1990", "1990-01-02", None),
    ],
)
def test_a_wrong_date_is_put_right_when_number_and_words_agree(
    surface: str, written: str, corrected: str | None
) -> None:
    base = base_of(
        text("loi:90-1", "Loi portant statut des gardes champêtres", "1990-01-02", "1990-01-03", None, "loi TOPAZE")
    )
    found = one(resolve_reference(base, reference("loi:90-1", surface, day(written)), day("2000-01-01")))
    assert found.corrected_date == (None if corrected is None else day(corrected))
    assert (Caution.WRONG_DATE in found.cautions) == (corrected is not None)
    assert (found.verdict is VisaVerdict.A_REMPLACER) == (corrected is not None)


def test_each_article_of_a_law_that_a_reference_cites_is_resolved() -> None:
    base = base_of(
        text("loi:90-1", "Loi", "1990-01-02", "1990-01-03"), article("34", "1990-01-03", "2022-03-01", code="loi:90-1")
    )
    cited = reference("loi:90-1", "loi n° 90-1", day("1990-01-02"), articles=("34",))
    found = one(resolve_reference(base, cited, day("2023-01-01")))
    assert (found.key, found.state) == ("loi:90-1#34", ForceState.ABROGE)


def test_the_official_page_is_that_of_the_version_on_the_day() -> None:
    base = base_of(article("L1", "2000-01-01", code="cgct", legi_id="LEGIARTI000006390000"))
    found = one(resolve(base, "cgct:L1", day("2020-05-04")))
    assert found.url == "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006390000/2020-05-04"


def test_what_may_be_chosen_instead_of_a_text_that_nothing_repealed_is_offered_and_nothing_is_called_repealed() -> None:
    fact = Replacement(old="circulaire:M1", new="circulaire:M2", link="option", since=day("2024-01-01"), source="loi")
    found = one(resolve(base_of(replacements=[fact]), "circulaire:M1", day("2024-06-01")))
    assert (found.state, found.verdict) == (ForceState.HORS_BASE, VisaVerdict.A_VERIFIER)
    assert found.replacements == (fact,)
    assert one(resolve(base_of(replacements=[fact]), "circulaire:M1", day("2023-06-01"))).replacements == ()
