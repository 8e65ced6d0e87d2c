"""A sentence, its parts between commas, and which of them says what a value is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clarity.contradictory import values
from clarity.contradictory.wording import stems_in
from french.dates import PartialDate
from french.facts import qualifiers_of
from french.stated_period import stated_period
from french.typed_span import AnySpan, Bound, FactKind, flat

_CUT = re.compile(
    r"[,;:()|](?!\d)| - | puis "
    r"| et (?=(?:compte|dispose|propose|offre|accueille|comprend|coute|permet|dure|peut|doit|est|sont|ouvre"
    r"|ferme|se)(?:nt)? )"
)
# « À Villechaume, », « Pour une urne, », « En cas de perte, »: what opens narrows; not « Du pain, un fruit ».
_NARROWS = re.compile(
    r"\W*(?:- )?(?:a|au|aux|en|dans|pour|chez|sur|lors|pendant|hors|apres|avant|avec|si|quand|lorsqu\w+)\b"
)
# « par téléphone », « en ligne », « au guichet », « par courrier », « sans rendez-vous », « en urgence »: by which way.
_CHANNELS = {
    "phone": r"par telephone|au telephone",
    "online": r"en ligne|par internet|sur internet|sur le (?:site|portail)|par (?:e-?mail|courriel)",
    "desk": r"au guichet|sur place|en mairie",
    "post": r"par (?:courrier|la poste|voie postale|lettre)",
    "meeting": r"sur rendez-vous",
    "urgent": r"(?:en cas d'|d'|en )urgence|astreinte",
    "fax": r"\bfax\b|telecopie",
    "earliest": r"au plus tot|pas avant|pas plus de .{1,20} (?:a l'avance|avant)",
    "late": r"(?:en cas de |de )?retard|hors delai|majoration|penalite",
    "closing": r"\bferm(?:e|ent|eture|era)\b",
    "half": r"demi-(?:journee|tarif|heure)",
    "reduced": r"reduits?|reduction|demi-tarif",
    "full": r"plein tarif|tarif normal",
    "lost": r"(?<!ou )(?:perdue?s?|vole[e]?s?)(?! ou)",
}
# « debout », « en repas assis »: how a room is set. « d'emprise au sol »: of which surface.
_SETTINGS = {
    "as:standing": r"\bdebout\b|\bconcert\b|cocktail",
    "as:seated": r"\bassis\w*|\ba table\b|\bbanquets?\b|\bconferences?\b",
    "of:ground": r"emprise au sol",
    "of:floor": r"surface de plancher",
}
_SETTING = {name: re.compile(pattern) for name, pattern in _SETTINGS.items()}
# « place du Mail », « rue des Écoles »: where, beside the thing itself; « 4 place du Mail » is an address.
_SITE = re.compile(
    r"\b(?:(?:à|sur|dans|de) (?:la |l[’'])?|au |, ?)?(?:place|rue|avenue|boulevard|square|parking|esplanade"
    r"|parvis|quai|route)"
    r" (?:de la |de l[’']|des |du |de |d[’'])?(?P<name>[A-ZÉÈ][\w’'-]+(?: [A-ZÉÈ][\w’'-]+)*)"
)
_CHANNEL = {name: re.compile(pattern) for name, pattern in _CHANNELS.items()}
# « sauf », « si », « en cas de », « à condition »: the value holds in that case only.
_CASE = re.compile(
    r"\b(?:sauf|excepte|hormis|a l'exception|si (?!besoin)[a-z']+|s'ils?|en cas d[e']|lorsqu|a condition|sous reserve"
    r"|a defaut|sinon|autrement|au-dela|des le (?:2|3|deux|trois)\w*|supplementaires?)"
)
# « la commission propose », « il est envisagé », « serait fixé », « projet de »: not yet said to hold.
_PROPOSED = re.compile(
    r"\b(?:propos(?:e|ent|ait|ee?s?|ition)|envisag\w+|souhait\w+|pourrai(?:t|ent)|serai(?:t|ent)"
    r"|passerai(?:t|ent)|a l'etude|projet (?:de|d')|suggere\w*|demande que|estim\w+|previsionnel\w*|etudie\w*)\b"
)
# « en 1958 », « autrefois », « était fixé », « coûtait »: no longer said to hold.
_BYGONE = re.compile(
    r"\b(?:etai(?:t|ent)|coutai(?:t|ent)|ouvrai(?:t|ent)|autrefois|jadis"
    r"|ancien(?:ne)?(?:ment)? (?:tarif|prix|horaire)\w*|jusqu'alors|auparavant|l'an dernier|l'annee derniere"
    r"|a l'epoque|passe(?:nt|ra)? de .{1,30} a )"
)
# « salle 2 », « zone B », « séance n° 3 »: a number or a letter tells two of a kind apart.
_MARK = re.compile(
    r"\b(?:[Ss]alle|[Gg]roupe|[Zz]one|[Ss]ecteur|[Cc]lasse|[Bb]âtiment|[Ll]ot|[Ss]ession|[Ss]éance|[Nn]iveau|[Tt]ranche"
    r"|[Aa]telier|[Pp]orte|[Cc]atégorie|[Ll]igne|[Tt]our|[Cc]ycle) (?:n° ?)?(?P<mark>[A-Z]|\d{1,2})\b(?![’'°])"
)
_SURFACE = re.compile(r"d['’](?:emprise au sol)|de surface de plancher")

FAMILY = "who:family"
"""« les familles », « les foyers » are everybody, but for a price: « adhésion famille »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``text`` is at ``start``..``end`` of its block, or made of that row; ``facts`` count from its own beginning."""

    text: str
    start: int
    end: int
    facts: tuple[AnySpan, ...]

    def of(self, kind: FactKind) -> list[AnySpan]:
        """Its facts of a kind."""
        return [fact for fact in self.facts if fact.kind is kind]

    def part_of(self, start: int, end: int) -> tuple[int, int]:
        """The part that holds a stretch, from cut to cut; none falls inside a fact."""
        cuts = [m.span() for m in _CUT.finditer(flat(self.text)) if not self._is_in_fact(m.start())]
        first = max((last for _, last in cuts if last <= start), default=0)
        last = min((first for first, _ in cuts if first >= end), default=len(self.text))
        return first, last

    def _is_in_fact(self, at: int) -> bool:
        return any(fact.start <= at < fact.end for fact in self.facts)


def own_words(sentence: Sentence, start: int, end: int) -> tuple[frozenset[str], tuple[int, int]]:
    """Stems of the part around a value and of what opens the sentence, else of the nearest part before it, else after.

    With the stretch that was read. « À Villechaume, », « Résidence secondaire : » narrow all that follows.
    """
    first, last = sentence.part_of(start, end)
    value = (start, end)
    low, high = _opening(sentence, first), last
    if first == 0 and sentence.text[last : last + 1] == "," and _NARROWS.match(flat(sentence.text[:last])):
        # « À moins de 50 m d'une école, un chantier est interdit »: what the opening bounds comes after it.
        high = sentence.part_of(last + 2, last + 2)[1] if last + 2 < len(sentence.text) else last
    found = _stems(sentence, low, high, value)
    while not found and low > 0:
        low = sentence.part_of(low - 1, low - 1)[0] if low > 1 else 0
        found = _stems(sentence, low, first, value)
    while not found and high < len(sentence.text):
        high = max(sentence.part_of(high + 1, high + 1)[1], high + 1)
        found = _stems(sentence, last, high, value)
    return found, (low, high)


def _opening(sentence: Sentence, first: int) -> int:
    """Where to read from, for a value in the part that begins at ``first``: the parts before that narrow it."""
    low = first
    while low > 0:
        before = sentence.part_of(low - 1, low - 1)[0] if low > 1 else 0
        part = flat(sentence.text[before:low])
        is_label = part.rstrip().endswith(":") and (before == 0 or flat(sentence.text)[before - 1] != ",")
        if before >= low or not (is_label or _NARROWS.match(part)):
            return low
        low = before
    return low


def _stems(sentence: Sentence, start: int, end: int, value: tuple[int, int]) -> frozenset[str]:
    line = list(sentence.text)
    beside = [m.span() for pattern in (_SITE, _SURFACE) for m in pattern.finditer(sentence.text)]
    for first, last in [value, *beside, *((fact.start, fact.end) for fact in sentence.facts)]:
        line[first:last] = " " * (last - first)
    return stems_in("".join(line[start:end]))


def told(sentence: Sentence, value: AnySpan, within: tuple[int, int]) -> frozenset[str]:
    """Qualifiers of a value of ``sentence``, then the ways and cases that the whole of it tells.

    ``within`` is the stretch that names the thing: how long it lasts (« concession de trente ans ») is told there.
    """
    line = flat(sentence.text)
    facts = qualifiers_of(value, sentence.facts, sentence.text)
    found = {written for fact in facts if (written := written_qualifier(fact))}
    found |= {written for fact in sentence.of(FactKind.PERIOD) if (written := written_qualifier(fact))}
    if value.kind in (FactKind.AMOUNT, FactKind.PERCENTAGE):
        lasting = [fact for fact in sentence.of(FactKind.DELAY) if within[0] <= fact.start < within[1]]
        found |= {f"for:{values.delay(fact.value)[0]}" for fact in lasting}
    found |= {f"way:{name}" for name, pattern in _CHANNEL.items() if pattern.search(line)}
    found |= {name for name, pattern in _SETTING.items() if pattern.search(line)}
    found |= {f"site:{flat(m['name'])}" for m in _SITE.finditer(sentence.text)}
    found |= {f"mark:{m['mark']}" for m in _MARK.finditer(sentence.text)}
    cases = {m.group().split()[0] for m in _CASE.finditer(line)}
    if value.kind is not FactKind.AMOUNT:
        found.discard(FAMILY)
    return frozenset(found | {f"case:{one}" for one in cases})


def ways_of(text: str) -> frozenset[str]:
    """The ways that a heading tells, and how a room is set."""
    line = flat(text)
    ways = {f"way:{name}" for name, pattern in _CHANNEL.items() if pattern.search(line)}
    marks = {f"mark:{m['mark']}" for m in _MARK.finditer(text)}
    return frozenset(ways | marks | {name for name, pattern in _SETTING.items() if pattern.search(line)})


def written_qualifier(fact: AnySpan) -> str | None:
    """A qualifier as text; None for what bounds the days on which a value holds."""
    match fact.kind:
        case FactKind.POPULATION:
            return f"who:{fact.value}"
        case FactKind.AGE:
            return f"age:{values.age(fact.value)}"
        case FactKind.QUOTIENT:
            return f"qf:{values.bracket(fact.value)}"
        case FactKind.PERIOD:
            has_year = fact.value.start is not None and fact.value.start.year is not None
            return None if has_year else f"when:{values.period(fact.value)}"
        case FactKind.DAYS:
            return f"days:{values.days(fact.value)}"
        case _:
            return None


def bounds(text: str, facts: Sequence[AnySpan]) -> tuple[date | None, date | None]:
    """First and last day that a text gives: « du … au … », « à compter du », « jusqu'au », « année 2031 »."""
    first, last = stated_period(text)
    for fact in facts:
        if fact.kind is not FactKind.DATE:
            continue
        value: PartialDate = fact.value
        whole = value.whole()
        if whole is not None and value.bound is Bound.FROM:
            first = whole
        elif whole is not None and value.bound is Bound.UNTIL:
            last = whole
    return first, last


def is_proposed(text: str) -> bool:
    """Whether a text only proposes, or tells what was."""
    line = flat(text)
    return bool(_PROPOSED.search(line) or _BYGONE.search(line))
