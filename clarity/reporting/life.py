"""The life of findings: which of this run are those of the last, and the state of each. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clarity.observation import Observation
from clarity.reporting.fingerprints import ALIKE, fingerprint_of, likeness, normalised
from clarity.reporting.observed_json import written
from domain.finding import FindingState
from domain.ids import DocumentId
from domain.reported_finding import FindingDecision, FindingId, FindingVerdict, ReportedFinding

_DECIDED = {
    FindingVerdict.ACCEPTED: FindingState.ACCEPTED,
    FindingVerdict.RULE_OFF: FindingState.ACCEPTED,
    FindingVerdict.FALSE_POSITIVE: FindingState.FALSE_POSITIVE,
}


class Decisions:
    """What persons have decided, as it stands on a day."""

    def __init__(self, decisions: Iterable[FindingDecision], findings: Iterable[ReportedFinding], day: date) -> None:
        self._last = {decision.finding: decision for decision in decisions}
        known = {finding.id: finding for finding in findings}
        self._off = {
            (known[one.finding].rule, known[one.finding].subject): one
            for one in self._last.values()
            if one.verdict is FindingVerdict.RULE_OFF and one.stands(day) and one.finding in known
        }
        self._day = day

    def of(self, finding: ReportedFinding) -> FindingDecision | None:
        """The decision that stands for a finding: its own, else that of its rule in its document."""
        own = self._last.get(finding.id)
        if own is not None and own.stands(self._day) and own.verdict is not FindingVerdict.RULE_OFF:
            return own
        return self._off.get((finding.rule, finding.subject))

    def state(self, finding: ReportedFinding) -> FindingState:
        """The finding's state with what was decided of it; a decision hides only what is open."""
        decision = self.of(finding)
        decided = _DECIDED.get(decision.verdict) if decision else None
        if decided and (finding.state.is_open or finding.state in _DECIDED.values()):
            return decided
        # Its decision was taken back, or is to be reviewed.
        return FindingState.PERSISTENT if finding.state in _DECIDED.values() else finding.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a run saw of one document. ``rules`` are those that were run on it, with their versions."""

    subject: DocumentId
    observations: Sequence[Observation]
    rules: Mapping[str, int]


def carried(finding: ReportedFinding, day: date) -> ReportedFinding:
    """A finding of a document that did not change: there as before, or gone as before."""
    if finding.state in (FindingState.NEW, FindingState.REOPENED):
        return replace(finding, state=FindingState.PERSISTENT, last_seen=day)
    if finding.state in (FindingState.RESOLVED, FindingState.NOT_RECHECKED):
        return finding
    return replace(finding, last_seen=day)


def unknown(finding: ReportedFinding) -> ReportedFinding:
    """A finding of which this run can say nothing: its document was not read, or its rule is not the same."""
    return finding if finding.state is FindingState.RESOLVED else replace(finding, state=FindingState.NOT_RECHECKED)


def lived(previous: Sequence[ReportedFinding], seen: Seen, day: date) -> list[ReportedFinding]:
    """The findings of one document after it was checked: those known, changed or not, then the new ones."""
    fresh = _fingerprinted(seen)
    pairs = _matched(previous, fresh)
    after = [
        _present(finding, *fresh[pairs[finding.id]], seen, day) if finding.id in pairs else _absent(finding, seen)
        for finding in previous
    ]
    taken = set(pairs.values())
    known = {finding.id for finding in previous}
    for index, (mark, observation) in enumerate(fresh):
        if index not in taken:
            finding = _new(mark, observation, seen, day)
            # An edited passage has kept the id of what it was; if the first wording comes back, it needs another.
            while finding.id in known:
                finding = replace(finding, id=FindingId(f"f{fingerprint_of(finding.id, seen.subject, mark, ())[:16]}"))
            known.add(finding.id)
            after.append(finding)
    return after


def _fingerprinted(seen: Seen) -> list[tuple[str, Observation]]:
    met: Counter[str] = Counter()
    found = []
    for one in seen.observations:
        mark = fingerprint_of(one.rule, seen.subject, one.place.quote, one.place.heading_path)
        again = fingerprint_of(one.rule, seen.subject, one.place.quote, one.place.heading_path, met[mark])
        found.append((again, one))
        met[mark] += 1
    return found


def _matched(previous: Sequence[ReportedFinding], fresh: Sequence[tuple[str, Observation]]) -> dict[FindingId, int]:
    """For each known finding that is there again the index of what was seen: same words first, then the most alike."""
    by_mark = {mark: index for index, (mark, _) in enumerate(fresh)}
    pairs: dict[FindingId, int] = {}
    for finding in previous:
        index = by_mark.get(finding.fingerprint)
        if index is not None and index not in pairs.values():
            pairs[finding.id] = index
    taken = set(pairs.values())
    left: dict[str, list[int]] = defaultdict(list)
    for index, (_, one) in enumerate(fresh):
        if index not in taken:
            left[one.rule].append(index)
    close = [
        (alike, finding.id, index)
        for finding in previous
        if finding.id not in pairs
        for index in left[finding.rule]
        if (alike := likeness(normalised(finding.quote), normalised(fresh[index][1].place.quote))) >= ALIKE
    ]
    for _, finding_id, index in sorted(close, key=lambda found: (-found[0], found[1], found[2])):
        if finding_id not in pairs and index not in taken:
            pairs[finding_id] = index
            taken.add(index)
    return pairs


def _present(finding: ReportedFinding, mark: str, observation: Observation, seen: Seen, day: date) -> ReportedFinding:
    state = FindingState.REOPENED if finding.state is FindingState.RESOLVED else finding.state
    if finding.state in (FindingState.NEW, FindingState.REOPENED, FindingState.NOT_RECHECKED):
        state = FindingState.PERSISTENT
    return replace(
        finding,
        fingerprint=mark,
        rule_version=seen.rules.get(finding.rule, finding.rule_version),
        severity=observation.severity,
        state=state,
        quote=observation.place.quote,
        heading_path=observation.place.heading_path,
        observed=written(observation),
        last_seen=day,
    )


def _absent(finding: ReportedFinding, seen: Seen) -> ReportedFinding:
    """Resolved only if the rule that had found it was run again, unchanged, on what was read."""
    if seen.rules.get(finding.rule) == finding.rule_version:
        return replace(finding, state=FindingState.RESOLVED)
    return unknown(finding)


def _new(mark: str, observation: Observation, seen: Seen, day: date) -> ReportedFinding:
    return ReportedFinding(
        id=FindingId(f"f{mark[:16]}"),
        fingerprint=mark,
        rule=observation.rule,
        rule_version=seen.rules.get(observation.rule, 1),
        severity=observation.severity,
        state=FindingState.NEW,
        subject=seen.subject,
        quote=observation.place.quote,
        heading_path=observation.place.heading_path,
        observed=written(observation),
        first_seen=day,
        last_seen=day,
    )
