"""NX-07: two advantages that the same person may claim, and nothing that says which comes first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clarity.observation import Observation, Part, Role
from clarity.read_text import ReadText
from clarity.stretches import Stretch, is_next, observe_at, stretches_of
from domain.finding import Severity
from french.typed_span import flat

RULE = "NX-07"

# Whom an advantage is for, by what tells them: two of one kind exclude each other, two of different kinds may meet in
# one person (a student of seventeen, a family of the commune).
_KINDS = {
    "age": r"(?:moins|plus) de \d+ ans|\d+ ans et (?:plus|moins)|\d+ (?:a|et) \d+ ans|enfants?|adultes?|jeunes?"
    r"|mineurs?|seniors?|bebes?",
    "status": r"etudiants?|etudiantes?|apprentis?|demandeurs? d'emploi|chomeurs?|beneficiaires? du rsa|rsa"
    r"|handicap\w*"
    r"|invalid\w*|scolaires?|agents? (?:communaux|municipaux)|benevoles?|maisons? d'enfants",
    "household": r"tarif «? ?famille ?»?|familles? nombreuses?|couples?|fratries?|meme foyer|[2-9]e enfant"
    r"|(?:deuxieme|troisieme) enfant",
    "each": r"/ ?personnes?|par (?:personne|enfant)|la place|individuel\w*",
    "residence": r"administres?|(?:resid\w+|habitants?|administres?|domicili\w+) (?:de|dans|sur) (?:la commune"
    r"|une autre commune)|exterieurs?"
    r"|hors commune|habitants? de la commune",
}
_KIND = {name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for name, pattern in _KINDS.items()}
_REDUCED = re.compile(
    r"\breduits?\b|\breductions?\b|\bremises?\b|\babattements?\b|\bgratuit\w*|\bexonere\w*|\bdemi[- ]tarif"
    r"|\bmajore\w*"
    r"|\btarif (?:median|special|preferentiel|social)|\btarif «? ?famille|- ?\d+ ?%|\bmoitie prix"
)
_PRICE = re.compile(r"\d ?(?:€|euros?)|\d+ ?%|\bgratuit\w*|\btarif\b|\bexonere\w*")
_PRIORITY = re.compile(
    r"\b(?:est|sont|sera|seront) prioritaires?\b|\bpriorite (?:a|aux?|est|sera|donnee)\b|\bprioritairement (?:a"
    r"|aux?)\b|\bpremiers? (?:a repondre|arrives?|inscrits?|venus?|servis?)|\bpremiere?s? (?:arrivee?s?"
    r"|servie?s?)"
    r"|\bordre (?:d'arrivee|d'inscription|des demandes)|\ben premier lieu\b"
)
# The order, or the sum, is said.
_SAID = re.compile(
    r"\bcumul\w*|\bensuite\b|\bpuis\b|\bd'abord\b|\bordre (?:suivant|de priorite)|\bs'ajoute\w*"
    r"|\bplus (?:avantageu\w+"
    r"|favorable)|\bprevaut|\bprime(?:nt)?\b|\ba defaut\b|\bdans l'ordre\b|\bpar ordre de priorite"
    r"|\bnon residents?,? hors"
)


def detect(text: ReadText) -> Iterator[Observation]:
    """Neighbouring advantages, or priorities, told by things that may meet in one person."""
    for run in _runs(stretches_of(text)):
        line = " ".join(flat(one.line) for one in run)
        if _SAID.search(line):
            continue
        found = _prices(run) or _priorities(run)
        if found:
            yield _observation(text, found)


def _runs(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Lines next to one another."""
    run: list[Stretch] = []
    for stretch in stretches:
        if run and not is_next(run[-1].block, stretch.block):
            yield run
            run = []
        run.append(stretch)
    if run:
        yield run


def _pieces(run: Sequence[Stretch]) -> list[tuple[Stretch, int, int]]:
    """Statements: sentences and lines, cut at semicolons."""
    found = []
    for stretch in run:
        for m in re.finditer(r"[^;.]+(?:\.(?=\d)[^;.]+)*", stretch.line):
            if m.group().strip():
                found.append((stretch, m.start(), m.end()))
    return found


def _prices(run: Sequence[Stretch]) -> list[tuple[Stretch, int, int]]:
    """A reduced price beside another, each told by a kind of person that the other leaves open."""
    kinds: dict[frozenset[str], tuple[Stretch, int, int]] = {}
    for stretch, start, end in _pieces(run):
        line = flat(stretch.line[start:end])
        found = frozenset(name for name, pattern in _KIND.items() if pattern.search(line))
        if found and _PRICE.search(line):
            kinds.setdefault(found, (stretch, start, end))
    for one, piece in kinds.items():
        other = next((other for other in kinds if other - one and one - other), None)
        if other is not None and _REDUCED.search(flat(_text(piece))):
            return sorted((piece, kinds[other]), key=lambda found: (found[0].block.start, found[1]))
    return []


def _priorities(run: Sequence[Stretch]) -> list[tuple[Stretch, int, int]]:
    found = [piece for piece in _pieces(run) if _PRIORITY.search(flat(_text(piece)))]
    return found[:2] if len(found) > 1 else []


def _text(piece: tuple[Stretch, int, int]) -> str:
    stretch, start, end = piece
    return stretch.line[start:end]


def _observation(text: ReadText, found: Sequence[tuple[Stretch, int, int]]) -> Observation:
    (first, start, end), (other, begin, stop) = found
    shift = other.block.start - first.block.start
    place = text.place(other.block, begin, stop)
    observation = observe_at(
        text,
        first,
        (start, end),
        rule=RULE,
        severity=Severity.INFO,
        parts=(
            Part(role=Role.EXCEPTION, start=start, end=end),
            Part(role=Role.EXCEPTION, start=shift + begin, end=shift + stop),
        ),
    )
    return replace(observation, related=(place,))
