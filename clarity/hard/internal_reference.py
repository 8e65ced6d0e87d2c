"""LX-11: a rule that sends elsewhere (« ci-dessus », « à l’article 5 ») to what this text does not hold."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of, stretches_of
from domain.finding import Severity
from french.markers import MarkerFamily, markers_in
from french.typed_span import flat

RULE = "LX-11"

# « à l’article 5 », « aux articles 5 à 7 » of this text; not « l’article L. 2212-1 », « article 5 de la loi du … ».
_ARTICLE = re.compile(
    r"\barticles? (?P<number>\d{1,2})(?![\d.\-])(?! (?:de la (?:loi|constitution)|du (?:code|decret|reglement|traite)"
    r"|de l'(?:arrete|ordonnance)|de son|de sa|dudit|alinea))"
)
_ANNEX = re.compile(r"\bannexe (?P<number>\d+|[a-z])\b|\bci[- ](?:joint|annex)\w*|\bci[- ]contre\b")
_BEFORE = re.compile(r"\bci-dessus\b|\bsus(?:vis|mention|nomm)\w+|\bprecite?e?s?\b")
_HEADING = re.compile(r"\s*(?:article|art\.|annexe) (?P<number>\w+)\b")


def detect(text: ReadText) -> Iterator[Observation]:
    """Sentences that rule and point at an article, an annex or a passage that this text does not hold."""
    sentences = sentences_of(text)
    headings = {
        m["number"]
        for stretch in stretches_of(text)
        for heading in (*stretch.block.heading_path, stretch.line)
        if (m := _HEADING.match(flat(heading))) is not None
    }
    for index, sentence in enumerate(sentences):
        line = flat(sentence.text)
        if not any(m.family is MarkerFamily.DEON for m in markers_in(sentence.text)):
            continue
        m = _ARTICLE.search(line) or _ANNEX.search(line)
        if m is None or (m.groupdict().get("number") or "") in headings:
            m = _BEFORE.search(line) if index == 0 else None
        if m is not None:
            yield observe_at(
                text,
                sentence.stretch,
                (sentence.start, sentence.end),
                rule=RULE,
                severity=Severity.INFO,
                measures=(("reference", sentence.text[m.start() : m.end()]),),
            )
