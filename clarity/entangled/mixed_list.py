"""NX-06: a list where what is always asked stands among what is asked in some cases only."""

import re
from collections.abc import Iterator

from clarity.observation import Observation, Part, Proposal, ProposedCase, Role
from clarity.read_text import ReadText
from clarity.stretches import Stretch, WrittenList, lists_of, observe_at
from domain.finding import Severity
from french.amounts import amounts_in
from french.hours import hours_in
from french.typed_span import flat

RULE = "NX-06"
FEWEST = 3
"""Items: of two, one of which is conditional, nothing is lost."""

# « (si l’enfant est mort-né) », « s’il y a lieu », « le cas échéant », « en cas de divorce », « pour les mineurs »;
# not « ainsi », « pour les repas ».
_ONLY_IF = re.compile(
    r"(?<![\w-])(?:si (?!necessaire )|(?<!demande )(?<!demandent )(?<!savoir )(?<!verifier )s'ils? |le cas echeant"
    r"|en cas (?:de|d')|uniquement (?:pour|si)|seulement (?:pour|si)"
    r"|lorsqu(?:e |')|quand |sauf si|a defaut)"
    r"|(?:\(|: |^)\s*pour les (?:mineure?s?|majeure?s?|militaires?|etrang\w+|personnes?|enfants?|couples?|familles?"
    r"|parents?|divorce\w*|veu\w+|etudiants?|non[ -]residents?|residents?|associations?|professionnels?)"
)


# What announces, or begins, things to give, to do or not to do; not the paragraphs of minutes.
_ASKS = re.compile(
    r"\b(?:fourni|join(?:dre|t|ez)|muni|present|apport|remettre|produi|adress|depos|pieces?\b|documents?\b"
    r"|justificatif"
    r"|dossier|conditions?\b|suivante?s?\b|doi(?:t|vent)\b|devez\b|faut\b|obligatoire|interdi|autoris|avec :"
    r"|compren)\w*"
)
_PAPER = re.compile(
    r"(?:une? |la |le |l'|les |des |votre |\d+ |sa |son )?(?:acte|copie|certificat|justificatif|piece|livret"
    r"|photo|attestation|formulaire"
    r"|extrait|carte|facture|releve|autorisation|demande|titre|document|timbre|diplome|avis|quittance|passeport"
    r"|cheque|rib"
    r"|contrat|jugement|enveloppe|plan|declaration)"
)


def detect(text: ReadText) -> Iterator[Observation]:
    """Lists of three items or more where some are for certain cases and some for all."""
    for written in lists_of(text):
        spans = [_condition(item) for item in written.items]
        conditional = sum(span is not None for span in spans)
        if len(spans) < FEWEST or not _is_asked(written) or not 0 < conditional < len(spans) or _is_grid(written):
            continue
        yield _observation(text, written, spans)


def _condition(item: Stretch) -> tuple[int, int] | None:
    m = _ONLY_IF.search(flat(item.line))
    return None if m is None else (m.start() + len(m.group()) - len(m.group().lstrip("(: ")), m.end())


def _is_asked(written: WrittenList) -> bool:
    if written.lead_in is not None and _ASKS.search(flat(written.lead_in.line)):
        return True
    papers = sum(_PAPER.match(flat(item.line), item.body_start) is not None for item in written.items)
    return 2 * papers >= len(written.items)


def _is_grid(written: WrittenList) -> bool:
    """Prices or hours in half of its items: a list of cases, each with its value, is no list of things to bring."""
    valued = sum(bool(amounts_in(item.line) or hours_in(item.line)) for item in written.items)
    return 2 * valued >= len(written.items)


def _observation(text: ReadText, written: WrittenList, spans: list[tuple[int, int] | None]) -> Observation:
    first = next(item for item, span in zip(written.items, spans, strict=True) if span is not None)
    parts = []
    for item, span in zip(written.items, spans, strict=True):
        shift = item.block.start - first.block.start
        role, begin = (Role.RULE, item.body_start) if span is None else (Role.CONDITION, span[0])
        parts.append(Part(role=role, start=shift + begin, end=shift + len(item.line.rstrip())))
    always = [item for item, span in zip(written.items, spans, strict=True) if span is None]
    return observe_at(
        text,
        first,
        (first.body_start, len(first.line.rstrip())),
        rule=RULE,
        severity=Severity.MINEUR,
        measures=(("items", len(spans)), ("conditional", len(spans) - len(always))),
        parts=parts,
        proposal=Proposal(
            rule=" ; ".join(_words(item) for item in always),
            cases=tuple(
                ProposedCase(who="", condition=item.line[span[0] :].strip(" ().;,"), result=_words(item))
                for item, span in zip(written.items, spans, strict=True)
                if span is not None
            ),
        ),
    )


def _words(item: Stretch) -> str:
    return item.line[item.body_start :].strip(" .;,")
