"""Who does it: « les agents déneigent » of « chaque riverain déneige », « la commune » for « la Région ».

Only bodies are judged, whose doing it would be a promise; a person may be called many names.
"""

import re
from collections.abc import Iterator

from answering.verifying.anchors import anchored_by_words
from answering.verifying.read_text import ReadText
from answering.verifying.verified import Lack, Unsupported
from french.typed_span import flat

# Those of one line may stand for one another.
_BODIES = {
    "commune": r"communes?|mairie|ville|municipalite|agents?|services? [a-z]+|personnel|maire|regie"
    r"|conseil(?: municipal)?",
    "region": r"region(?: [a-z\-]+)?|conseil regional",
    "department": r"departement|conseil departemental",
    "state": r"etat|prefecture|prefet",
    "community": r"communaute(?: de communes| d'agglomeration)?|agglomeration|intercommunalite|syndicat",
    "firm": r"prestataire|entreprise|delegataire|societe|concessionnaire",
    "association": r"associations?",
}
_PERSONS = (
    r"riverains?|habitants?|usagers?|familles?|parents?|locataires?|proprietaires?|occupants?|foyers?|abonnes?"
    r"|titulaires?|exposants?|commercants?|demandeurs?|utilisateurs?|jardiniers?|soins"
)
_WHO = "|".join(f"(?P<{key}>{names})" for key, names in _BODIES.items()) + f"|(?P<persons>{_PERSONS})"
_ARTICLE = r"(?:les? |la |l'|chaque |tout(?:e)? |tous les |une? |des |vos |votre |leurs? )"
# What a clause opens with, or what follows « par »; « la commune de » and « des habitants » are no doers.
_DOES = re.compile(rf"(?:(?:^|[,;:.] (?:et )?){_ARTICLE}|\bpar (?:{_ARTICLE})?)(?:{_WHO})\b(?! d(?:e|u|es) |')")


def unsupported_actors(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Bodies that do what, in the statements on the same words, only others do."""
    line, there = flat(sentence.text), flat(known.text)
    for m in _DOES.finditer(line):
        who = str(m.lastgroup)
        if who == "persons":
            continue
        clause = next(s for s in sentence.statements if s.start <= m.end() <= s.end or s is sentence.statements[-1])
        near = anchored_by_words(clause.tokens, known, without=[m.group()])
        doers = {found.lastgroup for one in near for found in _DOES.finditer(there[one.start : one.end])}
        if doers and who not in doers:
            yield Lack(kind=Unsupported.AUDIENCE, words=sentence.text[m.start() : m.end()].strip(" ,;:"))
