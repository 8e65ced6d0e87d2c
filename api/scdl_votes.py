"""The five columns of votes of SCDL « Délibérations »: all of them, or none.

The model wants the seats of the council, the voters, and the three counts that add up to them. What follows from the
record is filled in: a unanimous vote of 14 voters is 14 for; who voted neither against nor abstained voted for.
"""

from domain.act import Outcome, Vote

VOTE_COLUMNS = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")


def vote_cells(vote: Vote | None) -> dict[str, str]:
    """The cells of one decision by column; empty when one of the five is not known, or when they contradict."""
    counts = None if vote is None else _counts(vote)
    if vote is None or vote.in_office is None or counts is None:
        return {}
    voters = sum(counts)
    if not 0 < voters <= vote.in_office or (vote.voters is not None and vote.voters != voters):
        return {}
    return dict(zip(VOTE_COLUMNS, map(str, (vote.in_office, voters, *counts)), strict=True))


def _counts(vote: Vote) -> tuple[int, int, int] | None:
    """For, against, abstentions."""
    against, abstentions = vote.against or 0, vote.abstentions or 0
    if vote.outcome is Outcome.UNANIMITE and (against or abstentions):
        return None
    is_divided = vote.outcome in (Outcome.MAJORITE, Outcome.REJET)
    if is_divided and vote.against is None and vote.abstentions is None:
        return None  # divided, and nothing says how
    if vote.in_favour is not None:
        return vote.in_favour, against, abstentions
    if vote.voters is None or vote.outcome is None or vote.outcome is Outcome.REJET:
        return None
    in_favour = vote.voters - against - abstentions
    return (in_favour, against, abstentions) if in_favour >= 0 else None
