"""From a question's words to what its ranking depends on: the days and the commune déléguée that it is about."""

from domain.answer import Question
from domain.clock import local_date
from domain.in_force import ActsInForce, Days
from domain.profile import CommuneProfile
from french.place_names import named_in
from retriever.ranking.asked_days import asked_days
from retriever.ranking.candidate import Then
from retriever.ranking.reading import Reading


def asking(question: Question, reading: Reading, *, profile: CommuneProfile, acts: ActsInForce) -> Then:
    """What ``question`` is about; what it leaves out is taken from its history.

    A question that names no day is about the day on which it is asked, in the commune's own time.
    """
    today = local_date(question.asked_at, profile.timezone)
    named = asked_days(question.text, today) or asked_days(reading.search_text, today)
    delegated = profile.delegated
    return Then(
        reading=reading,
        acts=acts,
        days=named or Days(first=today, last=today),
        is_named=named is not None,
        delegated=delegated,
        asked_delegated=named_in(question.text, delegated) or named_in(reading.search_text, delegated),
    )
