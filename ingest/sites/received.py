"""What a body is, whatever its headers say, and how its letters are kept readable. Pure."""

import codecs
import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.sites.mirror_path import SUFFIXES
from ingest.sniffing import HEAD_BYTES, Form, sniff

_TYPES = {suffix: media_type for media_type, suffix in SUFFIXES.items() if media_type != "application/xhtml+xml"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=|<\?xml[^>]{0,200}encoding\s*=", re.IGNORECASE)
# What the readers find by themselves: UTF-8 when it is valid, Windows-1252 when it is not (WHATWG Encoding §4.2).
_FOUND_ANYWAY = frozenset(("utf-8", "ascii", "iso8859-1", "cp1252"))
_NO_DOCUMENTS = """
jpg jpeg png gif webp svg ico bmp tif tiff avif css js mjs map json xml rss atom woff woff2 ttf eot mp3 mp4 m4a m4v ogg
wav avi mov wmv webm zip rar 7z gz tar exe msi apk dmg iso kml kmz gpx swf vcf psd ai eps
"""
_SUFFIX_OF_NO_DOCUMENT = frozenset(f".{name}" for name in _NO_DOCUMENTS.split())


def may_be_document(address: str) -> bool:
    """Whether an address is worth asking for, by its suffix: pictures, styles and archives are not."""
    return PurePosixPath(unquote(urlsplit(address).path)).suffix.lower() not in _SUFFIX_OF_NO_DOCUMENT


def media_type_of(address: str, content_type: str, body: bytes) -> str:
    """One of the types that are kept, by the bytes first; empty when the body is no document."""
    path = unquote(urlsplit(address).path)
    told = content_type.partition(";")[0].strip().lower()
    told = "text/html" if told == "application/xhtml+xml" else told
    name = f"page{SUFFIXES.get(told, '')}" if told in SUFFIXES else path
    head = body[:HEAD_BYTES]
    form = sniff(name, head).form
    if form is Form.PDF:
        return "application/pdf" if b"%PDF-" in body[:1024] else ""
    if form is Form.HTML:
        return "text/html" if body.strip() else ""
    kept = told if told in SUFFIXES and told != "text/html" else _TYPES.get(PurePosixPath(path).suffix.lower(), "")
    is_text = form in (Form.TEXT, Form.MARKDOWN) or (form is Form.UNKNOWN and b"\0" not in head)
    if kept.startswith("text/"):
        return kept if is_text and body.strip() else ""
    return kept if form is Form.OFFICE else ""


def with_known_charset(body: bytes, content_type: str, media_type: str) -> bytes:
    """The text in UTF-8 with its mark when only the header tells its letters; otherwise the bytes as received.

    A header is believed last: valid UTF-8 is UTF-8, and a page that declares its letters is believed before its server.
    """
    if not media_type.startswith("text/") or body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return body
    found = _CHARSET.search(content_type)
    try:
        name = codecs.lookup(found.group(1)).name if found else ""
    except LookupError:
        return body
    if not name or name in _FOUND_ANYWAY or _DECLARED.search(body[:4096]) or _is_utf8(body):
        return body
    try:
        return b"\xef\xbb\xbf" + body.decode(name, "replace").encode("utf-8", "replace")
    except (LookupError, UnicodeError, ValueError):
        return body  # « hex », « zip »: codecs that are no charset


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
