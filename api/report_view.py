"""The report as its page shows it: cards that answer the filters, and each finding cut into what its words are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clarity.observation import Observation, Place
from clarity.reporting.report import SHOWN_PER_RULE, DocumentCard, FindingView, Report
from clarity.reporting.wording import measures_in_words, rule_advice, rule_title, rule_why
from domain.finding import FindingState, Severity
from french.typed_span import flat

OPEN, EVERY = "ouvert", "tous"
"""States that are no state of one finding: all that someone is to look at, and all there is."""
NO_SERVICE = "aucun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters of the page; an empty one lets everything through. ``document`` is the id of one subject."""

    service: str = ""
    family: str = ""
    severity: str = ""
    state: str = OPEN
    words: str = ""
    document: str = ""

    def lets(self, card: DocumentCard) -> bool:
        """Whether the document itself may be shown."""
        slug = card.service.slug if card.service else NO_SERVICE
        return self.service in ("", slug) and self.document in ("", card.subject)

    def takes(self, card: DocumentCard, view: FindingView) -> bool:
        """Whether a finding of ``card`` is to be shown."""
        finding = view.finding
        return (
            self._is_in_state(finding.state)
            and self.family in ("", finding.rule.partition("-")[0])
            and self.severity in ("", finding.severity.value)
            and (not self.words or self._is_said(card, view))
        )

    def _is_in_state(self, state: FindingState) -> bool:
        return state.is_open if self.state == OPEN else self.state in (EVERY, state.value)

    def _is_said(self, card: DocumentCard, view: FindingView) -> bool:
        finding = view.finding
        said = flat(" ".join((card.title, card.path, finding.quote, finding.rule, rule_title(finding.rule))))
        return all(word in said for word in flat(self.words).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a passage; ``role`` is empty for words that play none. ``number`` counts the exceptions."""

    text: str
    role: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationPane:
    """What a rule saw, ready to be shown. ``others`` are the other sides of it, with the titles of their documents.

    ``before`` and ``after`` are the words around a passage of a few words, where they are known; ``also`` what other
    rules saw in the very same passage.
    """

    seen: Observation
    title: str
    why: str
    advice: str
    measures: Sequence[tuple[str, str]]
    stretches: Sequence[Stretch]
    others: Sequence[tuple[str, Place]]
    before: str = ""
    after: str = ""
    also: Sequence["ObservationPane"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPane:
    """A finding with its life, and the words of what was seen."""

    view: FindingView
    said: ObservationPane


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPane:
    """A document and those of its findings that answer the filters: panes, then what is folded, by rule."""

    card: DocumentCard
    panes: Sequence[FindingPane]
    folded: Mapping[str, Sequence[FindingView]] = field(default_factory=dict)


def matching(report: Report, wanted: Wanted) -> list[DocumentCard]:
    """The cards that answer, each with the findings that do, in the report's order."""
    kept = [
        replace(card, findings=tuple(view for view in card.findings if wanted.takes(card, view)))
        for card in report.cards
        if wanted.lets(card)
    ]
    return [card for card in kept if card.findings]


def card_pane(card: DocumentCard, titles: Mapping[str, str], *, most: int | None = None) -> CardPane:
    """A card with at most ``SHOWN_PER_RULE`` findings a rule and ``most`` in all; the others are folded."""
    counted: Counter[str] = Counter()
    panes: list[FindingPane] = []
    folded: dict[str, list[FindingView]] = {}
    for view in card.findings:
        rule = view.finding.rule
        counted[rule] += 1
        if counted[rule] > SHOWN_PER_RULE or (most is not None and len(panes) >= most):
            folded.setdefault(rule, []).append(view)
        else:
            panes.append(finding_pane(view, titles))
    return CardPane(card=card, panes=panes, folded=folded)


def finding_pane(view: FindingView, titles: Mapping[str, str]) -> FindingPane:
    """A finding with its words. ``titles`` by id of document."""
    return FindingPane(view=view, said=observation_pane(view.observation(), titles))


def observation_pane(seen: Observation, titles: Mapping[str, str]) -> ObservationPane:
    """What was seen, with the words for it. ``titles`` by id of document."""
    rule = seen.rule
    return ObservationPane(
        seen=seen,
        title=rule_title(rule),
        why=rule_why(rule),
        advice=rule_advice(rule),
        measures=measures_in_words(seen),
        stretches=stretches(seen),
        others=[(titles.get(place.document_id or "", ""), place) for place in seen.related],
    )


def titles_of(cards: Iterable[DocumentCard]) -> dict[str, str]:
    """Title by id of document."""
    return {card.document_id: card.title for card in cards if card.document_id}


def stretches(seen: Observation) -> list[Stretch]:
    """The passage cut at the rule's parts; parts outside it, or that overlap one before, are left out."""
    place = seen.place
    if len(place.quote) != place.end - place.start:
        return [Stretch(text=place.quote)]
    cut: list[Stretch] = []
    at, exceptions = place.start, 0
    for part in sorted(seen.parts, key=lambda one: (one.start, -one.end)):
        if part.start < at or part.end > place.end or part.start >= part.end:
            continue
        exceptions += part.role.value == "exception"
        cut.append(Stretch(text=_between(place, at, part.start)))
        number = exceptions if part.role.value == "exception" else 0
        cut.append(Stretch(text=_between(place, part.start, part.end), role=part.role.value, number=number))
        at = part.end
    cut.append(Stretch(text=_between(place, at, place.end)))
    return [one for one in cut if one.text]


def priorities(run_severities: Mapping[Severity, int]) -> int:
    """Open findings that block or are major."""
    return run_severities.get(Severity.BLOQUANT, 0) + run_severities.get(Severity.MAJEUR, 0)


def curve(values: Sequence[int], *, width: int = 600, height: int = 120) -> str:
    """The points of a line from the first value to the last, the highest at the top, in the units of an SVG."""
    highest = max(values, default=0) or 1
    step = width / max(1, len(values) - 1)
    return " ".join(f"{at * step:.0f},{height - height * value / highest:.0f}" for at, value in enumerate(values))


def _between(place: Place, start: int, end: int) -> str:
    return place.quote[start - place.start : end - place.start]
