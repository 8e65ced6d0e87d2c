"""The days on which a text says itself to be written, signed, published or brought up to date. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from french.dates import dates_in
from french.typed_span import flat

_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
# At the head of a line, or after what stands between the marks of a page (« Accueil | Publié le … »), so that another
# text's day is not taken: « Vu le décret publié le 3 mai 2031 », « le plan mis à jour le 3 mai 2031 a été transmis ».
_HEAD = r"(?:^|[|•·(–-] ?|[.!?] )\W*"
_ITSELF = r"(?:(?:cette |la |cet |le |ce )?(?:page|article|document|fiche|contenu|information|texte|site) )?"
# « Publié le 3 mai 2031 », « Cette page a été modifiée le 3 mai 2031 », « Mis en ligne par la mairie le 03/05/2031 »;
# not « Publié par les éditions du Lac en 2031 », « Modifié par la loi n° 2031-12 du 3 mai 2031 ».
_PUBLISHED = re.compile(
    rf"{_HEAD}{_ITSELF}(?:(?:a ete|est) )?(?:publiee?|mise? (?:a jour|en ligne)|modifiee?|actualisee?|redigee?|postee?"
    rf"|editee?)(?: par [^.,|\d]{{2,30}}?)? ?(?:en date du|le|:)? ?(?:le )?{_WEEKDAY}$"
)
# « Dernière mise à jour : 3 mai 2031 », « Version du 3 mai 2031 », « Date de publication : 03/05/2031 ».
_DATED = re.compile(
    rf"{_HEAD}(?:derniere )?(?:(?:date de )?(?:mise a jour|modification|actualisation|publication|mise en ligne)"
    rf"|version)(?: de la page| du site| du document)? ?(?:du|au|le|:)? ?(?:le )?{_WEEKDAY}$"
)
# « Fait à Valmoret, le 3 mai 2031 », « Fait en mairie le … », « Valmoret, le 3 mai 2031 » alone on its line.
_SIGNED = re.compile(
    rf"(?:^|[.] )\W*fait (?:et (?:delibere|clos|arrete) )?(?:a|en|au) [^.;:|]{{2,40}}?,? ?le ?:? ?{_WEEKDAY}$"
)
_LETTER = re.compile(rf"^\W*[a-z][a-z' -]{{1,40}}, ?le {_WEEKDAY}$")
_BEFORE = 120


def stated_days(lines: Sequence[str]) -> list[date]:
    """Whole days, in the order of the text. ``lines`` are those of the document, running lines too."""
    found: list[date] = []
    for index, line in enumerate(lines):
        # « Fait à Valmoret, / le 3 mai 2031 »: the day may open the next line.
        above = lines[index - 1] if index and len(lines[index - 1]) <= _BEFORE else ""
        found += _of_line(line, above)
    return found


def _of_line(line: str, above: str) -> list[date]:
    if not any(c.isdigit() for c in line):
        return []
    said, over, days = flat(line), flat(above).rstrip(), []
    for span in dates_in(line):
        day = span.value.whole()
        before = said[max(0, span.start - _BEFORE) : span.start] if span.start < _BEFORE else said[: span.start]
        if day is None or len(before) > _BEFORE:
            continue
        is_alone = not said[span.end :].strip(" .") and _LETTER.match(before) is not None
        opens = before.strip(" :") in ("", "le")
        carried = f"{over} {before.lstrip()}" if opens and over else before
        if is_alone or any(
            pattern.search(text) for pattern in (_PUBLISHED, _DATED, _SIGNED) for text in {before, carried}
        ):
            days.append(day)
    return days
