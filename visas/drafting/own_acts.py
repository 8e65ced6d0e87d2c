"""The commune's own délibérations that a subject builds on, from the register of its public decisions."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.act import ActPlace, Succession
from domain.register import RegisterLine
from french.analyser import stems
from visas.drafting.draft import OwnAct

SHARED_STEMS = 2
"""Stems of a subject's search words that a title must hold, all of them where there are fewer.

One is not enough: « règlement » alone finds those of the cemetery, of the council and of the hall.
"""
MOST = 3
"""Acts proposed: a délibération cites the ones that it follows, not the commune's history."""


def own_acts(
    search: str, lines: Iterable[RegisterLine], day: date, successions: Sequence[Succession] = ()
) -> tuple[OwnAct, ...]:
    """The latest earlier acts whose titles share the words of ``search``, newest first; none that another act ended."""
    wanted = set(stems(search))
    needed = min(SHARED_STEMS, len(wanted))
    ended = {one.target for one in successions if one.relation.ends_it and one.is_declared and one.target}
    found = [
        (line.decision.day, line)
        for line in lines
        if line.decision.day is not None
        and line.decision.day < day
        and needed
        and len(wanted & set(stems(line.decision.title))) >= needed
        and not _places(line) & ended
    ]
    found.sort(key=lambda one: (one[0], one[1].decision.title), reverse=True)
    return tuple(
        OwnAct(
            title=line.decision.title,
            number=line.decision.number,
            day=told,
            document_id=line.document.id,
            page=line.decision.page,
        )
        for told, line in found[:MOST]
    )


def _places(line: RegisterLine) -> set[ActPlace]:
    identity = line.document.id
    return {ActPlace(document_id=identity), ActPlace(document_id=identity, ordinal=line.decision.ordinal)}
