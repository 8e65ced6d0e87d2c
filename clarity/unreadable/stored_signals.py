"""PD rules that ingestion has measured on the file itself: scans, fonts without letters, columns, tags, size…

Each was found once, when the file was read (``ingest/settling.py``), with its pages and measures.
"""

from collections.abc import Iterable, Iterator

from clarity.observation import Observation, Place
from domain.finding import Finding

FAMILY = "PD-"

# A file named as something else than it is misleads the person who opens it, not who reads its text here.
_NOT_OF_THE_REPORT = frozenset({"PD-13"})


def stored_signals(findings: Iterable[Finding]) -> Iterator[Observation]:
    """An observation for each PD finding of a file, in the same order."""
    for finding in findings:
        if not finding.rule.startswith(FAMILY) or finding.rule in _NOT_OF_THE_REPORT:
            continue
        yield Observation(
            rule=finding.rule,
            severity=finding.severity,
            place=Place(
                document_id=finding.document_id,
                passage_id=finding.passage_id,
                page=finding.page,
                heading_path=(),
                start=finding.start or 0,
                end=finding.end or 0,
                quote=_pages(finding),
            ),
            measures=finding.measures,
        )


def _pages(finding: Finding) -> str:
    """« p. 4 »: what tells two findings of one rule apart, and stays when the wording of measures changes."""
    return f"p. {finding.page}" if finding.page is not None else ""
