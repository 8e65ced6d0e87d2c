"""Where the copy of a page stands in the mirror: a path that people recognise, safe on any disk, stable. Pure."""

import hashlib
import re
import unicodedata
from urllib.parse import unquote

from ingest.sites.web_address import page_key

SUFFIXES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/rtf": ".rtf",
}
"""Types that are kept, with the suffix of their copy."""

_LONGEST_SEGMENT = 150
"""Bytes of a name, less its mark and suffix; disks take 255."""

_LONGEST_PATH = 400
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\/\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+')
_KNOWN = frozenset((*SUFFIXES.values(), ".htm", ".php", ".asp", ".aspx", ".jsp", ".xhtml", ".shtml"))


def mirror_path(address: str, media_type: str) -> str:
    """« https://www.valbrune.fr/vie/cantine » → « valbrune.fr/vie/cantine/index.html ».

    Two addresses of one page (``page_key``) have one path; two pages never do: a name that had to be changed (a query,
    a sign that disks refuse, another suffix) ends with eight digits of the key's digest.
    """
    key = page_key(address)
    place, _, query = key.partition("?")
    host, _, path = place.partition("/")
    suffix = SUFFIXES.get(media_type, "")
    segments = [unquote(segment) for segment in path.split("/") if segment]
    last = segments.pop() if segments else ""
    known = f".{last.rpartition('.')[2].lower()}" if "." in last else ""
    if suffix == ".html" and not query and known not in _KNOWN:
        segments, last = [*segments, *([last] if last else [])], "index"
    elif last.endswith(suffix) and suffix:
        last = last.removesuffix(suffix)
    else:
        query = query or "~"
    name = f"{last}~{unquote(query)}" if query else last
    folders = [_safe(segment) + ("_" if _looks_like_file(segment) else "") for segment in segments]
    is_plain = not query and [*segments, last] == [*folders, _safe(last)]
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    name = _safe(name) if is_plain else f"{_safe(name).strip('~')}~{digest[:8]}"
    whole = "/".join([_safe(host.replace(":", "~")), *folders, name + suffix])
    if len(whole.encode()) > _LONGEST_PATH:
        whole = f"{_safe(host.replace(':', '~'))}/~long/{digest[:32]}{suffix}"
    return whole


def _safe(name: str) -> str:
    """One segment: NFC, no separator nor control, no leading dot (left out of sources) nor underscore (templates)."""
    name = _UNSAFE.sub("-", unicodedata.normalize("NFC", name))
    name = name.strip(" ") or "-"
    if name[0] in "._":
        name = f"~{name}"
    return name.encode("utf-8")[:_LONGEST_SEGMENT].decode("utf-8", "ignore").rstrip(" .") or "-"


def _looks_like_file(segment: str) -> bool:
    """A folder named « plan.pdf » would stand where the file of that name must."""
    return "." in segment and f".{segment.rpartition('.')[2].lower()}" in _KNOWN
