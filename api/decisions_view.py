"""What was decided, as JSON (docs/schemas/decisions.schema.json) and as the filters that a page or a command names."""

from collections.abc import Mapping
from datetime import date

from answering.answer_json import JsonValue
from domain.act import ActKind, Outcome, Vote
from domain.in_force import Link
from ingest.acts.matters import is_matter, matter_name
from retriever.decided.finding import Decided, DecisionFilters, FoundLine

LONGEST_EXCERPT = 600
KINDS = (ActKind.DELIBERATION, ActKind.PROCES_VERBAL, ActKind.COMPTE_RENDU, ActKind.LISTE_DES_DELIBERATIONS)
"""What a decision may be told by: the kinds that the filter offers."""


class BadFilter(ValueError):
    """A filter that cannot be read; its text is the filter's name."""


def filters_of(given: Mapping[str, str]) -> DecisionFilters:
    """From ``since``, ``until`` (ISO days), ``kind``, ``matter``, ``vote``; empty texts filter nothing.

    Raises BadFilter.
    """
    matter = given.get("matter", "").strip()
    if matter and not (is_matter(matter) or (matter.isdigit() and len(matter) == 1)):
        raise BadFilter("matter")
    since, until = _day(given, "since"), _day(given, "until")
    if since and until and since > until:
        raise BadFilter("until")
    try:
        kind = ActKind(given["kind"]) if given.get("kind") else None
    except ValueError:
        raise BadFilter("kind") from None
    try:
        outcome = Outcome(given["vote"]) if given.get("vote") else None
    except ValueError:
        raise BadFilter("vote") from None
    return DecisionFilters(since=since, until=until, kind=kind, matter=matter, outcome=outcome)


def decided_as_json(found: Decided, *, commune: str, question: str, limit: int) -> dict[str, JsonValue]:
    """The ``limit`` first decisions, with what was searched and how many there are."""
    filters = found.filters
    return {
        "commune": commune,
        "question": question,
        "subject": found.subject,
        "since": _iso(filters.since),
        "until": _iso(filters.until),
        "kind": filters.kind.value if filters.kind else None,
        "matter": filters.matter or None,
        "vote": filters.outcome.value if filters.outcome else None,
        "in_register": found.in_register,
        "found": len(found.lines),
        "is_reduced": found.is_reduced,
        "is_approximate": any(line.is_approximate for line in found.lines),
        "decisions": [decision_json(line, commune) for line in found.lines[:limit]],
    }


def decision_json(line: FoundLine, commune: str) -> dict[str, JsonValue]:
    """One decision: day, number, title, vote, place, the words that decide, and what later acts did to it."""
    decision, document = line.entry.line.decision, line.entry.line.document
    anchor = f"#page-{decision.page}" if decision.page else ""
    return {
        "day": _iso(decision.day),
        "number": decision.number,
        "title": decision.title,
        "matter": decision.matter,
        "matter_name": matter_name(decision.matter) if decision.matter else None,
        "vote": _vote(decision.vote),
        "kind": document.act.kind.value if document.act else None,
        "document": document.title,
        "path": document.path,
        "page": decision.page,
        "start": decision.start,
        "digest": document.digest,
        "link": f"/c/{commune}/documents/{document.id}{anchor}",
        "address": decision.link or document.address,
        "excerpt": line.entry.words[:LONGEST_EXCERPT],
        "score": round(line.score, 3),
        "is_approximate": line.is_approximate,
        "followed_by": [_followed(link, commune) for link in line.followers],
    }


def _followed(link: Link, commune: str) -> dict[str, JsonValue]:
    act = link.act
    return {
        "relation": link.succession.relation.value,
        "is_declared": link.succession.is_declared,
        "day": _iso(act.applies_from),
        "number": act.number,
        "title": act.title,
        "link": f"/c/{commune}/documents/{act.document.id}",
    }


def _vote(vote: Vote | None) -> dict[str, JsonValue] | None:
    if vote is None:
        return None
    return {
        "outcome": vote.outcome.value if vote.outcome else None,
        "in_favour": vote.in_favour,
        "against": vote.against,
        "abstentions": vote.abstentions,
    }


def _day(given: Mapping[str, str], name: str) -> date | None:
    written = given.get(name, "").strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BadFilter(name) from None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
