"""The ports of what the report of confusing documents keeps. One stand-in each, one contract test."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from domain.contrastive_pair import ContrastivePair
from domain.ids import DocumentId
from domain.reported_finding import DocumentCheck, FindingDecision, FindingId, ReportedFinding, ReportRun


class ReportStore(Protocol):
    """Findings of one commune with their life, what was decided of them, and the runs that found them."""

    def findings(self) -> Sequence[ReportedFinding]:
        """All of them whatever their state, by subject, rule and id."""
        ...

    def finding(self, finding: FindingId) -> ReportedFinding | None: ...

    def decisions(self) -> Sequence[FindingDecision]:
        """In the order in which they were taken."""
        ...

    def decide(self, decision: FindingDecision) -> bool:
        """Journal a decision; False when there is no such finding. The next run gives the finding its state."""
        ...

    def checks(self) -> Mapping[DocumentId, DocumentCheck]: ...

    def save_run(
        self,
        run: ReportRun,
        findings: Sequence[ReportedFinding],
        checks: Sequence[DocumentCheck],
        forgotten: Collection[DocumentId] = (),
    ) -> ReportRun:
        """Write, in one transaction, a run with the findings and checks that it changed; returns it with its id.

        The id given is not looked at. The checks of ``forgotten`` subjects are dropped; findings never are.
        """
        ...

    def runs(self, *, limit: int) -> Sequence[ReportRun]:
        """Newest first."""
        ...


class PairStore(Protocol):
    """The contrastive pairs of one commune that an editor has judged."""

    def pairs(self) -> Sequence[ContrastivePair]:
        """All of them, validated and refused, by id."""
        ...

    def judge(self, pairs: Sequence[ContrastivePair]) -> None:
        """Write, in one transaction, what an editor says of pairs; the last word on each stands."""
        ...
