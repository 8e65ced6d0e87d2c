"""Decisions that a commune keeps in a file of its own, beside ``commune.toml``, where they are reviewed and versioned.

[[accept]]
rule = "ST-03"
document = "emploi/*.html"      # a pattern of paths in the source; all documents when it is left out
quote = "Pôle emploi"           # the passage as written; all of the rule's when it is left out
reason = "nom du bâtiment"
author = "Claire Martin"
on = 2031-03-03
review_on = 2031-12-01          # within twelve months
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import cast

from clarity.reporting.deciding import last_review
from clarity.reporting.fingerprints import normalised
from domain.errors import BadProfile
from domain.ids import DocumentId
from domain.reported_finding import FindingDecision, FindingVerdict, ReportedFinding

_TEXTS = ("rule", "reason", "author")
_KEYS = {*_TEXTS, "document", "quote", "on", "review_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Findings that are accepted. Empty ``document`` and ``quote`` stand for any."""

    rule: str
    document: str
    quote: str
    reason: str
    author: str
    on: date
    review_on: date

    def covers(self, finding: ReportedFinding, path: str) -> bool:
        """Whether a finding of the file at ``path`` is among them."""
        if finding.rule != self.rule or (self.document and not fnmatchcase(path, self.document)):
            return False
        return not self.quote or normalised(self.quote) == normalised(finding.quote)


def suppressed(
    findings: Iterable[ReportedFinding], paths: Mapping[DocumentId, str], suppressions: Sequence[Suppression]
) -> Iterator[FindingDecision]:
    """A decision for each finding that a suppression covers; those of files that are gone have none."""
    for finding in findings if suppressions else ():
        path = paths.get(finding.subject)
        for one in suppressions:
            if path is not None and one.covers(finding, path):
                yield FindingDecision(
                    finding=finding.id,
                    verdict=FindingVerdict.ACCEPTED,
                    reason=one.reason,
                    author=one.author,
                    on=one.on,
                    review_on=one.review_on,
                )


def read_suppressions(file: Path) -> tuple[Suppression, ...]:
    """The suppressions of a file, none when there is no file. Raises BadProfile."""
    if not file.exists():
        return ()
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(f"{file}: cannot be read as TOML ({error}); see docs/report.md") from error
    entries = found.pop("accept", [])
    if found or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadProfile(f"{file}: holds something else than [[accept]] entries; see docs/report.md")
    return tuple(_suppression(file, number, entry) for number, entry in enumerate(entries, 1))


def _suppression(file: Path, number: int, entry: Mapping[str, object]) -> Suppression:
    where = f"{file}: [[accept]] number {number}"
    if unknown := entry.keys() - _KEYS:
        raise BadProfile(f"{where}: {', '.join(sorted(unknown))} is no key; the keys are {', '.join(sorted(_KEYS))}")
    texts = {name: entry.get(name, "") for name in (*_TEXTS, "document", "quote")}
    if not all(isinstance(value, str) for value in texts.values()) or not all(texts[name] for name in _TEXTS):
        raise BadProfile(f"{where}: rule, reason and author are texts that must be there, document and quote may be")
    on, review = entry.get("on"), entry.get("review_on")
    if type(on) is not date or type(review) is not date or not on < review <= last_review(on):
        raise BadProfile(f"{where}: on and review_on are days, the second within twelve months after the first")
    words = cast(Mapping[str, str], texts)
    return Suppression(
        rule=words["rule"],
        document=words["document"],
        quote=words["quote"],
        reason=words["reason"],
        author=words["author"],
        on=on,
        review_on=review,
    )
