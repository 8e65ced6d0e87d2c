"""What checking a sentence gives, and what it is checked against."""

from dataclasses import dataclass
from enum import StrEnum

from domain.profile import CommuneProfile


class Unsupported(StrEnum):
    """What a sentence says and the passage that it cites does not."""

    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    QUOTIENT = "quotient"
    DATE = "date"
    PERIOD = "period"
    DAYS = "days"
    HOURS = "hours"
    AGE = "age"
    DELAY = "delay"
    FREQUENCY = "frequency"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    ADDRESS = "address"
    CODE = "code"
    NAME = "name"
    AUDIENCE = "audience"
    OTHER_CASE = "other_case"
    """A value that the passage gives for another row, audience or thing."""
    NEGATION = "negation"
    EXCEPTION = "exception"
    CONDITION = "condition"
    RESTRICTION = "restriction"
    QUANTITY = "quantity"
    WORDING = "wording"
    CITATION = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that is not supported; ``words`` are those of the sentence, as written."""

    kind: Unsupported
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A sentence and what it lacks, in the order of the sentence's checks; supported when it lacks nothing."""

    sentence: str
    lacks: tuple[Lack, ...] = ()

    @property
    def is_supported(self) -> bool:
        """Whether the sentence may be shown."""
        return not self.lacks

    @property
    def kinds(self) -> frozenset[Unsupported]:
        """The kinds of what it lacks."""
        return frozenset(lack.kind for lack in self.lacks)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    """What a citation number stands for. ``text``: the passage's words, rows as `` | ``.

    ``around`` governs it (lead-in, header rows, headings, title), one a line. ``links`` are addresses of the document
    that are shown beside it and stand in no text.
    """

    text: str
    around: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Someone of the profile: the words that name them, and how to reach them, as written there."""

    words: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """What may be shown although no passage says it: the commune's own name and site, its services' contacts."""

    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()


NOTHING_TRUSTED = Trusted()


def trusted_by(profile: CommuneProfile) -> Trusted:
    """What the commune's profile vouches for."""
    return Trusted(
        names=(profile.name, *profile.aliases),
        links=(profile.website,) if profile.website else (),
        contacts=tuple(
            Contact(words=" ".join((s.name, *s.aliases)), phone=s.phone or "", email=s.email or "")
            for s in profile.services
        ),
    )
