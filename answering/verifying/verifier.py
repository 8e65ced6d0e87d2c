"""One sentence against the passages that it cites: supported only when nothing that it says is missing there.

What is uncertain is withheld. Nothing is asked of a model. What is checked, and what is not: ``docs/verification.md``.
"""

from collections.abc import Sequence

from answering.verifying.actors import unsupported_actors
from answering.verifying.audience import unsupported_audience
from answering.verifying.codes import unsupported_codes
from answering.verifying.concessions import unsupported_concessions
from answering.verifying.conditions import unsupported_conditions
from answering.verifying.contacts import unsupported_contacts
from answering.verifying.contradictions import contradicted
from answering.verifying.coverage import unsupported_wording
from answering.verifying.denials import unsupported_denials
from answering.verifying.figures import unsupported_figures
from answering.verifying.names import unsupported_names
from answering.verifying.polarity import affirmed_wrongly
from answering.verifying.read_text import read_text
from answering.verifying.relative_times import unsupported_relative_times
from answering.verifying.verified import NOTHING_TRUSTED, CitedText, Lack, Trusted, Unsupported, Verified


def verify(sentence: str, cited: Sequence[CitedText], trusted: Trusted = NOTHING_TRUSTED) -> Verified:
    """What ``sentence`` (without citation marks) says that the passages ``cited`` together do not."""
    if not cited:
        return Verified(sentence=sentence, lacks=(Lack(kind=Unsupported.CITATION, words=""),))
    said = read_text(sentence)
    known = read_text("\n".join(line for one in cited for line in (*one.around, one.text)))
    links = [link for one in cited for link in one.links]
    lacks = (
        *unsupported_figures(said, known),
        *unsupported_contacts(said, known, links, trusted),
        *unsupported_codes(said, known, trusted),
        *unsupported_names(said, known, trusted),
        *unsupported_audience(said, known),
        *unsupported_actors(said, known),
        *unsupported_relative_times(said, known),
        *unsupported_denials(said, known),
        *contradicted(said, known),
        *affirmed_wrongly(said, known),
        *unsupported_concessions(said, known),
        *unsupported_conditions(said, known),
        *unsupported_wording(said, known),
    )
    return Verified(sentence=sentence, lacks=tuple(dict.fromkeys(lacks)))
