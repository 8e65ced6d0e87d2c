"""Records of the « annuaire de l'administration » (api-lannuaire, DILA) → lines. Pure.

In the current form the fields made of several are JSON inside strings, any field may be null, and dates are written
DD/MM/YYYY HH:MM:SS; older exports give the same fields as lists.
"""

import json
from collections.abc import Iterator, Mapping

from ingest.characters import clean_characters
from ingest.data.french_dates import day_in_words, read_day, read_time, time_in_words
from ingest.links import public_link
from ingest.text import LineKind, TextLine

_OF_A_RECORD = frozenset(("adresse", "plage_ouverture", "telephone", "pivot", "adresse_courriel", "site_internet"))
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_STREET = ("complement1", "complement2", "numero_voie", "service_distribution")


def annuaire_lines(tree: object) -> list[TextLine] | None:
    """The lines of one record, or of a list under « results » or « service »; None when it is something else."""
    records = _records(tree)
    if not records or not all(_is_record(record) for record in records):
        return None
    return [line for record in records for line in _record(record)]


def _records(tree: object) -> list[Mapping[str, object]]:
    if isinstance(tree, Mapping):
        inner = tree.get("results") or tree.get("service")
        if not isinstance(inner, list):
            fields = tree.get("fields")
            return [fields if isinstance(fields, Mapping) else tree]
        tree = inner
    return [r for r in tree if isinstance(r, Mapping)] if isinstance(tree, list) else []


def _is_record(record: Mapping[str, object]) -> bool:
    return isinstance(record.get("nom"), str) and len(_OF_A_RECORD & set(record)) >= 3


def _parts(value: object) -> list[Mapping[str, object]]:
    """The objects of a field, whether it is a list or a string that holds one."""
    if isinstance(value, str) and value.lstrip().startswith(("[", "{")):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    if isinstance(value, Mapping):
        value = [value]
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def _text(part: Mapping[str, object], key: str) -> str:
    value = part.get(key)
    return clean_characters(value) if isinstance(value, str) else ""


def _record(record: Mapping[str, object]) -> Iterator[TextLine]:
    link = public_link(_text(record, "url_service_public"))
    name = _text(record, "nom")

    def line(text: str, kind: LineKind = LineKind.ITEM) -> TextLine:
        return TextLine(text=f"- {text}" if kind is LineKind.ITEM else text, kind=kind, link=link)

    yield TextLine(text=name, kind=LineKind.HEADING, level=2, link=link)
    for prose in ("mission", "information_complementaire"):
        if _text(record, prose):
            yield line(_text(record, prose), LineKind.PARAGRAPH)
    for part in _parts(record.get("adresse")):
        address = _address(part)
        kind = _text(part, "type_adresse")
        if address:
            yield line(f"{kind if kind else 'Adresse'} : {address}")
        if _text(part, "note_accessibilite"):
            yield line(f"Accessibilité : {_text(part, 'note_accessibilite')}")
    for part in _parts(record.get("telephone")):
        if _text(part, "valeur"):
            yield line(_noted(f"Téléphone : {_text(part, 'valeur')}", _text(part, "description")))
    for email in _values(record.get("adresse_courriel")):
        yield line(f"Courriel : {email}")
    for part in _parts(record.get("site_internet")):
        if _text(part, "valeur"):
            yield line(_noted(f"Site internet : {_text(part, 'valeur')}", _text(part, "libelle")))
    hours = [text for part in _parts(record.get("plage_ouverture")) for text in _opening(part)]
    if hours:
        yield line(f"Horaires d’ouverture de {name} :", LineKind.PARAGRAPH)
        yield from map(line, hours)
    checked = read_day(_text(record, "date_modification"))
    if checked:
        yield line(
            f"Fiche de l’annuaire de l’administration (service-public.fr), modifiée le {day_in_words(checked)}.",
            LineKind.PARAGRAPH,
        )


def _noted(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text


def _values(value: object) -> list[str]:
    """One text, or several in a list or in JSON inside a string."""
    if isinstance(value, str) and not value.lstrip().startswith("["):
        return [clean_characters(value)] if clean_characters(value) else []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    found = (
        [v if isinstance(v, str) else v.get("valeur") for v in value if isinstance(v, str | Mapping)]
        if isinstance(value, list)
        else []
    )
    return [clean_characters(text) for text in found if isinstance(text, str) and clean_characters(text)]


def _address(part: Mapping[str, object]) -> str:
    street = [_text(part, key) for key in _STREET]
    town = " ".join(filter(None, (_text(part, "code_postal"), _text(part, "nom_commune"))))
    return ", ".join(filter(None, (*street, town)))


def _opening(part: Mapping[str, object]) -> Iterator[str]:
    """« Lundi : de 9 h à 12 h et de 13 h à 17 h », one line a day."""
    spans = []
    for n in ("1", "2"):
        opens, closes = (
            read_time(_text(part, f"valeur_heure_debut_{n}")),
            read_time(_text(part, f"valeur_heure_fin_{n}")),
        )
        if opens and closes and opens != closes:
            spans.append(f"de {time_in_words(opens)} à {time_in_words(closes)}")
    first, last = _text(part, "nom_jour_debut").lower(), _text(part, "nom_jour_fin").lower()
    note = _text(part, "commentaire")
    if first not in _DAYS:
        yield from [note] if note else []
        return
    begin = _DAYS.index(first)
    end = _DAYS.index(last) if last in _DAYS else begin
    days = range(begin, end + 1) if end >= begin else (*range(begin, 7), *range(end + 1))
    told = " et ".join(spans)
    for day in days:
        if told or note:
            yield _noted(f"{_DAYS[day].capitalize()} : {told}" if told else f"{_DAYS[day].capitalize()} :", note)
