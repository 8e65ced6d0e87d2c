"""JSON of static sites → lines: titled items, with what their keys call them. Runs only in the cage.

Sites made of a template keep their news, agendas, teams and hours in such files. Keys name no standard: a value is told
by its look. Files that only configure a site hold no words, and are refused as templates are.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.data.annuaire import annuaire_lines
from ingest.data.fiche_json import fiche_of_json
from ingest.data.french_dates import day_in_words, read_day
from ingest.markup.charset import decode_text
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

# Keys whose value titles its object, best first.
_TITLES = (
    *("titre_page", "titre", "title", "nom", "name", "intitule", "libelle", "label", "objet", "sujet", "question"),
    *("header_title", "heading", "headline"),
)
# Keys whose value is prose: it stands for itself.
_PROSE_WORDS = """
description resume résumé summary contenu content texte text body intro introduction chapo message reponse réponse
answer detail details détails presentation présentation commentaire
"""
_PROSE = frozenset(_PROSE_WORDS.split())
# Keys for machines, whole or as an ending: « id », « image_alt », « lien_url ».
_FOR_MACHINES = re.compile(
    r"^(?:_?id|_.*|uuid|slug|key|type_?id|image.*|img.*|photo.*|logo.*|icon.*|icone.*|avatar|src|href|class.*|style|color"
    r"|couleur|css|layout|template|order|ordre|active|actif|enabled|visible|draft|version|lang|lat|lng|lon|latitude|longitude"
    r"|width|height|file|fichier|path|permalink|theme_.*|.*_alt|.*_id|.*_url|.*_class|.*_icon|.*_style)$",
    re.IGNORECASE,
)
# « assets/img/x.png », « #fff », « page.html », « tel:+33… »: values for machines whatever their key.
_MACHINE_VALUE = re.compile(
    r"^(?:#[\w-]*|[\w./-]+\.(?:png|jpe?g|svg|webp|gif|css|js|html?|php)(?:#\S*)?|tel:.*|mailto:.*|true|false)$", re.I
)
_CONFIGURES = frozenset(("$schema", "dependencies", "devdependencies", "compileroptions", "lockfileversion", "scripts"))
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_LINK = re.compile(r"^(?:url|href|lien|link|file|fichier|page|path|.*_url)$", re.IGNORECASE)
_SHOWN_IF = ("active", "actif", "enabled", "visible", "published", "publie")
_HIDDEN_IF = ("draft", "brouillon", "hidden", "disabled", "archive")
_LONGEST_FLAT, _DEEPEST, _FEWEST_LETTERS = 300, 40, 20

Json = object


def read_json(data: bytes) -> Reading:
    """Lines of a JSON file. Raises Refused: DAMAGED, ABNORMAL when nested too deep, SITE_TEMPLATE without words."""
    try:
        tree = json.loads(decode_text(data))
    except RecursionError as error:
        raise Refused(FileReason.ABNORMAL, "JSON nested too deep") from error
    except ValueError as error:
        raise Refused(FileReason.DAMAGED, f"JSON: {error}"[:200]) from error
    fiche = fiche_of_json(tree)
    if fiche is not None:
        return fiche
    known = annuaire_lines(tree)
    lines = list(_Walk().value(tree, "", 2, 0)) if known is None else known
    if known is None and _letters(lines) < _FEWEST_LETTERS:
        raise Refused(FileReason.SITE_TEMPLATE, "JSON without words of its own")
    title = _title(tree) if isinstance(tree, Mapping) and known is None else ""
    if title:
        lines.insert(0, TextLine(text=title, kind=LineKind.HEADING, level=1))
    return Reading(media_type=MediaType.JSON, pages=(ReadPage(number=None, lines=tuple(lines)),), declared_title=title)


def _letters(lines: Sequence[TextLine]) -> int:
    """Letters of the lines that hold a phrase: two words or more."""
    return sum(sum(map(str.isalpha, line.text)) for line in lines if line.text.removeprefix("- ").count(" ") > 0)


def _title(value: Mapping[object, Json]) -> str:
    plain = {str(key).lower(): text for key, text in value.items() if isinstance(text, str)}
    return next((clean_characters(plain[key]) for key in _TITLES if clean_characters(plain.get(key, ""))), "")


def key_in_words(key: str) -> str:
    """« liens_utiles » → « Liens utiles », « telephone » → « Téléphone »; empty for keys that name nothing."""
    known, silent = _key_words()
    if key.lower() in silent:
        return ""
    if key.lower() in known:
        return known[key.lower()]
    words = " ".join(_CAMEL.sub(" ", key).replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:].lower() if words and not words.isupper() else words


@lru_cache(maxsize=1)
def _key_words() -> tuple[Mapping[str, str], frozenset[str]]:
    table = tomllib.loads(Path(__file__).with_name("json_keys.toml").read_text("utf-8"))
    return table["words"], frozenset(table["containers"]["silent"])


def _is_withdrawn(value: Mapping[object, Json]) -> bool:
    """Whether an object says of itself that it is not shown: « active: false », « draft: true »."""
    plain = {str(key).lower(): inner for key, inner in value.items()}
    return any(plain.get(key) is False for key in _SHOWN_IF) or any(plain.get(key) is True for key in _HIDDEN_IF)


class _Walk:
    """Goes through the tree. ``level`` is that of the headings made, ``depth`` that of the tree."""

    def value(self, value: Json, key: str, level: int, depth: int) -> Iterator[TextLine]:
        """The lines of any value that is named ``key``."""
        if depth > _DEEPEST:
            raise Refused(FileReason.ABNORMAL, f"JSON of over {_DEEPEST} levels")
        if isinstance(value, Mapping):
            if depth == 0 and _CONFIGURES & {str(name).lower() for name in value}:
                raise Refused(FileReason.SITE_TEMPLATE, "JSON that configures a program")
            yield from self._object(value, key, level, depth)
        elif isinstance(value, list):
            yield from self._list(value, key, level, depth)
        else:
            yield from _scalar(key, value)

    def _object(self, value: Mapping[object, Json], key: str, level: int, depth: int) -> Iterator[TextLine]:
        if _is_withdrawn(value):
            return
        flat = _flat(value)
        if flat is not None and depth:
            yield from [TextLine(text=f"- {flat}", kind=LineKind.ITEM)] if flat else []
            return
        title = _title(value) or key_in_words(key)
        if title and depth:
            yield TextLine(text=title, kind=LineKind.HEADING, level=min(level, 6))
        own = title if depth else _title(value)
        for name, inner in value.items():
            if clean_characters(str(inner)) == own and str(name).lower() in _TITLES:
                continue
            yield from self.value(inner, str(name), min(level + 1, 6), depth + 1) if _is_read(str(name), inner) else ()

    def _list(self, values: list[Json], key: str, level: int, depth: int) -> Iterator[TextLine]:
        texts = [text for text in (_text(value) for value in values if not isinstance(value, Mapping | list)) if text]
        inner = [value for value in values if isinstance(value, Mapping | list)]
        name = key_in_words(key)
        if texts and all(len(text) < 40 and not any(map(str.isdigit, text)) for text in texts):
            yield TextLine(text=f"- {name} : {', '.join(texts)}" if name else ", ".join(texts), kind=LineKind.ITEM)
        elif texts:
            yield from [TextLine(text=f"{name} :", kind=LineKind.PARAGRAPH)] if name else []
            yield from (TextLine(text=f"- {text}", kind=LineKind.ITEM) for text in texts)
        lines = [line for value in inner for line in self.value(value, "", level + 1 if name else level, depth + 1)]
        if lines and name:
            yield TextLine(text=name, kind=LineKind.HEADING, level=min(level, 6))
        yield from lines


def _is_read(key: str, value: Json) -> bool:
    return not _FOR_MACHINES.match(key) and value not in (None, "", [], {})


def _text(value: Json) -> str:
    """A scalar as a reader sees it; empty for what is only for machines."""
    if isinstance(value, bool) or value is None:
        return ""
    text = clean_characters(str(value))
    if not text or _MACHINE_VALUE.match(text):
        return ""
    day = read_day(text) if len(text) == 10 else None
    return text if day is None else day_in_words(day)


def _scalar(key: str, value: Json) -> Iterator[TextLine]:
    if key.lower() in _PROSE and isinstance(value, str):
        for piece in filter(None, map(clean_characters, value.split("\n"))):
            yield TextLine(text=piece, kind=LineKind.PARAGRAPH)
        return
    text = _text(value)
    if text and not (isinstance(value, int | float) and not key):
        yield TextLine(text=f"- {key_in_words(key)} : {text}" if key else text, kind=LineKind.ITEM)


def _flat(value: Mapping[object, Json]) -> str | None:
    """A small object in one line: « Titre : Date : … ; Lieu : … »; None when it is too large or nested for that."""
    pieces: list[str] = []
    label, named = value.get("label"), value.get("value")
    if isinstance(label, str) and isinstance(named, str):
        return f"{clean_characters(label)} : {_text(named)}" if _text(named) else ""
    title = _title(value)
    for key, inner in value.items():
        name = str(key)
        if not _is_read(name, inner):
            continue
        if isinstance(inner, Mapping) or (
            isinstance(inner, list) and any(isinstance(v, Mapping | list) for v in inner)
        ):
            return None
        text = ", ".join(filter(None, map(_text, inner))) if isinstance(inner, list) else _text(inner)
        if not text or text == title:
            continue
        pieces.append(text if name.lower() in _PROSE else f"{key_in_words(name)} : {text}")
    body = " ; ".join(pieces)
    if not body and any(_LINK.match(str(key)) for key in value):
        return ""  # a button or an entry of a menu
    if len(body) > _LONGEST_FLAT or any("\n" in str(v) for v in value.values() if isinstance(v, str)):
        return None
    return f"{title} – {body}" if title and body else title or body
