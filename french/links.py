"""Addresses of the network: « https://www.exemple.fr/page », « www.exemple.fr », « demarches.exemple.fr/rdv ».

E-mail addresses are in ``french.contacts``. Any word with a dot inside is read as an address, so that a link is never
missed; a sentence cut without a blank (« fin.La ») is read as one too.
"""

import re

from french.typed_span import FactKind, TypedSpan, flat

# « https://exemple.fr/a?b=1 », « www.exemple.fr », « portail.exemple.bzh »; not « accueil@exemple.fr », « c.c.a.s. »,
# « 3.85 », « art. 5 ».
_LINK = re.compile(
    r"(?<![\w@.+\-])(?:(?P<scheme>https?://)(?:[^\s/@<>«»\"']*@)?)?(?P<host>(?:[a-z0-9][a-z0-9\-]+\.)+[a-z]{2,24})"
    r"(?![\w@])(?P<port>:\d{2,5})?(?P<path>[/?#][^\s<>«»\"|)]*)?"
)
_ANY_SCHEME = re.compile(r"\b[a-z][a-z0-9+]{1,10}://[^\s<>«»\"|)]+")
_TAIL = ".,;:!?…'"


def links_in(text: str) -> list[TypedSpan[str]]:
    """Links of ``text`` in order, in one normal form: no scheme, no « www. », no stroke or stop at the end."""
    line = flat(text)
    if "." not in line and "://" not in line:
        return []
    found = [_span(m.start(), m.group()) for m in _LINK.finditer(line)]
    for m in _ANY_SCHEME.finditer(line):  # « http://192.0.2.1/x », « ftp://… »: what the first pattern leaves out
        if not any(span.start < m.end() and m.start() < span.end for span in found):
            found.append(_span(m.start(), m.group()))
    return sorted(found, key=lambda span: span.start)


def normal_link(written: str) -> str:
    """The normal form of one link.

    >>> normal_link("https://www.Exemple.fr/rdv/."), normal_link("exemple.fr")
    ('exemple.fr/rdv', 'exemple.fr')
    """
    bare = re.sub(r"^[a-z][a-z0-9+]*://", "", flat(written).strip().rstrip(_TAIL))
    return bare.removeprefix("www.").rstrip("/")


def leads_inside(link: str, known: str) -> bool:
    """Whether ``link`` is ``known``, or the site or folder that ``known`` lies in; both in the normal form."""
    return link == known or (known.startswith(link) and known[len(link)] in "/?#")


def _span(start: int, written: str) -> TypedSpan[str]:
    shown = written.rstrip(_TAIL)
    return TypedSpan(kind=FactKind.LINK, start=start, end=start + len(shown), value=normal_link(shown))
