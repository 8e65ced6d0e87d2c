"""Phone numbers and e-mail addresses, in one normal form.

French numbering alone is read (ten digits, or +33; short and emergency numbers after a word that calls): a town hall's
documents hold no other, and a figure that no plan explains is better left out.
"""

import re

from french.typed_span import FactKind, TypedSpan, flat

# « 02 61 91 04 00 », « 06.12.34.56.78 », « 0644 55 66 77 », « +33 (0)2 61 91 04 00 », « 0 800 123 456 ».
# Not « 02 500 € » (too short), nor « 20 02 61 91 04 00 » (a figure before), nor a SIRET (14 digits).
_PHONE = re.compile(
    r"(?<![\d+])(?:(?<!\d[ .])|(?<=\d\d[ .]\d\d[ .]\d\d[ ]))(?:(?:\+|00) ?33[ .\-]*(?:\(0\))?[ .\-]*"
    r"|0 ?)(?P<rest>[1-9](?:[ .\-/]{0,3}\d){8})(?![.\-]?\d)(?! (?!0\d[ .])\d)"
)
# « le 15 », « composez le 3919 », « au 112 », « appeler le 17 »; not « le 15 mai », « le 18 juin », « au 12 rue ».
_SHORT = re.compile(
    r"\b(?:compose[rz]|appele[rz]|appel(?: gratuit)?(?: au)?|telephone[rz]?|tel\.?|numero(?: vert| d'urgence| unique)?"
    r"|joindre)(?: [a-z]{1,12}){0,2} ?:? ?(?:le |au |du )?(?P<short>1[578]|11[2459]|116 ?\d{3}|19[16]|3\d ?\d\d"
    r"|10\d\d)(?![\d.,]| ?[€%h/]| [a-z]+ \d)(?! [a-z]*(?:er|ier|rier|ril|mai|juin|let|out|bre)\b)|\b(?:le"
    r"|au) (?P<urgent>1[578]|11[2459]|3\d ?\d\d)\b(?= ?(?:[.,;)|]|ou\b|\(|$))"
)
# « mairie@exemple.fr », « creche @ exemple.fr » (as some PDF files cut it), « accueil[at]exemple.fr ».
_EMAIL = re.compile(
    r"(?<![\w.+\-])(?P<user>[\w.+\-]{1,64}) ?(?:@|\[at\]|\(at\)) ?(?P<host>[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,})\b"
)


def phones_in(text: str) -> list[TypedSpan[str]]:
    """Numbers of ``text`` in order: ``+33261910400``, or the digits of a short number (``3919``, ``15``)."""
    line = flat(text)
    found = [_span(m, f"+33{_digits(m['rest'])}") for m in _PHONE.finditer(line)]
    for m in _SHORT.finditer(line):
        group = "short" if m["short"] else "urgent"
        found.append(TypedSpan(kind=FactKind.PHONE, start=m.start(group), end=m.end(group), value=_digits(m[group])))
    return sorted(found, key=lambda span: span.start)


def emails_in(text: str) -> list[TypedSpan[str]]:
    """Addresses of ``text`` in order, in lower case, without the spaces of a cut line."""
    line = flat(text)
    if "@" not in line and "at]" not in line and "at)" not in line:
        return []
    return [
        TypedSpan(kind=FactKind.EMAIL, start=m.start(), end=m.end(), value=f"{m['user']}@{m['host']}")
        for m in _EMAIL.finditer(line)
    ]


def _span(m: re.Match[str], value: str) -> TypedSpan[str]:
    return TypedSpan(kind=FactKind.PHONE, start=m.start(), end=m.end(), value=value)


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)
