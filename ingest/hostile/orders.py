"""Finds the orders that a document addresses to an AI, in plain or disguised letters. Pure.

A page may speak of AI, of prompts and of instructions as much as it likes: only an order counts, a verb in the
imperative with what a machine is to set aside, become or answer (``orders.toml``).
"""

import base64
import binascii
import codecs
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.hostile.hidden import EXCERPT_CHARACTERS
from ingest.hostile.invisible import tag_message
from ingest.text import Reading, Signal

RULE = "HF-03"
FILE = Path(__file__).with_name("orders.toml")

_AROUND = 60
_LONGEST = 2_000_000
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
# Cyrillic, Greek and other letters drawn as Latin ones, and figures that stand for letters inside a word.
_LOOKALIKES = str.maketrans("авеорсухкмнтіјѕԁһԛԝѵαβεικνορτυχɡıℓ", "abeopcyxkmhtijsdhqwvabeikvoptuxgil")
_FIGURES = str.maketrans("013457@$", "oieastas")
_FIGURE_WORD = re.compile(r"\b(?=[a-z]*[013457@$])(?=[013457@$]*[a-z])[a-z013457@$]{4,}\b")
_MARKS = re.compile(r"[\s'’‘`\"«»“”„*_~|]+")
# « i g n o r e z », « i.g.n.o.r.e »: five single letters in a row and more.
_SPACED = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[ .\-_/·]{1,3}[^\W\d_](?![^\W\d_])){5,}")
_SQUEEZED = re.compile(
    r"ignorez?(?:toutes?)?(?:les|tes|vos|all|the|previous|prior)|oublie[zr]?(?:toutes)?(?:les|tes|"
    r"vos)(?:instruction|consigne|regle)"
    r"|disregard(?:all|the|previous)|forget(?:all|your|previous)|systemprompt|promptsysteme|youarenow|tuesdesormais"
)
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{24,4000}={0,2}(?![A-Za-z0-9+/=])")
_HEX = re.compile(r"(?:\b|\\x|0x)(?:[0-9a-fA-F]{2}(?:[ ,:]|\\x)?){20,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """A form of order. ``matches`` and ``spares`` are what it must and must not find, for the test that holds it."""

    name: str
    pattern: re.Pattern[str]
    needs: tuple[re.Pattern[str], re.Pattern[str]] | None
    matches: tuple[str, ...]
    spares: tuple[str, ...]

    def search(self, folded: str) -> re.Match[str] | None:
        """The first order of this form in folded text."""
        for found in self.pattern.finditer(folded):
            near = folded[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
            if self.needs is None or not self.needs[0].search(found.group()) or self.needs[1].search(near):
                return found
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order found: its form, how it was disguised (``plain`` when it was not), and the words around it, folded."""

    form: str
    disguise: str
    excerpt: str


@lru_cache(maxsize=1)
def order_forms() -> Sequence[OrderForm]:
    """The forms of ``orders.toml``, compiled."""
    return tuple(_form(entry) for entry in tomllib.loads(FILE.read_text("utf-8"))["order"])


def find_order(text: str) -> Order | None:
    """The first order that ``text`` addresses to an AI; None when it holds none."""
    for disguise, candidate in _readings(text[:_LONGEST]):
        found = _search(candidate)
        if found is not None:
            return Order(form=found[0], disguise=disguise, excerpt=found[1])
    for run in _SPACED.findall(text):
        squeezed = fold(re.sub(r"[^\w]|_", "", run)).replace(" ", "")
        if _SQUEEZED.search(squeezed):
            return Order(form="set_aside_instructions", disguise="spaced", excerpt=squeezed[:EXCERPT_CHARACTERS])
    return None


def order_signals(reading: Reading, path: str) -> list[Signal]:
    """One signal for each page that gives an order; the declared title and the file's name are read as well.

    Text that other signals hold as hidden is read too, so that an order is told from a mere white word.
    """
    signals: list[Signal] = []
    name = re.sub(r"[_\-./]+", " ", path)
    places: list[tuple[int | None, str]] = [(None, reading.declared_title), (None, name)]
    places += [(page.number, " ".join(line.text for line in page.lines)) for page in reading.pages]
    places += [(s.first_page, dict(s.measures).get("excerpt", "")) for s in reading.signals]
    for page, text in places:
        order = find_order(text) if text else None
        if order is not None and all(signal.first_page != page for signal in signals):
            measures = (("form", order.form), ("disguise", order.disguise), ("excerpt", order.excerpt))
            signals.append(Signal(rule=RULE, first_page=page, last_page=page, measures=measures))
    return signals


def fold(text: str) -> str:
    """Lower case, without accents, look-alikes made Latin, marks and blanks one space, invisible characters gone."""
    return _MARKS.sub(" ", _INVISIBLE.sub("", text).translate(_FOLDED)).strip()


class _Folded(dict[int, str]):
    """What each character is read as, worked out once for each character met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold())
        self[code] = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LOOKALIKES)
        return self[code]


_FOLDED = _Folded()


def _form(entry: Mapping[str, object]) -> OrderForm:
    needs = entry.get("needs")
    both = None
    if isinstance(needs, dict):
        both = (re.compile(rf"\b{needs['words']}\b"), re.compile(str(needs["also"])))
    return OrderForm(
        name=str(entry["name"]),
        pattern=re.compile(str(entry["pattern"])),
        needs=both,
        matches=_texts(entry["matches"]),
        spares=_texts(entry["spares"]),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _search(text: str) -> tuple[str, str] | None:
    """(form, words around) of the first order in text that is not folded yet."""
    folded = fold(text)
    for candidate in (folded, text.casefold()) if not text.isascii() else (folded,):
        for form in order_forms():
            found = form.search(candidate)
            if found is not None:
                around = candidate[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
                return form.name, around[:EXCERPT_CHARACTERS]
    return None


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """The text in each way that it may have to be read."""
    yield "plain", text
    folded = fold(text)
    figures = _FIGURE_WORD.sub(lambda found: found.group().translate(_FIGURES), folded)
    if figures != folded:
        yield "figures", figures
    said = tag_message(text)
    if said:
        yield "tags", said
    for found in _BASE64.finditer(text):
        decoded = _printable(_from_base64(found.group()))
        if decoded:
            yield "base64", decoded
    for found in _HEX.finditer(text):
        decoded = _printable(bytes.fromhex(re.sub(r"\\x|0x|[^0-9a-fA-F]", "", found.group())[: 2 * 2000 & ~1]))
        if decoded:
            yield "hex", decoded
    if re.search(r"\b(?:vtaber|bhoyvr|vafgehpgvbaf|qvfertneq)", folded):
        yield "rot13", codecs.decode(folded, "rot13")
    if re.search(r"\b(?:snoitcurtsni|tpmorp|ervitcerid|serbil)", folded):
        yield "reversed", folded[::-1]


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _printable(data: bytes) -> str:
    """The text that ``data`` is, empty when it is not text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if text and sum(c.isprintable() for c in text) > 0.95 * len(text) else ""
