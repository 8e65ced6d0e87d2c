"""Agendas and lists, which repeat the titles of what is decided elsewhere, go behind the decisions."""

import re
from collections.abc import Sequence

from domain.document import Document
from domain.passage import Passage
from french.act_subject import act_subject
from retriever.ranking.candidate import Candidate
from retriever.ranking.candidate_days import SAME_SUBJECT, passage_words
from retriever.ranking.steps import Grounds

# Of a sentence's score. At 1, one forbidden value of 42 more is shown for current on the gold set, and one page of the
# sample commune less comes first (python -m eval.answers); at .6 and .85 as at .7. On the passage's score too, it moved
# nothing.
ANNOUNCED_SHARE = 0.7
JUST_UNDER = 0.999
_AGENDA = re.compile(r"\s*ordre du jour\b", re.IGNORECASE)


def only_announces(passage: Passage, document: Document) -> bool:
    """An agenda or a list of decisions, or the agenda at the head of minutes: it repeats titles and decides nothing."""
    if document.act is not None and document.act.kind.is_announcement:
        return True
    return bool(passage.heading_path) and _AGENDA.match(passage.heading_path[-1]) is not None


def announcements_behind(found: Sequence[Candidate], _: Grounds) -> list[Candidate]:
    """Step « announced »: an agenda or a list never goes before the act that it names."""
    deciding = [one for one in found if not one.is_announcement]
    placed = []
    for one in found:
        named = [other.score for other in deciding if one.is_announcement and _announces(one, other)]
        placed.append(one.moved("announced", min(one.score, JUST_UNDER * max(named))) if named else one)
    return placed


def _announces(one: Candidate, other: Candidate) -> bool:
    """Whether an act of ``other``, of the session that ``one`` prepares or reports, has its title in ``one``."""
    words = passage_words(one.passage)
    for part in other.parts:
        is_of_that_day = part.act is not None and one.document.session_date in (None, part.act.day)
        title = act_subject(part.act.title) if part.act and is_of_that_day else frozenset()
        if title and len(title & words) > SAME_SUBJECT * len(title):
            return True
    return False
