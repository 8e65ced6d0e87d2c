"""The decisions of a SCDL file of délibérations, from the records that ``ingest/data/scdl.py`` makes of it. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from domain.act import Outcome, Vote
from ingest.acts.decisions import FoundDecision
from ingest.data.french_dates import read_day
from ingest.data.scdl import deliberation_titles
from ingest.structure import PlacedLine, StructuredPage
from ingest.text import LineKind


def scdl_decisions(pages: Sequence[StructuredPage]) -> tuple[FoundDecision, ...]:
    """The decisions of a file of délibérations, from the lines that ``scdl_lines`` made of it."""
    titles = deliberation_titles()
    return tuple(
        _decision(page, heading, facts, titles)
        for page in pages
        for heading, facts in _records(page.lines)
        if titles["delib_id"] in facts and titles["delib_objet"] in facts
    )


def _records(lines: Sequence[PlacedLine]) -> Iterator[tuple[PlacedLine, dict[str, str]]]:
    """Each heading with the titled values that stand under it."""
    heading: PlacedLine | None = None
    facts: dict[str, str] = {}
    for placed in lines:
        if placed.line.kind is LineKind.HEADING:
            if heading is not None:
                yield heading, facts
            heading, facts = placed, {}
        elif placed.line.kind is LineKind.ITEM:
            title, colon, value = placed.line.text.removeprefix("- ").partition(" : ")
            facts |= {title: value} if colon else {}
    if heading is not None:
        yield heading, facts


def _decision(
    page: StructuredPage, heading: PlacedLine, facts: Mapping[str, str], titles: Mapping[str, str]
) -> FoundDecision:
    return FoundDecision(
        number=facts[titles["delib_id"]],
        title=facts[titles["delib_objet"]],
        day=read_day(facts.get(titles["delib_date"], "")),
        vote=_vote(facts, titles),
        page=page.number,
        start=heading.start,
        end=heading.end,
        matter=_matter(facts.get(titles["delib_matiere_code"], "")),
        link=heading.line.link or None,
    )


def _matter(code: str) -> str | None:
    """« 7.1/Finances » and « 7.1 » are one code of two levels; anything else is none."""
    found = re.match(r"([1-9])\.([1-9]|10)(?!\d)", code)
    return found.group() if found else None


def _vote(facts: Mapping[str, str], titles: Mapping[str, str]) -> Vote | None:
    counts = [facts.get(titles[name], "") for name in ("vote_pour", "vote_contre", "vote_abstention")]
    if not any(map(str.isdigit, counts)):
        return None
    in_favour, against, abstentions = (int(count) if count.isdigit() else None for count in counts)
    outcome = None
    if in_favour is not None and against is not None and abstentions is not None:
        divided = Outcome.MAJORITE if in_favour > against else Outcome.REJET
        outcome = Outcome.UNANIMITE if in_favour and not against and not abstentions else divided
    return Vote(outcome=outcome, in_favour=in_favour, against=against, abstentions=abstentions)
