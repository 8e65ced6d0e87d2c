"""A commune's own file of accepted findings, with its reasons and days of review."""

from datetime import date
from pathlib import Path

import pytest

from clarity.reporting.report import build_report
from clarity.reporting.rule_book import rule_book
from clarity.reporting.running import run_report
from clarity.reporting.suppressions import read_suppressions
from domain.errors import BadProfile
from domain.finding import FindingState
from tests.clarity.documents import MONDAY
from tests.clarity.reporting.towns import NOON, PROFILE, REVIEW, stored

ENTRY = """
[[accept]]
rule = "ST-03"
document = "aides*"
quote = "rsi"
reason = "sigle d’un service de la commune"
author = "Claire Martin"
on = 2031-03-03
review_on = 2031-12-01
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "suppressions.toml"
    file.write_text(text, "utf-8")
    return file


def test_what_the_file_accepts_is_accepted_until_its_review(tmp_path: Path) -> None:
    accepted = read_suppressions(written(tmp_path, ENTRY))
    documents, report = stored()

    def states(day: date) -> dict[str, FindingState]:
        run_report(PROFILE.slug, documents, report, rule_book(day), day=day, at=NOON, suppressions=accepted)
        return {finding.quote: finding.state for finding in report.findings() if finding.rule == "ST-03"}

    assert states(MONDAY) == {
        "Pôle emploi": FindingState.PERSISTENT,
        "RSI": FindingState.ACCEPTED,
        "RMI": FindingState.ACCEPTED,
    }
    built = build_report(PROFILE, documents, report, day=MONDAY, suppressions=accepted)
    reasons = {v.finding.quote: v.decision.reason for c in built.cards for v in c.findings if v.decision}
    assert reasons == {"RSI": "sigle d’un service de la commune", "RMI": "cité pour mémoire"}
    assert states(REVIEW)["RSI"] is FindingState.ACCEPTED
    assert states(date(2031, 12, 1))["RSI"] is FindingState.PERSISTENT


@pytest.mark.parametrize(
    ("change", "others"),
    [(("aides*", "autres*"), False), (("ST-03", "ST-01"), False), (("rsi", ""), True), (("aides*", ""), True)],
)
def test_rule_document_and_words_must_all_agree(tmp_path: Path, change: tuple[str, str], others: bool) -> None:
    (one,) = read_suppressions(written(tmp_path, ENTRY.replace(*change)))
    _, report = stored()
    (rsi,) = [finding for finding in report.findings() if finding.quote == "RSI"]
    assert one.covers(rsi, "aides.html") is others


def test_no_file_accepts_nothing(tmp_path: Path) -> None:
    assert read_suppressions(tmp_path / "suppressions.toml") == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[accept]", "cannot be read as TOML"),
        ("[accept]\nrule = 'ST-03'", "something else"),
        ("x = 1", "something else"),
        (ENTRY.replace("quote", "quotation"), "quotation is no key"),
        (ENTRY.replace("sigle d’un service de la commune", ""), "rule, reason and author"),
        (ENTRY.replace("2031-12-01", "2032-12-01"), "within twelve months"),
        (ENTRY.replace("2031-12-01", '"demain"'), "are days"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadProfile, match=told):
        read_suppressions(written(tmp_path, text))
