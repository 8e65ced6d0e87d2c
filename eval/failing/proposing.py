"""Contrastive pairs from what the report finds entangled (NX): a question on the rule, one on each special case.

Made of templates (``prompts/pairs.toml``) and of the document's own words, from the findings whose rewriting tells the
rule from its cases (NX-01, 02, 03 and 06). They are proposals: nothing is asked before an editor has said yes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from clarity.observation import Observation, ProposedCase
from domain.contrastive_pair import ContrastivePair, PairId, Side
from domain.ids import DocumentId
from eval.values import content_stems
from prompts import catalogue

MOST_CASES = 3
"""Cases of one passage that are asked about: an editor reads pairs one by one."""
LEAST_WORDS = 2
"""Content words of a rule or a case under which no answer can be judged."""

# « Article 3. Attribution des emplacements », « Chapitre II – Inscription »; not « Articles de sport ».
_NUMBERED = re.compile(
    r"^(?:articles?|chapitre|titre|section)\s+(?:\d+|[IVXLC]+|premier|1er)\b[\s.:–-]*", re.IGNORECASE
)
# « Objet : Tarifs de la restauration » is the title said again.
_OBJECT = re.compile(r"^(?:objet\s*:|délibération n°\s*\S+)\s*", re.IGNORECASE)
# « par exception à l’article 1 » says what is left, never whom; « dérogation à l’alinéa 2 ».
_REFERENCE = re.compile(r"\b(?:article|alinéa|paragraphe)s?\s+\d", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def pair_id(document: DocumentId, general: str, special: str) -> PairId:
    """The id of a pair: the same words of the same document make the same pair."""
    parts = (document, *(_SPACES.sub(" ", text).strip() for text in (general, special)))
    return PairId(f"p{sha256(chr(31).join(parts).encode()).hexdigest()[:16]}")


def proposed_pairs(seen: Iterable[Observation], titles: Mapping[DocumentId, str]) -> list[ContrastivePair]:
    """The pairs of ``seen``, each once, by document and place. ``titles`` are those of the documents that answer."""
    found: dict[PairId, ContrastivePair] = {}
    for one in seen:
        for pair in _pairs_of(one, titles):
            found.setdefault(pair.id, pair)
    return sorted(found.values(), key=lambda pair: (titles[pair.document_id], pair.page or 0, pair.quote, pair.id))


def _pairs_of(seen: Observation, titles: Mapping[DocumentId, str]) -> Iterator[ContrastivePair]:
    document, proposal = seen.place.document_id, seen.proposal
    if document is None or document not in titles or proposal is None or not seen.rule.startswith("NX-"):
        return
    subject = _subject(seen, titles[document])
    if not _can_be_judged(proposal.rule):
        return
    cases = [case for case in proposal.cases if _can_be_judged(_told(case)) and not _REFERENCE.search(case.condition)]
    for case in cases[:MOST_CASES]:
        yield ContrastivePair(
            id=pair_id(document, proposal.rule, case.condition or case.result),
            document_id=document,
            page=seen.place.page,
            quote=seen.place.quote,
            general=Side(question=catalogue.text("pair.general", subject=subject), expected=(proposal.rule,)),
            special=Side(question=_special(subject, case), expected=(_told(case),)),
        )


def _told(case: ProposedCase) -> str:
    """What an answer on the case must hold: its result with its condition, which say it together."""
    if not case.result or case.result in case.condition:
        return case.condition
    return case.result


def _special(subject: str, case: ProposedCase) -> str:
    condition = case.condition.strip(" .;:,")
    for opening in _openings():
        written, _, asked = opening.partition(" = ")
        start, lead = written.rstrip("*"), asked.rstrip("*")
        if condition.lower().replace("'", "’").startswith(start):
            told = lead.removeprefix(": ") + condition[len(start) :]
            key = "pair.special_other" if lead.startswith(":") else "pair.special"
            return catalogue.text(key, subject=subject, condition=told)
    return catalogue.text("pair.special_other", subject=subject, condition=condition)


def _openings() -> list[str]:
    """The longest first: « sauf en cas » before « sauf »."""
    known = [sentence for key, sentence in catalogue.templates().items() if key.startswith("pair_opening.")]
    return sorted(known, key=lambda opening: -len(opening.partition(" = ")[0]))


def _subject(seen: Observation, title: str) -> str:
    """What the passage is about: its nearest heading with the document's title, or the title alone."""
    named = _OBJECT.sub("", title).strip()
    headings = [_NUMBERED.sub("", heading).strip(" .:") for heading in seen.place.heading_path]
    nearest = next((one for one in reversed(headings) if one), "")
    is_title = not nearest or content_stems(_OBJECT.sub("", nearest)) <= content_stems(title)
    return named if is_title else catalogue.text("pair.about", heading=nearest, title=named)


def _can_be_judged(text: str) -> bool:
    return len(content_stems(text)) >= LEAST_WORDS
