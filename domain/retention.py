"""How long each kind of data is kept, and why it may not be kept longer (RGPD, article 5, 1, e).

The defaults are those of a prudent commune; its data protection officer settles them in ``commune.toml``, within
bounds. What the product never keeps (conversations, addresses of visitors) has no line here. The reasons that people
read are in ``prompts/retention.toml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

THIRTEEN_MONTHS = 396
"""Days: the same month of two years can be compared, whatever their lengths."""


class KeptKind(StrEnum):
    """What is kept for a time, a closed set; the first four belong to a commune, the others to the installation."""

    REQUESTS = "requests"
    """A request with its messages, contact and journal; the delay runs from its end."""
    QUESTION_TEXTS = "question_texts"
    """The words of a question that a resident chose to leave with an opinion."""
    OPINIONS = "opinions"
    """Whether an answer helped, without the words."""
    UNANSWERED = "unanswered"
    """How many questions found nothing, by day."""
    SIGN_INS = "sign_ins"
    """Sign-ins of agents, refused ones included: the security log."""
    ACCOUNT_EVENTS = "account_events"
    """Accounts added, links issued, passwords chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Days that a kind is kept, and the bounds within which a commune may change them."""

    days: int
    least: int
    most: int


RULES: Mapping[KeptKind, Rule] = {
    # Life of the request, then a year: what an answer may be asked again or contested for. Fewer than thirty days would
    # take from the resident what may be reopened; more than ten years serves no answer.
    KeptKind.REQUESTS: Rule(days=365, least=30, most=3653),
    # An editor writes what is missing within a quarter, or not at all.
    KeptKind.QUESTION_TEXTS: Rule(days=90, least=1, most=365),
    KeptKind.OPINIONS: Rule(days=THIRTEEN_MONTHS, least=30, most=THIRTEEN_MONTHS),
    KeptKind.UNANSWERED: Rule(days=THIRTEEN_MONTHS, least=30, most=THIRTEEN_MONTHS),
    # CNIL, recommendation 2021-122 on logging: six months to a year.
    KeptKind.SIGN_INS: Rule(days=182, least=182, most=365),
    KeptKind.ACCOUNT_EVENTS: Rule(days=365, least=182, most=365),
}

OF_A_COMMUNE = (KeptKind.REQUESTS, KeptKind.QUESTION_TEXTS, KeptKind.OPINIONS, KeptKind.UNANSWERED)
OF_THE_INSTALLATION = (KeptKind.SIGN_INS, KeptKind.ACCOUNT_EVENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Days that a commune keeps each kind of what it holds."""

    requests: int = RULES[KeptKind.REQUESTS].days
    question_texts: int = RULES[KeptKind.QUESTION_TEXTS].days
    opinions: int = RULES[KeptKind.OPINIONS].days
    unanswered: int = RULES[KeptKind.UNANSWERED].days

    def days(self, kind: KeptKind) -> int:
        """Days that ``kind`` is kept; the installation's own kinds are not a commune's to change."""
        match kind:
            case KeptKind.REQUESTS:
                return self.requests
            case KeptKind.QUESTION_TEXTS:
                return self.question_texts
            case KeptKind.OPINIONS:
                return self.opinions
            case KeptKind.UNANSWERED:
                return self.unanswered
            case _:
                return RULES[kind].days


DEFAULT_RETENTION = Retention()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """How many of a kind were deleted, or would be: those before ``before``, kept longer than ``days``."""

    kind: KeptKind
    days: int
    before: datetime
    count: int
