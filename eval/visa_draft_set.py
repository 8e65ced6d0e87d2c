"""Drafts of deliberations that judge the check of visas: ``eval/visa_drafts/``.

Each draft is a text of its own, ``<id>.txt``; ``expected.jsonl`` says of every reference in its visas where it stands,
what a check made for the day of the meeting must say of it, and what may be proposed in its place. Twenty drafts are
stale, ten are clean. What a checker is worth on them is measured elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from eval.answer_sets import read_lines

VISA_DRAFTS = Path(__file__).with_name("visa_drafts")
SPLITS = frozenset({"dev", "test"})
NOT_A_TEXT = "non_texte"


class DraftKind(StrEnum):
    """Whether something in a draft must be found (stale) or nothing (clean)."""

    STALE = "stale"
    CLEAN = "clean"


class ExpectedVerdict(StrEnum):
    """What the check of a draft says of a reference; the closed set of the design."""

    IN_ORDER = "en_regle"
    REPLACE = "a_remplacer"
    VERIFY = "a_verifier"
    OUTSIDE_BASE = "hors_base"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedVisa:
    """One reference of a draft. ``start``, ``end``: code points of the draft's text; ``key``: normal form.

    ``also``: verdicts that are right too. ``replacements``: a proposal is right when it names one of them at least.
    ``reused_number``: the number exists at that date with another meaning. ``wrong_date``: right number, false date.
    """

    surface: str
    start: int
    end: int
    key: str
    verdict: ExpectedVerdict
    also: tuple[ExpectedVerdict, ...]
    replacements: tuple[str, ...]
    reason: str
    reused_number: bool = False
    wrong_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaDraft:
    """A draft, the day of the meeting it is for, and its references in the order of the text."""

    id: str
    split: str
    kind: DraftKind
    meeting_date: date
    subject: str
    text: str
    visas: tuple[ExpectedVisa, ...]


def read_visa_drafts(folder: Path = VISA_DRAFTS) -> list[VisaDraft]:
    """The drafts of a folder, in the order of its ``expected.jsonl``.

    Raises OSError when a text is missing, ValueError that names the draft and what is wrong with it.
    """
    drafts = [visa_draft(record, folder) for record in read_lines(folder / "expected.jsonl")]
    ids = [draft.id for draft in drafts]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{folder.name}: {', '.join(twice)} stand twice")
    unexpected = sorted({file.stem for file in folder.glob("*.txt")} - set(ids))
    if unexpected:
        raise ValueError(f"{folder.name}: nothing is expected of {', '.join(unexpected)}")
    return drafts


def visa_draft(record: Mapping[str, object], folder: Path) -> VisaDraft:
    """A decoded line with its text. Raises ValueError when a field is missing or false, OSError without the text."""
    name = f"visa draft {record.get('id')}"
    missing = [field for field in ("id", "split", "kind", "meeting_date", "subject", "visas") if not record.get(field)]
    if missing:
        raise ValueError(f"{name}: {', '.join(missing)} is missing")
    if record["split"] not in SPLITS:
        raise ValueError(f"{name}: split {record['split']} is neither dev nor test")
    if record["kind"] not in {kind.value for kind in DraftKind}:
        raise ValueError(f"{name}: kind {record['kind']} is neither stale nor clean")
    if not isinstance(record["visas"], list):
        raise ValueError(f"{name}: visas is a list")
    text = (folder / f"{record['id']}.txt").read_text("utf-8")
    draft = VisaDraft(
        id=str(record["id"]),
        split=str(record["split"]),
        kind=DraftKind(str(record["kind"])),
        meeting_date=date.fromisoformat(str(record["meeting_date"])),
        subject=str(record["subject"]),
        text=text,
        visas=tuple(_visa(value, text, name) for value in record["visas"]),
    )
    is_stale = any(v.verdict in (ExpectedVerdict.REPLACE, ExpectedVerdict.VERIFY) for v in draft.visas)
    if is_stale != (draft.kind is DraftKind.STALE):
        raise ValueError(f"{name}: a stale draft has something to replace or to verify, and a clean one has nothing")
    return draft


def _visa(value: object, text: str, name: str) -> ExpectedVisa:
    if not isinstance(value, dict) or not all(value.get(field) for field in ("surface", "key", "verdict", "reason")):
        raise ValueError(f"{name}: a visa is an object with surface, start, end, key, verdict and reason")
    verdicts = [str(value["verdict"]), *(str(one) for one in value["also"])]
    unknown = sorted(set(verdicts) - {verdict.value for verdict in ExpectedVerdict})
    if unknown:
        raise ValueError(f"{name}: {', '.join(unknown)} is no verdict")
    visa = ExpectedVisa(
        surface=str(value["surface"]),
        start=int(value["start"]),
        end=int(value["end"]),
        key=str(value["key"]),
        verdict=ExpectedVerdict(verdicts[0]),
        also=tuple(ExpectedVerdict(one) for one in verdicts[1:]),
        replacements=tuple(str(one) for one in value["replacements"]),
        reason=str(value["reason"]),
        reused_number=bool(value.get("reused_number")),
        wrong_date=bool(value.get("wrong_date")),
    )
    if text[visa.start : visa.end] != visa.surface:
        raise ValueError(f"{name}: « {visa.surface} » is not at {visa.start}-{visa.end} of its text")
    if bool(visa.replacements) != (visa.verdict is ExpectedVerdict.REPLACE):
        raise ValueError(f"{name}: {visa.key} has replacements when it is to be replaced, and only then")
    return visa
