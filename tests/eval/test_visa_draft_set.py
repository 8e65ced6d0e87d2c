import json
import re
from collections import Counter
from pathlib import Path

import pytest

from eval.visa_draft_set import (
    NOT_A_TEXT,
    VISA_DRAFTS,
    DraftKind,
    ExpectedVerdict,
    VisaDraft,
    read_visa_drafts,
)

DRAFTS = read_visa_drafts()
KEY = re.compile(
    r"""^(?:non_texte|code:[a-z0-9_]+|marches_publics|constitution(?::\d+)?
    |[a-z][a-z0-9_]*:(?:[LRDA]|LO)?\d[\w-]*(?::[\w°]+)*\+?
    |(?:loi|ordonnance|decret):(?:\d+-\d+|\d{4}-\d\d-\d\d)(?:\#\w[\w-]*)?
    |(?:arrete|avis|convention):(?:\d{4}-\d\d-\d\d|sd)|deliberation:[\w-]+|circulaire:\w+)$""",
    re.VERBOSE,
)


def write(folder: Path, **changes: object) -> None:
    visa: dict[str, object] = {"surface": "loi n° 12-34", "start": 6, "end": 18, "key": "loi:12-34"}
    visa |= {"verdict": "a_remplacer", "also": [], "replacements": ["code:cgct"], "reason": "codified"}
    record: dict[str, object] = {"id": "VD1", "split": "dev", "kind": "stale", "meeting_date": "2023-01-02"}
    in_visa = {name: changes.pop(name) for name in list(changes) if name in visa}
    record |= {"subject": "tarifs", "visas": [visa | in_visa]} | changes
    (folder / "expected.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (folder / "VD1.txt").write_text("Vu la loi n° 12-34.", encoding="utf-8")


def visa_lines(draft: VisaDraft) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"^v[uU] .*$", draft.text, re.MULTILINE | re.IGNORECASE)]


def test_twenty_drafts_are_stale_and_ten_are_clean_shared_equally_between_the_halves() -> None:
    kinds = Counter((draft.kind, draft.split) for draft in DRAFTS)
    assert kinds[DraftKind.STALE, "dev"] == kinds[DraftKind.STALE, "test"] == 10
    assert kinds[DraftKind.CLEAN, "dev"] == kinds[DraftKind.CLEAN, "test"] == 5
    assert len({draft.subject for draft in DRAFTS}) == len(DRAFTS)
    assert len({draft.text for draft in DRAFTS}) == len(DRAFTS)


def test_reused_numbers_and_wrong_dates_are_planted_in_both_halves() -> None:
    for split in ("dev", "test"):
        visas = [visa for draft in DRAFTS if draft.split == split for visa in draft.visas]
        assert sum(visa.reused_number for visa in visas) >= 4
        assert sum(visa.wrong_date for visa in visas) >= 1
        assert sum(visa.verdict is ExpectedVerdict.REPLACE for visa in visas) >= 15


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda d: d.id)
def test_every_visa_of_a_draft_is_expected_and_only_visas_are(draft: VisaDraft) -> None:
    lines = visa_lines(draft)
    assert len(lines) >= 3
    for start, end in lines:
        assert any(start <= visa.start and visa.end <= end for visa in draft.visas), draft.text[start:end]
    for visa in draft.visas:
        assert any(start <= visa.start and visa.end <= end for start, end in lines), visa.surface


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda d: d.id)
def test_the_keys_of_a_draft_follow_the_grammar_and_stand_once(draft: VisaDraft) -> None:
    keys = [visa.key for visa in draft.visas if visa.key != NOT_A_TEXT]
    assert len(set(keys)) == len(keys)
    for key in (*keys, *(key for visa in draft.visas for key in visa.replacements)):
        assert KEY.match(key), key
    assert [visa.start for visa in draft.visas] == sorted(visa.start for visa in draft.visas)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda d: d.id)
def test_a_draft_has_the_usual_form_of_a_deliberation_and_ends_with_its_vote(draft: VisaDraft) -> None:
    words = draft.text.split()
    assert 600 <= len(words) <= 1_000
    assert str(draft.meeting_date.year) in draft.text
    assert re.search(r"après en avoir délibéré", draft.text, re.IGNORECASE)
    assert re.search(r"^Considérant", draft.text, re.IGNORECASE | re.MULTILINE)
    assert re.search(r"\bpour\b.*\babstention", draft.text, re.IGNORECASE)


def test_a_reused_number_is_never_in_order() -> None:
    reused = [visa for draft in DRAFTS for visa in draft.visas if visa.reused_number]
    assert len(reused) >= 8
    for visa in reused:
        assert not {ExpectedVerdict.IN_ORDER, ExpectedVerdict.OUTSIDE_BASE} & {visa.verdict, *visa.also}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"subject": ""}, "subject is missing", id="no subject"),
        pytest.param({"split": "train"}, "split train is neither", id="another half"),
        pytest.param({"kind": "old"}, "kind old is neither", id="another kind"),
        pytest.param({"kind": "clean"}, "a clean one has nothing", id="a clean draft with a repealed text"),
        pytest.param({"visas": "loi"}, "visas is a list", id="not a list"),
        pytest.param({"visas": ["loi"]}, "a visa is an object", id="not an object"),
        pytest.param({"verdict": "faux"}, "faux is no verdict", id="another verdict"),
        pytest.param({"also": ["peut-être"]}, "peut-être is no verdict", id="another verdict beside"),
        pytest.param({"start": 5}, "is not at 5-18", id="elsewhere"),
        pytest.param({"replacements": []}, "has replacements when", id="nothing in its place"),
        pytest.param({"meeting_date": "2 janvier"}, "Invalid isoformat", id="no date"),
    ],
)
def test_a_draft_that_is_not_well_formed_is_named(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    write(tmp_path, **changes)
    with pytest.raises(ValueError, match=message):
        read_visa_drafts(tmp_path)


def test_a_text_of_which_nothing_is_expected_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    assert len(read_visa_drafts(tmp_path)) == 1
    (tmp_path / "VD2.txt").write_text("Vu le budget", encoding="utf-8")
    with pytest.raises(ValueError, match="nothing is expected of VD2"):
        read_visa_drafts(tmp_path)


def test_an_identifier_stands_once(tmp_path: Path) -> None:
    write(tmp_path)
    file = tmp_path / "expected.jsonl"
    file.write_text(file.read_text("utf-8") * 2, encoding="utf-8")
    with pytest.raises(ValueError, match="VD1 stand twice"):
        read_visa_drafts(tmp_path)


def test_a_draft_without_its_text_is_an_error(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "VD1.txt").unlink()
    with pytest.raises(FileNotFoundError):
        read_visa_drafts(tmp_path)


def test_the_description_of_the_set_says_how_many_references_there_are() -> None:
    described = VISA_DRAFTS.with_name("README.md").read_text("utf-8")
    visas = [visa for draft in DRAFTS for visa in draft.visas]
    stale = sum(visa.verdict is ExpectedVerdict.REPLACE for visa in visas)
    assert f"{len(visas)} references, {stale} to replace" in described
    assert f"{sum(visa.reused_number for visa in visas)} reused numbers" in described
