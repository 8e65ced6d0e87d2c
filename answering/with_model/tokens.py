"""Links, phones and e-mail addresses as tokens: a model never sees one, and whatever it writes itself is not shown."""

import re

from french.contacts import emails_in, phones_in

# « https://www.exemple.fr/x », « www.exemple.fr », « exemple.fr/demarches », « salle.example »; not « 12.50 », « n.c »,
# « S.A.R.L. » nor « l’art. 3.Les ».
_LINK = re.compile(
    r"\b(?:(?i:[a-z][a-z0-9+.\-]{1,15}://|www\.)[^\s<>\"«»|]+"
    r"|(?:[A-Za-z0-9\-]+\.)+(?:[a-z]{2,24}|[A-Z]{2,24})\b(?:/[^\s<>\"«»|]*)?)"
)
_TOKEN = re.compile(r"\{\{\s*([A-Z]+_\d+)\s*\}\}")
# Markup that a page could turn into a link or a picture: « [ici](https://…) », « ![](…) », « <a href », « data: ».
_MARKUP = re.compile(r"\]\s*\(|<\s*/?\s*[a-zA-Z!]|(?i:\b(?:javascript|data|file|mailto|tel):)")


class Tokens:
    """The tokens of one prompt; the same value has the same token throughout."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._values: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """``text`` with a token in the place of each link, e-mail address and phone number."""
        text = text.replace("{{", "{ {").replace("}}", "} }")
        spans = [(s.start, s.end, "COURRIEL") for s in emails_in(text)]
        spans += [(m.start(), len(m.group().rstrip(".,;:!?)")) + m.start(), "LIEN") for m in _LINK.finditer(text)]
        spans += [(s.start, s.end, "TEL") for s in phones_in(text)]
        parts: list[str] = []
        end = 0
        for start, stop, kind in sorted(spans):
            if start >= end:
                parts += (text[end:start], self._token(kind, text[start:stop]))
                end = stop
        return "".join((*parts, text[end:]))

    def show(self, written: str) -> str | None:
        """``written`` with each token's value in its place.

        None when it holds a token never given, or a link, a phone, an e-mail address or markup of the model's own.
        """
        bare = _TOKEN.sub(" ", written)
        if _LINK.search(bare) or _MARKUP.search(bare) or emails_in(bare) or phones_in(bare) or "{{" in bare:
            return None
        names = [m[1] for m in _TOKEN.finditer(written)]
        if any(name not in self._values for name in names):
            return None
        return _TOKEN.sub(lambda m: self._values[m[1]], written)

    def _token(self, kind: str, value: str) -> str:
        if value not in self._names:
            name = f"{kind}_{len(self._names) + 1}"
            self._names[value], self._values[name] = name, value
        return f"{{{{{self._names[value]}}}}}"
