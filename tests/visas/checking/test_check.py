from datetime import date

import pytest

from domain.legal_record import RecordedLink
from storage.legal_starter import open_starter
from tests.visas.resolving.bases import article, base_of
from visas.checking.check import check_draft, subject_of
from visas.checking.outcome import CheckedReference, DraftCheck, Reason, RemarkKind
from visas.resolving.resolution import VisaVerdict

TAIL = """
Le conseil municipal, après en avoir délibéré,
DÉCIDE :
Article 1 : La mesure est adoptée.
Pour extrait conforme, le maire. Le secrétaire de séance.
Recours possible devant le tribunal administratif. Le quorum étant atteint.
"""


def checked(visas: str, at: str = "2023-05-04", *, subject: str = "Mesure", tail: str = TAIL) -> DraftCheck:
    return check_draft(open_starter(), f"Objet : {subject}\n\n{visas}\n{tail}", date.fromisoformat(at))


def references(check: DraftCheck) -> dict[str, CheckedReference]:
    return {one.reference.key: one for visa in check.visas for one in visa.references}


@pytest.mark.parametrize(
    ("visa", "at", "verdict", "proposed"),
    [
        ("Vu le code général des collectivités territoriales,", "2023-05-04", VisaVerdict.EN_REGLE, set()),
        ("Vu la loi n° 83-634 du 13 juillet 1983,", "2022-02-28", VisaVerdict.EN_REGLE, set()),
        ("Vu la loi n° 83-634 du 13 juillet 1983,", "2022-03-01", VisaVerdict.A_REMPLACER, {"code:cgfp"}),
        ("Vu la loi n° 2015-991 du 7 août 2016,", "2023-05-04", VisaVerdict.A_REMPLACER, {"loi:2015-991"}),
        ("Vu l'instruction budgétaire M14,", "2024-02-01", VisaVerdict.A_VERIFIER, {"circulaire:M57"}),
        ("Vu l'avis du comité technique du 2 mars 2022,", "2023-05-04", VisaVerdict.HORS_BASE, set()),
        ("Vu l'avis du comité technique du 2 mars 2023,", "2023-05-04", VisaVerdict.A_VERIFIER, set()),
        ("Vu le rapport du maire,", "2023-05-04", VisaVerdict.HORS_BASE, set()),
        ("Vu l'article L. 2121-29 du CGCT,", "2026-03-12", VisaVerdict.HORS_BASE, set()),
    ],
)
def test_each_kind_of_visa_gets_the_verdict_of_its_day(
    visa: str, at: str, verdict: VisaVerdict, proposed: set[str]
) -> None:
    (only,) = checked(visa, at).visas
    assert only.verdict is verdict
    assert {p.key for one in only.references for p in one.proposals} == proposed


def test_an_article_the_base_does_not_know_follows_its_repealed_text() -> None:
    (only,) = references(checked("Vu l'article 87 de la loi n° 84-53 du 26 janvier 1984,")).values()
    assert only.verdict is VisaVerdict.A_REMPLACER
    assert only.reasons == (Reason.TEXT_REPEALED,)


def test_the_same_code_is_the_one_of_the_visa_before() -> None:
    found = references(checked("Vu l'article L. 2121-29 du CGCT,\nVu l'article L. 2131-1 du même code,"))
    assert list(found) == ["cgct:L2121-29", "cgct:L2131-1"]


def test_a_code_named_in_its_own_visa_is_not_taken_from_the_one_before() -> None:
    found = references(checked("Vu le CGCT,\nVu le code de l'urbanisme et l'article L. 153-36 du même code,"))
    assert "urbanisme:L153-36" in found


def test_a_proposal_changes_the_visa_and_only_it() -> None:
    draft = f"Vu le budget,\nVu la loi n° 83-634 du 13 juillet 1983 ;\n{TAIL}"
    check = check_draft(open_starter(), draft, date(2023, 5, 4))
    (proposal,) = [p for visa in check.visas for one in visa.references for p in one.proposals]
    after = draft[: proposal.start] + proposal.after + draft[proposal.end :]
    assert draft[proposal.start : proposal.end] == proposal.before
    assert after == draft.replace("la loi n° 83-634 du 13 juillet 1983", "le code général de la fonction publique")


def test_a_date_put_right_leaves_the_rest_of_the_visa() -> None:
    draft = f"Vu la loi n° 2000-1208 du 13 décembre 2001 relative au renouvellement urbain,\n{TAIL}"
    check = check_draft(open_starter(), draft, date(2019, 5, 4))
    (proposal,) = check.visas[0].references[0].proposals
    assert (proposal.before, proposal.after) == ("13 décembre 2001", "13 décembre 2000")


def test_neighbours_that_ended_on_the_day_of_the_reuse_tell_which_sense_is_meant() -> None:
    link = RecordedLink(
        kind="CONCORDANCE", is_undergone=True, target="urbanisme:L800-1", target_id="LEGIARTI000000000001", label=""
    )
    base = base_of(
        article("L700-1", "2001-01-01", "2016-01-01", of="A", heading="Plans"),
        article("L700-1", "2016-01-01", of="B", heading="Schémas"),
        article("L700-2", "2001-01-01", "2016-01-01", of="C", links=(link,)),
    )
    alone = check_draft(base, "Vu l'article L. 700-1 du code de l'urbanisme,", date(2020, 1, 1))
    beside = check_draft(base, "Vu les articles L. 700-1 et L. 700-2 du code de l'urbanisme,", date(2020, 1, 1))
    assert references(alone)["urbanisme:L700-1"].verdict is VisaVerdict.A_VERIFIER
    assert references(beside)["urbanisme:L700-1"].verdict is VisaVerdict.A_REMPLACER


def remark_kinds(visas: str, at: str = "2023-05-04", *, tail: str = TAIL) -> list[RemarkKind]:
    return [one.kind for one in checked(visas, at, tail=tail).remarks]


def test_a_draft_in_order_with_its_mentions_gets_no_remark() -> None:
    assert (
        remark_kinds("Vu le CGCT,\nVu la loi n° 2015-991 du 7 août 2015,\nVu l'avis du comptable du 2 mai 2023,") == []
    )


def test_a_law_before_a_code_is_told_at_the_code() -> None:
    check = checked("Vu la loi n° 2015-991 du 7 août 2015,\nVu le code de l'urbanisme,")
    assert [(one.kind, one.about) for one in check.remarks] == [(RemarkKind.ORDER, "le code de l'urbanisme")]


def test_a_visa_said_twice_is_told_once() -> None:
    assert remark_kinds("Vu l'article L. 2121-29 du CGCT,\nVu l'article L. 2121-29 du CGCT,") == [RemarkKind.DUPLICATE]


def test_what_the_decision_relies_on_must_be_cited() -> None:
    tail = TAIL.replace("est adoptée", "est prise en application de l'article L. 2224-7 du CGCT")
    check = checked("Vu l'article L. 2121-29 du CGCT,", tail=tail)
    assert [(one.kind, one.about) for one in check.remarks] == [(RemarkKind.NOT_CITED, "L. 2224-7")]


@pytest.mark.parametrize(
    ("removed", "kind"),
    [
        ("Le quorum étant atteint.", RemarkKind.QUORUM),
        ("Recours possible devant le tribunal administratif.", RemarkKind.APPEAL),
        ("Le secrétaire de séance.", RemarkKind.SECRETARY),
    ],
)
def test_a_missing_mention_is_told(removed: str, kind: RemarkKind) -> None:
    assert remark_kinds("Vu le CGCT,", tail=TAIL.replace(removed, "")) == [kind]


def test_the_secretary_had_not_to_sign_before_july_2022() -> None:
    tail = TAIL.replace("Le secrétaire de séance.", "")
    assert remark_kinds("Vu le CGCT,", "2022-06-30", tail=tail) == []


def test_the_posting_of_minutes_is_no_publicity_any_more() -> None:
    tail = TAIL + "Publicité par affichage du compte rendu sous huitaine."
    assert remark_kinds("Vu le CGCT,", tail=tail) == [RemarkKind.OLD_PUBLICITY]
    assert remark_kinds("Vu le CGCT,", "2022-06-30", tail=tail) == []


def test_half_of_the_members_is_no_quorum() -> None:
    tail = "Membres en exercice : 18\nPrésents : 9\n" + TAIL
    assert remark_kinds("Vu le CGCT,", tail=tail) == [RemarkKind.QUORUM_NOT_MET]
    assert remark_kinds("Vu le CGCT,", tail=tail.replace("Présents : 9", "Présents : 10")) == []


def test_a_text_without_visas_says_so() -> None:
    assert remark_kinds("") == [RemarkKind.NO_VISA]


def test_the_subject_is_read_from_the_object_else_from_the_reasons() -> None:
    assert subject_of("Objet : Tarifs de la halle\nConsidérant le coût,") == "Tarifs de la halle"
    assert subject_of("Considérant le coût du gaz,") == "Considérant le coût du gaz,"
    assert subject_of("") == ""


def test_a_wrong_number_is_put_right_where_day_and_name_agree() -> None:
    draft = f"Vu la loi n° 2019-829 du 6 août 2019 de transformation de la fonction publique,\n{TAIL}"
    (only,) = check_draft(open_starter(), draft, date(2023, 5, 4)).visas[0].references
    assert Reason.WRONG_NUMBER in only.reasons
    assert [(p.before, p.after) for p in only.proposals] == [("2019-829", "2019-828")]


def test_a_repealed_law_is_never_said_in_force_on_the_last_day_that_the_base_knows() -> None:
    found = check_draft(open_starter(), "Vu la loi n° 83-634 du 13 juillet 1983,", date(2031, 5, 4))
    (one,) = found.visas[0].references
    assert one.verdict is VisaVerdict.A_REMPLACER
    assert one.reasons == (Reason.REPEALED,)


@pytest.mark.parametrize(
    ("visa", "made"),
    [
        (
            "la loi n° 83-634 du 13 juillet 1983 et le code civil",
            "le code général de la fonction publique et le code civil",
        ),
        (
            "le code civil et les règles de la loi n° 83-634",
            "le code civil et les règles du code général de la fonction publique",
        ),
        (
            "le code civil, renvoyant à la loi n° 83-634",
            "le code civil, renvoyant au code général de la fonction publique",
        ),
    ],
)
def test_a_reference_among_others_is_replaced_with_the_article_that_stands_before_it(visa: str, made: str) -> None:
    draft = f"Vu {visa},"
    found = check_draft(open_starter(), draft, date(2023, 5, 4))
    (proposal,) = [one for reference in found.visas[0].references for one in reference.proposals]
    assert draft[proposal.start : proposal.end] == proposal.before
    assert draft[: proposal.start] + proposal.after + draft[proposal.end :] == f"Vu {made},"
