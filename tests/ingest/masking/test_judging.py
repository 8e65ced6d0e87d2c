from domain.document import Visibility
from domain.ids import SourceName
from domain.masking_policy import VisibilityRule
from ingest.masking.judging import judged_visibility, ruled_by_profile
from tests.ingest.conftest import PROFILE

SOURCE = SourceName("actes")


def test_mail_is_internal_unless_a_rule_says_otherwise() -> None:
    assert ruled_by_profile(PROFILE, SOURCE, "courrier.eml", "message/rfc822") is Visibility.INTERNE
    assert ruled_by_profile(PROFILE, SOURCE, "pv.pdf", "application/pdf") is Visibility.PUBLIC
    assert ruled_by_profile(PROFILE, SOURCE, "interne/note.md") is Visibility.INTERNE


def test_what_was_found_never_opens_what_a_rule_closes() -> None:
    assert judged_visibility(Visibility.RETIRE, ("HF-03",), (), "d") is Visibility.RETIRE
    assert judged_visibility(Visibility.INTERNE, ("HF-03",), (), "d") is Visibility.A_RELIRE
    assert judged_visibility(Visibility.PUBLIC, (), (), "d") is Visibility.PUBLIC


def test_the_last_rule_of_the_profile_holds() -> None:
    from dataclasses import replace

    rules = (
        VisibilityRule(paths=("*",), visibility=Visibility.INTERNE),
        VisibilityRule(paths=("actes/2031/*",), visibility=Visibility.PUBLIC),
    )
    ruled = replace(PROFILE, visibility_rules=rules)
    assert ruled_by_profile(ruled, SOURCE, "2031/pv.pdf") is Visibility.PUBLIC
    assert ruled_by_profile(ruled, SOURCE, "2030/pv.pdf") is Visibility.INTERNE
