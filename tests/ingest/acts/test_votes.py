import pytest

from domain.act import Outcome, Vote
from ingest.acts.votes import find_vote, is_deliberated


def vote(outcome: Outcome, in_favour: int | None, against: int | None, abstentions: int | None) -> Vote:
    return Vote(outcome=outcome, in_favour=in_favour, against=against, abstentions=abstentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Conseil Municipal, après en avoir délibéré, à l’unanimité :\n- FIXE", Vote(outcome=Outcome.UNANIMITE)),
        ("Vote : pour à l’unanimité", Vote(outcome=Outcome.UNANIMITE)),
        ("ADOPTÉ à l’unanimité.", Vote(outcome=Outcome.UNANIMITE)),
        (
            "Après en avoir délibéré, à la majorité :\n- VEND\nVote : 2 CONTRE (M. Dault et Mme Aubry)",
            Vote(outcome=Outcome.MAJORITE, against=2),
        ),
        ("Vote :\nPOUR : 14\nCONTRE : 1\nABSTENTION : 4", vote(Outcome.MAJORITE, 14, 1, 4)),
        ("par 17 voix pour, 3 contre (Paul Aubry) et 2 abstentions", vote(Outcome.MAJORITE, 17, 3, 2)),
        ("11 votes pour 2 abstentions", vote(Outcome.MAJORITE, 11, None, 2)),
        ("13 votes pour", Vote(in_favour=13)),
        ("Le conseil, après avoir délibéré, moins une abstention, approuve.", vote(Outcome.MAJORITE, None, None, 1)),
        ("La proposition, mise aux voix, est rejetée par 12 voix contre.", vote(Outcome.REJET, None, 12, None)),
        ("6 voix Contre, 0 Abstention, 5 pour", vote(Outcome.REJET, 5, 6, 0)),
        ("Pour : 5, contre : 5", vote(Outcome.MAJORITE, 5, 5, None)),
        # what was said before the council decided does not count
        (
            "Un vote à la majorité est proposé.\nAprès en avoir délibéré, à l’unanimité, APPROUVE",
            Vote(outcome=Outcome.UNANIMITE),
        ),
        # no vote
        ("Le conseil municipal prend acte du compte rendu.", None),
        ("Une salle de 12 places pour les élèves, les eaux rejetées.", None),
        ("Le maire est élu à la majorité absolue.", None),
    ],
)
def test_a_vote_is_read_as_it_is_recorded(text: str, expected: Vote | None) -> None:
    assert find_vote(text) == expected


def test_a_point_that_was_only_discussed_is_not_deliberated() -> None:
    assert is_deliberated("Le Conseil, après en avoir délibéré, PREND ACTE")
    assert is_deliberated("13 votes pour")
    assert not is_deliberated("La délibération sera prise au prochain conseil.")
