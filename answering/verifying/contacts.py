"""Phones, e-mails and links come from the cited passage, its document's address or the commune's profile. No other."""

from collections.abc import Iterator, Sequence

from answering.verifying.holders import is_of_another
from answering.verifying.read_text import ReadText
from answering.verifying.verified import Lack, Trusted, Unsupported
from french.contacts import emails_in, phones_in
from french.links import leads_inside, normal_link
from french.typed_span import AnySpan, FactKind
from french.wording import content_stems, same_word


def unsupported_contacts(sentence: ReadText, known: ReadText, links: Sequence[str], trusted: Trusted) -> Iterator[Lack]:
    """What ``sentence`` tells to call, write to or open, and nothing trusted gives."""
    for said in sentence.of_kind(FactKind.PHONE, FactKind.EMAIL):
        agreeing = [fact for fact in known.of_kind(said.kind) if fact.value == said.value]
        kind = Unsupported(said.kind.value)
        if agreeing:
            if is_of_another(said, sentence, agreeing, known):
                yield Lack(kind=Unsupported.OTHER_CASE, words=str(said.value))
        elif known.of_kind(said.kind) or not _is_of_named_service(said, sentence, trusted):
            yield Lack(kind=kind, words=str(said.value))
    allowed = [link.value for link in known.links] + [normal_link(link) for link in (*links, *trusted.links)]
    for link in sentence.links:
        if not any(leads_inside(link.value, one) for one in allowed):
            yield Lack(kind=Unsupported.LINK, words=link.value)


def _is_of_named_service(said: AnySpan, sentence: ReadText, trusted: Trusted) -> bool:
    """A contact of the profile is given for the service that the sentence names, never for another."""
    for contact in trusted.contacts:
        written = contact.phone if said.kind is FactKind.PHONE else contact.email
        read = phones_in(written) if said.kind is FactKind.PHONE else emails_in(written)
        if any(span.value == said.value for span in read):
            named = content_stems(contact.words)
            if any(same_word(stem, name) for stem in sentence.stems for name in named):
                return True
    return False
