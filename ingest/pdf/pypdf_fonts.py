"""pypdf: fonts of a page, and whether their dictionaries say what letters their codes are. Only in the cage."""

import re
from collections.abc import Iterator

from pypdf.generic import DictionaryObject, NameObject, StreamObject

# Names that a program gives to the glyphs of a font that it cuts down: « /g23 », « /gid00041 », « /cid:12 », « /G1A »;
# not « /eacute », « /uni00E9 », « /ae », « /a » of a letter.
_MEANINGLESS = re.compile(r"/(?:(?:[gcfx]|gid|glyph|cid:?|index)\d+|[A-Z](?=[0-9A-F]*\d)[0-9A-F]{1,3})")
# Sets of characters whose codes readers know by themselves.
_KNOWN_SETS = ("Japan1", "GB1", "CNS1", "Korea1", "KR")


def fonts_of(page: DictionaryObject) -> Iterator[object]:
    """The fonts that a page names, as its dictionary holds them: references, most of the time."""
    resources = _value(page, "/Resources")
    fonts = _value(resources, "/Font") if isinstance(resources, DictionaryObject) else None
    if isinstance(fonts, DictionaryObject):
        yield from (fonts.raw_get(name) for name in fonts)


def is_unmapped(font: object) -> bool:
    """Whether a font has no map to Unicode, and codes or glyph names that mean nothing outside of it.

    ``/ToUnicode`` may be there and null. That a font is so does not make its text unreadable: some readers recover it
    from the embedded font, and the text itself has the last word.
    """
    if not isinstance(font, DictionaryObject) or isinstance(_value(font, "/ToUnicode"), StreamObject):
        return False
    encoding = _value(font, "/Encoding")
    if font.get("/Subtype") == "/Type0":
        return str(encoding).startswith("/Identity") and not _is_of_known_set(font)
    names = _value(encoding, "/Differences") if isinstance(encoding, DictionaryObject) else None
    given = [str(name) for name in names if isinstance(name, NameObject)] if isinstance(names, list) else []
    return bool(given) and sum(bool(_MEANINGLESS.fullmatch(name)) for name in given) > len(given) / 2


def _is_of_known_set(font: DictionaryObject) -> bool:
    descendants = _value(font, "/DescendantFonts")
    descendant = descendants[0].get_object() if isinstance(descendants, list) and descendants else None
    info = _value(descendant, "/CIDSystemInfo") if isinstance(descendant, DictionaryObject) else None
    return isinstance(info, DictionaryObject) and str(_value(info, "/Ordering")) in _KNOWN_SETS


def _value(holder: DictionaryObject, key: str) -> object:
    value = holder.get(key)
    return value.get_object() if value is not None else None
