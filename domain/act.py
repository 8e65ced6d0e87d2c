"""What a municipal document is, when it takes effect, and the decisions that it carries."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.ids import DocumentId


class ActKind(StrEnum):
    """What a document is, by its own words. A closed set; the French words are those of the glossary."""

    DELIBERATION = "deliberation"
    PROCES_VERBAL = "proces_verbal"
    COMPTE_RENDU = "compte_rendu"
    ORDRE_DU_JOUR = "ordre_du_jour"
    LISTE_DES_DELIBERATIONS = "liste_des_deliberations"
    ARRETE = "arrete"
    REGLEMENT = "reglement"
    CONVENTION = "convention"
    RAPPORT = "rapport"
    BULLETIN = "bulletin"
    PAGE = "page"
    """A page of a site."""
    AUTRE = "autre"

    @property
    def is_announcement(self) -> bool:
        """Whether it only names what is decided elsewhere: agendas before the session, lists and registers after it."""
        return self in (ActKind.ORDRE_DU_JOUR, ActKind.LISTE_DES_DELIBERATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """What the stamps of the transmission to the State (@CTES) say, as printed on an act. None for what they do not.

    ``identifier`` is « 041-214100000-20310405-D2031_12-DE »: department, SIREN, day of the act, its number, its nature.
    """

    identifier: str | None = None
    sent_on: date | None = None
    received_on: date | None = None
    published_on: date | None = None

    @property
    def act_day(self) -> date | None:
        """The day of the act in the identifier."""
        digits = self.identifier.split("-")[2] if self.identifier else ""
        try:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        except ValueError:
            return None

    @property
    def act_number(self) -> str | None:
        """The number of the act in the identifier, with its underscores and hyphens (« 2031-012 »)."""
        return "-".join(self.identifier.split("-")[3:-1]) if self.identifier else None

    @property
    def enforceable_since(self) -> date | None:
        """From when the act binds: published and transmitted (CGCT L2131-1). None unless both are known."""
        transmitted = self.received_on or self.sent_on
        return max(self.published_on, transmitted) if self.published_on and transmitted else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a document says of itself. The day of its session is ``Document.session_date``.

    ``number`` is as written (« D 2031-29 »), of the act itself and never of those that it cites. ``instance`` is who
    meets, in lower case (« conseil municipal »). ``effect_date`` is the day from which it applies, where it says so.
    ``transmission`` is None when no stamp was printed on it, or those of several acts.
    ``last_day`` is the last one on which it applies (« pour l'année 2031 »), where it says so. ``delegated`` is the
    commune déléguée that it concerns, as the profile names it.
    """

    kind: ActKind
    number: str | None = None
    instance: str | None = None
    effect_date: date | None = None
    transmission: Transmission | None = None
    last_day: date | None = None
    delegated: str | None = None


class Outcome(StrEnum):
    """How a vote ended. A majority is what is left when someone voted against or abstained."""

    UNANIMITE = "unanimite"
    MAJORITE = "majorite"
    REJET = "rejet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How a decision was voted. A count is None where the document does not give it: nothing is worked out.

    ``in_office`` is how many members the council has (« en exercice »), ``voters`` how many voted, proxies included
    (« votants »).
    """

    outcome: Outcome | None = None
    in_favour: int | None = None
    against: int | None = None
    abstentions: int | None = None
    in_office: int | None = None
    voters: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the register of decisions: what a council decided, and where it is written.

    ``matter`` is its code in the State's nomenclature (@CTES, two levels: « 7.5 »), None when the title does not say.
    ``ordinal`` counts from 0 in the document. ``number`` is as written, None where there is none. ``day`` is that of
    the session, None when the document does not say. ``page`` counts from 1, None where there are no pages; ``start``
    and ``end`` are offsets of the heading in the cleaned text of that page, as a passage's are. ``first_day`` and
    ``last_day``, both included, are the days on which it applies, where its own words say so; ``delegated`` is the
    commune déléguée that it concerns, as the profile names it. ``link`` is the public
    address of the decision's own document, where the file gives one (SCDL, DELIB_URL); nothing here fetches it.
    """

    document_id: DocumentId
    ordinal: int
    number: str | None
    title: str
    day: date | None
    vote: Vote | None
    matter: str | None
    page: int | None
    start: int
    end: int
    first_day: date | None = None
    last_day: date | None = None
    delegated: str | None = None
    link: str | None = None


class Relation(StrEnum):
    """What an act does to another. A closed set; ``docs/glossary.md`` gives an example of each."""

    REMPLACE = "remplace"
    """As a whole: nothing of the other applies any more."""
    ABROGE = "abroge"
    """Ends it, with or without new rules; « rapporte », « retire » and « annule » too."""
    MODIFIE = "modifie"
    """Changes a line or an article, or adds to it: the rest of the other stands."""
    RECTIFIE = "rectifie"
    """Corrects a clerical error of it."""
    PROROGE = "proroge"
    """Makes it last longer."""
    APPLIQUE = "applique"
    """Carries it out; nothing of the other changes."""

    @property
    def ends_it(self) -> bool:
        """Whether nothing of the other act applies any more."""
        return self in (Relation.REMPLACE, Relation.ABROGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMention:
    """What an act says of another that it names: as much of it as its words give.

    ``number`` is as written, ``day`` that of the other's session or signature. ``subject`` holds the words that follow
    « relative à », empty where there are none. ``part`` is the article or annex named (« article 4 »).
    """

    kind: ActKind | None = None
    number: str | None = None
    day: date | None = None
    subject: str = ""
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPlace:
    """Where an act is written: a whole document (``ordinal`` is None), or one decision of minutes, by its ordinal."""

    document_id: DocumentId
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """An act that does something to another.

    ``by`` is the act that says so, ``words`` its exact words, at ``start``..``end`` in the cleaned text of ``page``, as
    a passage's are (page None where there are no pages). ``target`` is the act that it names, None when the commune's
    documents do not hold it, or not surely. ``is_declared`` is False where no words say so and the same subject was
    simply decided again: the words are then the later title's.
    """

    by: ActPlace
    relation: Relation
    mention: ActMention
    words: str
    page: int | None
    start: int
    end: int
    target: ActPlace | None = None
    is_declared: bool = True
