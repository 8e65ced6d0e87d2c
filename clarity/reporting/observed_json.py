"""What a detector saw, as text that storage keeps without knowing it, and back."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from clarity.observation import Observation, Part, Place, Proposal, ProposedCase, Role
from domain.errors import StorageUnavailable
from domain.finding import Severity
from domain.ids import DocumentId, PassageId

Json = Mapping[str, object]


def written(observation: Observation) -> str:
    """One line of JSON; keys in a fixed order, so that the same observation gives the same text."""
    return json.dumps(
        {
            "rule": observation.rule,
            "severity": observation.severity.value,
            "place": _place(observation.place),
            "measures": [list(pair) for pair in observation.measures],
            "parts": [[part.role.value, part.start, part.end] for part in observation.parts],
            "proposal": None if observation.proposal is None else _proposal(observation.proposal),
            "related": [_place(place) for place in observation.related],
            **({"questions": list(observation.questions)} if observation.questions else {}),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_observation(text: str) -> Observation:
    """The observation that was written. Raises StorageUnavailable for what is no such text."""
    try:
        found = json.loads(text)
        return Observation(
            rule=found["rule"],
            severity=Severity(found["severity"]),
            place=_read_place(found["place"]),
            measures=tuple((name, value) for name, value in found["measures"]),
            parts=tuple(Part(role=Role(role), start=start, end=end) for role, start, end in found["parts"]),
            proposal=None if found["proposal"] is None else _read_proposal(found["proposal"]),
            related=tuple(map(_read_place, found["related"])),
            questions=tuple(found.get("questions", ())),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StorageUnavailable(
            f"a finding of the report cannot be read ({error!r}): run parvis report --full to write it again"
        ) from error


def _place(place: Place) -> dict[str, object]:
    return {
        "document": place.document_id,
        "passage": place.passage_id,
        "page": place.page,
        "headings": list(place.heading_path),
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
    }


def _read_place(found: Json) -> Place:
    document, passage = cast(str | None, found["document"]), cast(str | None, found["passage"])
    return Place(
        document_id=None if document is None else DocumentId(document),
        passage_id=None if passage is None else PassageId(passage),
        page=cast(int | None, found["page"]),
        heading_path=tuple(cast(Sequence[str], found["headings"])),
        start=cast(int, found["start"]),
        end=cast(int, found["end"]),
        quote=cast(str, found["quote"]),
    )


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {"rule": proposal.rule, "cases": [[case.who, case.condition, case.result] for case in proposal.cases]}


def _read_proposal(found: Json) -> Proposal:
    cases = cast(Sequence[tuple[str, str, str]], found["cases"])
    return Proposal(
        rule=cast(str, found["rule"]),
        cases=tuple(ProposedCase(who=who, condition=condition, result=result) for who, condition, result in cases),
    )
