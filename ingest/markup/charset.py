"""Bytes of a page or text file → text: byte-order mark, declaration, UTF-8, then Windows-1252."""

import re

_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([a-zA-Z0-9_:.-]{2,40})""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode_text(data: bytes) -> str:
    """Text of ``data``; never fails. UTF-8 is believed whenever it is valid, whatever the page declares.

    A page in Latin-1 that declares UTF-8 is common on small sites; the reverse is too. Valid UTF-8 with
    accents is never anything else, so it is tried before the declaration.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _clean(data.decode(codec, "replace"))
    if data[1:400:2].count(0) > 150 or (len(data) < 400 and data[1::2].count(0) > len(data) * 0.4 > 1):
        return _clean(data.decode("utf-16-le", "replace"))
    if data[0:400:2].count(0) > 150:
        return _clean(data.decode("utf-16-be", "replace"))
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    found = _META.search(data[:4096]) or _XML.search(data[:1024])
    declared = found.group(1).decode("ascii").lower() if found else ""
    if declared.startswith(("iso-8859-15", "latin-9")):
        return _clean(data.decode("iso-8859-15", "replace"))
    if declared in {"utf-8", "utf8"} and data.decode("utf-8", "replace").count("\ufffd") * 50 < len(data) // 20:
        return _clean(data.decode("utf-8", "replace"))
    # Browsers read ISO-8859-1 and ASCII as Windows-1252 (WHATWG Encoding standard, §4.2).
    return _clean(data.decode("cp1252", "replace"))


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
