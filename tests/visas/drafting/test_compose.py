from dataclasses import replace
from datetime import date

import pytest

from domain.ids import DocumentId
from domain.legal_base import ForceState
from tests.visas.drafting.drafting import answered, drafted, starter
from visas.drafting.compose import compose, filled, mark
from visas.drafting.draft import LineStyle, OwnAct, Review
from visas.drafting.subjects_file import shipped_drafts
from visas.recognising import recognise
from visas.resolving.resolve import resolve_reference

DAYS = (date(2021, 6, 1), date(2026, 12, 10))
_GONE = (ForceState.ABROGE, ForceState.PAS_ENCORE, ForceState.INEXISTANT)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(shipped_drafts().subjects))
def test_no_visa_of_a_draft_is_out_of_force_at_its_meeting(name: str, day: date) -> None:
    """The words are read again by the recogniser: what is judged is the draft, not the rules that made it."""
    draft, base = drafted(name, day), starter()
    visas = [line.text for line in draft.lines if line.style is LineStyle.VISA]
    assert visas
    for text in visas:
        references = recognise(text)
        assert references
        for reference in references:
            found = resolve_reference(base, reference, day, about=draft.title)
            assert [one.key for one in found if one.state in _GONE] == [], text


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(shipped_drafts().subjects))
def test_what_the_base_does_not_cover_on_that_day_is_marked(name: str, day: date) -> None:
    draft, base = drafted(name, day), starter()
    for line in draft.lines:
        if line.style is not LineStyle.VISA or line.text.endswith("[à vérifier]"):
            continue
        for reference in recognise(line.text):
            for one in resolve_reference(base, reference, day, about=draft.title):
                assert one.coverage is None or one.coverage.until >= day, line.text
                assert one.state is not ForceState.HORS_BASE, line.text


def test_the_statute_of_agents_is_cited_by_the_law_of_the_day() -> None:
    before = " ".join(line.text for line in drafted("emploi_permanent", DAYS[0]).lines)
    after = " ".join(line.text for line in drafted("emploi_permanent", DAYS[1]).lines)
    assert "n° 84-53" in before
    assert "fonction publique, notamment" not in before
    assert "n° 84-53" not in after
    assert "L. 313-1" in after


def test_the_development_tax_left_the_code_of_town_planning_on_its_day() -> None:
    before = " ".join(line.text for line in drafted("taxe_amenagement", date(2022, 8, 31)).lines)
    after = " ".join(line.text for line in drafted("taxe_amenagement", date(2022, 9, 1)).lines)
    assert ("L. 331-14" in before, "1635 quater L" in before) == (True, False)
    assert ("L. 331-14" in after, "L. 331-1" in after, "1635 quater L" in after) == (False, False, True)


def test_a_visa_depends_on_the_answer_of_its_condition() -> None:
    adapted = drafted("marche_public", DAYS[0], procedure="procédure adaptée")
    tender = drafted("marche_public", DAYS[0], procedure="appel d'offres")
    assert any("L. 2123-1" in line.text for line in adapted.lines)
    assert not any("L. 2123-1" in line.text for line in tender.lines)
    assert any("L. 1414-2" in line.text for line in tender.lines)


def test_a_draft_has_the_usual_form_in_the_usual_order() -> None:
    styles = [line.style for line in drafted("subvention", DAYS[0]).lines]
    order = list(dict.fromkeys(styles))
    wanted = [LineStyle.OBJECT, LineStyle.VISA, LineStyle.CONSIDERANT, LineStyle.DECISION, LineStyle.ARTICLE]
    assert [style for style in order if style in wanted] == wanted
    assert styles[-1] is LineStyle.SIGNATURE


def test_a_line_whose_optional_answer_is_missing_is_left_out() -> None:
    without = " ".join(line.text for line in drafted("subvention", DAYS[0]).lines)
    given = " ".join(line.text for line in drafted("subvention", DAYS[0], imputation="compte 65748").lines)
    assert "inscrite au budget" not in without
    assert "inscrite au budget : compte 65748" in given


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ({}, "à compléter"),
        ({"pour": "9", "contre": "0", "abstention": "1"}, "unanimité"),
        ({"pour": "6", "contre": "3", "abstention": "1"}, "majorité"),
        ({"pour": "3", "contre": "6", "abstention": "1"}, "Rejetée"),
        ({"pour": "5", "contre": "5", "abstention": "0"}, "Partage"),
    ],
)
def test_the_formula_of_the_vote_follows_the_counts(votes: dict[str, str], said: str) -> None:
    lines = drafted("subvention", DAYS[0], **votes).lines
    assert said in next(line.text for line in lines if line.style is LineStyle.VOTE)


def test_an_act_of_the_commune_is_cited_with_its_number_and_day_to_be_verified() -> None:
    drafts = shipped_drafts()
    subject = drafts.subjects["subvention"]
    act = OwnAct(
        title="Règlement des subventions", number="2020-31", day=date(2020, 3, 5), document_id=DocumentId("d1"), page=2
    )
    draft = compose(
        drafts, subject, answered(subject), base=starter(), day=DAYS[0], commune="Saint-Aubin", own_acts=[act]
    )
    line = next(line.text for line in draft.lines if "2020-31" in line.text)
    assert "5 mars 2020" in line
    assert line.endswith("[à vérifier]")


def test_the_mark_changes_only_when_these_very_words_were_reviewed() -> None:
    drafts, draft = shipped_drafts(), drafted("subvention", DAYS[0])
    review = Review(reviewer="Camille Dubois", day=date(2021, 5, 30), digest=draft.digest)
    assert mark(drafts, draft, to_review_by="Camille Dubois").text == "Projet, à relire par Camille Dubois"
    assert mark(drafts, draft, review=review).text == "Relu par Camille Dubois le 30 mai 2021"
    changed = replace(draft, lines=draft.lines[:-1])
    assert mark(drafts, changed, review=review).text.startswith("Projet, à relire par")


@pytest.mark.parametrize(
    ("line", "answer", "said"),
    [
        ("Subvention à {qui}", "le club", "Subvention au club"),
        ("la demande de {qui} ;", "les riverains", "la demande des riverains ;"),
        ("à {qui}", "les élèves", "aux élèves"),
        ("Subvention à {qui}", "la chorale", "Subvention à la chorale"),
        ("Subvention à {qui}", "l’école", "Subvention à l’école"),
        ("Subvention à {qui}", "le", "Subvention à le"),
        ("présentée par {qui}", "le club à le croire", "présentée par le club à le croire"),
    ],
)
def test_an_answer_that_begins_with_an_article_is_joined_as_french_joins_it(line: str, answer: str, said: str) -> None:
    assert filled(line, {"qui": answer}) == said
    assert filled(line, {}) is None
