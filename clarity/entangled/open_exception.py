"""NX-05: an exception without a criterion: « sauf circonstances exceptionnelles », « au cas par cas »."""

import re
from collections.abc import Iterator

from clarity.observation import Observation, Part, Role
from clarity.read_text import ReadText
from clarity.stretches import Sentence, observe_at, sentences_of
from domain.finding import Severity
from french.markers import MarkerFamily, markers_in
from french.typed_span import flat

RULE = "NX-05"

# What the markers' own family leaves out. Matches « sauf cas particuliers », « certaines ressources sont exclues »,
# « dans certains cas », « sous réserve des possibilités »; not « dans ce cas », « sauf le dimanche ».
_ALSO = re.compile(
    r"\bsauf (?:dans )?(?:certain(?:e?s)|quelques)? ?(?:cas|situations?|exceptions?|circonstances?)(?: tres)?"
    r"(?: particuli(?:er|ere)s?| exceptionnel(?:le)?s?)?\b(?! d[eu']| des\b| ou\b)"
    r"|\b(?:ou|et) (?:autres? )?(?:situations?|circonstances?|cas) particuli(?:er|ere)s?\b(?! d[eu'])"
    r"|\bdans certain(?:e?s) (?:cas|situations?|circonstances?)(?: particuli(?:er|ere)s?)?\b"
    r"|\bcertaine?s? [a-z]+(?: [a-z]+)? (?:sont|seront|peuvent etre|pourront etre) (?:exclue?s?|exoneree?s?"
    r"|dispensee?s?"
    r"|refusee?s?|exemptee?s?)\b"
    r"|\bsi (?:les circonstances|la situation|le cas) l'exige(?:nt)?\b|\bsauf (?:motif|raison)s? (?:valables?"
    r"|legitimes?"
    r"|serieu(?:x|ses?))\b|\bselon (?:les|la) (?:circonstances|situation)\b(?! d[eu']| des\b)|\ben cas de besoin\b"
)
# Of the markers' family, what is advice, capacity or names who decides: « si possible », « à l’appréciation du maire ».
_NOT_OPEN = re.compile(
    r"si possible|dans la mesure du possible|.*appreciation.*|apprecie.*|evenements? .*|.*force majeure.*"
    r"|cas exceptionnels?"
)
# A criterion: who decides, on what, an example, a list, a document, a figure.
_DECIDES = re.compile(
    r"\b(?:par|du|de la|de l'|des|aupres d\w+|apres avis d\w+) (?:le |la |l'|les )?(?:maire|adjointe?|prefet"
    r"|conseil|commission"
    r"|service|direct\w+|responsable|gardien|police|mairie|commune|proprietaire|president|autorite|organisme|bailleur"
    r"|juge|tribunal|medecin|elue?|bureau|regisseur|mediatheque|bibliothe\w+|departement|employeur|officier"
    r"|gestionnaire"
    r"|architecte|secretaria?t?|agent)"
    r"|\b(?:autorisation|arrete|decision|accord|avis|derogation)s? (?:municipal|prefectoral|ministeriel|communal"
    r"|individuel)"
    r"|\bde votre part\b|\bexpressement confirme"
    r"|\b(?:maire|juge|conseil|service|prefet|commission|bureau) (?:\w+ )?(?:determine|apprecie|decide|examine|statue)"
    r"|\bpar (?:arrete|deliberation|decision|ecrit|courrier)\b|\becrite?s?\b"
)
_LISTS = re.compile(
    r":\s*$|\b(?:suivant|ci-dessous|ci-apres|enumere|defini|prevu|listee?|fixee?)\w*|\bnotamment\b"
    r"|\bpar exemple\b|\btels? que\b"
    r"|\btelles que\b|\bc'est-a-dire\b|\ba savoir\b"
)
# After the marker, on what it depends: « au cas par cas, selon les ressources », « exceptionnellement … si vous … ».
_DEPENDS = re.compile(r"\b(?:en fonction d|selon |suivant l|si |s'ils? |lorsqu|en cas d|apres )")
_SOFT = re.compile(
    r"si (?:necessaire|besoin)|dans certain.*|(?:selon|suivant) les cas|selon les? .*|circonstances.*"
    r"|en cas de besoin|(?:a titre )?exceptionnel(?:lement)?"
)
_NEXT_SAYS = re.compile(
    r"\s*(?:[-•]|sont (?:notamment )?concerne|il s'agit|(?:ces|cette|ce|cet|les|la|l'|le) (?:derogations?|exceptions?"
    r"|autorisations?|demandes?|cas|situations?)\b|par exemple|on entend|c'est le cas)"
)
# Places that run out are shared by a rule: the sentence or the next says which.
_SHARED = re.compile(r"places?|disponib")
_ORDER = re.compile(r"\bordre\b|\bpriorit\w+|\bpremiers?\b|\bliste d'attente|\btirage")
_NEAR = 40
"""Characters before the marker in which who decides is named: « par arrêté préfectoral en cas de circonstances … »."""
_NUMBER = re.compile(r"\d")
_PARENTHESIS = re.compile(r"\s*\([^)]{6,}\)")


def detect(text: ReadText) -> Iterator[Observation]:
    """Open exceptions for which neither the sentence nor the next says who decides, on what, or gives an example."""
    for sentence in sentences_of(text):
        span = next((span for span in _open_in(sentence.text) if not _has_criterion(sentence, *span)), None)
        if span is None:
            continue
        start, end = sentence.start + span[0], sentence.start + span[1]
        yield observe_at(
            text,
            sentence.stretch,
            (sentence.start, sentence.end),
            rule=RULE,
            severity=Severity.MAJEUR,
            measures=(("marker", sentence.stretch.line[start:end]),),
            parts=(Part(role=Role.EXCEPTION, start=start, end=end),),
        )


def _open_in(text: str) -> list[tuple[int, int]]:
    line = flat(text)
    listed = [
        (m.start, m.end)
        for m in markers_in(text)
        if m.family is MarkerFamily.OPEN and not _NOT_OPEN.fullmatch(line[m.start : m.end])
    ]
    return sorted({*listed, *((m.start(), m.end()) for m in _ALSO.finditer(line))})


def _has_criterion(sentence: Sentence, start: int, end: int) -> bool:
    """After the marker, or in the next sentence; what is not a rule needs none."""
    line = flat(sentence.text)
    after = line[end:]
    if _DEPENDS.search(after):
        return True
    if _SOFT.fullmatch(line[start:end]) and not any(m.family is MarkerFamily.DEON for m in markers_in(sentence.text)):
        return True
    if _DECIDES.search(line, max(0, start - _NEAR)) or _LISTS.search(after) or _PARENTHESIS.match(after):
        return True
    if _SHARED.search(line, start, end) and (_ORDER.search(line) or _ORDER.search(flat(sentence.following))):
        return True
    if line[start:end].startswith(("sauf", "hors")) and _NUMBER.search(after.partition(",")[0]):
        return True
    return _NEXT_SAYS.match(flat(sentence.following)) is not None
