"""Texts given as JSON Lines, and what is found in them (schema: docs/schemas/check-text-line.schema.json)."""

import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from answering.answer_json import JsonValue
from clarity.detecting import observe
from clarity.observation import Observation
from clarity.read_text import read_pasted
from french.acronym_definitions import defined_in
from prompts.clarity_texts import rule_texts

LONGEST = 200_000
"""Characters of one text: a whole règlement has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenText:
    """One line of the input; ``context`` is the rest of its document, where acronyms may be explained."""

    id: str
    text: str
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that cannot be used: its number from 1, and why."""

    number: int
    reason: str


def given_texts(lines: Iterable[bytes]) -> Iterator[GivenText | BadLine]:
    """Each line that is not blank, as a text or as what is wrong with it."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _given(number, line)


def _given(number: int, line: bytes) -> GivenText | BadLine:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return BadLine(number=number, reason="it is not UTF-8")
    except (ValueError, RecursionError):
        return BadLine(number=number, reason="it is not JSON")
    if not isinstance(record, dict):
        return BadLine(number=number, reason="an object with id and text is expected")
    id_, text, context = record.get("id"), record.get("text"), record.get("context") or ""
    if isinstance(id_, bool) or not isinstance(id_, (str, int)) or id_ == "":
        return BadLine(number=number, reason="id must be a string or a whole number")
    if not isinstance(text, str) or not isinstance(context, str):
        return BadLine(number=number, reason=f"id {id_}: text, and context where it is given, must be strings")
    if max(len(text), len(context)) > LONGEST:
        return BadLine(number=number, reason=f"id {id_}: longer than {LONGEST} characters; cut it")
    return GivenText(id=str(id_), text=text, context=context)


def listed_acronyms(lines: Iterable[str]) -> frozenset[str]:
    """Acronyms of a list, one a line: « CCAS » or « CCAS = centre communal … »; « # » begins a remark."""
    names = (line.partition("=")[0].strip() for line in lines if not line.lstrip().startswith("#"))
    return frozenset(name for name in names if name)


def findings_of(given: GivenText, glossary: Set[str] = frozenset()) -> list[JsonValue]:
    """What is found in a text, in its order; ``span`` counts code points of the text, half open."""
    observed = observe(read_pasted(given.text), glossary=glossary | defined_in(given.context))
    return [_as_json(given.id, one) for one in observed]


def _as_json(id_: str, one: Observation) -> JsonValue:
    texts = rule_texts(one.rule)
    proposal: JsonValue = None
    if one.proposal is not None:
        cases: list[JsonValue] = [
            {"who": case.who, "condition": case.condition, "result": case.result} for case in one.proposal.cases
        ]
        proposal = {"rule": one.proposal.rule, "cases": cases}
    return {
        "id": id_,
        "rule": one.rule,
        "severity": one.severity.value,
        "span": [one.place.start, one.place.end],
        "quote": one.place.quote,
        "title": texts.title,
        "why": texts.why,
        "advice": texts.advice,
        "measures": dict(one.measures),
        "parts": [{"role": part.role.value, "span": [part.start, part.end]} for part in one.parts],
        "proposal": proposal,
    }
