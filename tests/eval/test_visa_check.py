from eval.visa_check import judge
from eval.visa_draft_set import DraftKind, read_visa_drafts
from storage.legal_starter import open_starter
from visas.checking.check import check_draft
from visas.checking.outcome import DraftCheck

DEV = [draft for draft in read_visa_drafts() if draft.split == "dev"]


def test_the_check_meets_its_aim_on_the_drafts_of_the_dev_half() -> None:
    base = open_starter()
    told = [row for draft in DEV for row in judge(draft, check_draft(base, draft.text, draft.meeting_date))]
    assert [(row.draft.id, row.expected.key) for row in told if not row.is_right] == []
    assert all(row.is_replaced for row in told if row.expected.replacements)


def test_a_check_that_finds_nothing_is_wrong_on_every_stale_draft() -> None:
    empty = [
        judge(draft, DraftCheck(at=draft.meeting_date, subject="", visas=()))
        for draft in DEV
        if draft.kind is DraftKind.STALE
    ]
    assert all(any(not row.is_right for row in rows) for rows in empty)
