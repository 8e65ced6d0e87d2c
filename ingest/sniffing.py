"""What the bytes of a file are, whatever its name says. Looks at the first kilobytes only; parses nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from domain.document import FileReason, MediaType


class Form(StrEnum):
    """Forms that are told apart."""

    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    DOC = "doc"
    RTF = "rtf"
    XLS = "xls"
    PPT = "ppt"
    CSV = "csv"
    MAIL = "mail"
    CALENDAR = "calendar"
    ZIP = "zip"
    JSON = "json"
    XML = "xml"
    SITE_TEMPLATE = "site_template"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """``form`` is what the bytes are; ``claimed`` what the name's suffix says (UNKNOWN when it says nothing)."""

    form: Form
    claimed: Form

    @property
    def is_mislabelled(self) -> bool:
        """Whether the name promises one readable form and the bytes are another."""
        if self.claimed is Form.UNKNOWN or self.form is self.claimed or self.form is Form.SITE_TEMPLATE:
            return False
        # Word writes RTF under the name « .doc » when told to: no fault of the file's.
        is_word = {self.form, self.claimed} == {Form.DOC, Form.RTF}
        return not (is_word or (self.form in _MARKUP and self.claimed in _BARE))


_MARKUP = frozenset({Form.HTML, Form.MARKDOWN, Form.TEXT})
_BARE = frozenset({Form.MARKDOWN, Form.TEXT})
_OFFICE_OPEN = {Form.DOCX: "word/", Form.XLSX: "xl/", Form.PPTX: "ppt/"}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": Form.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Form.ODS,
    b"application/vnd.oasis.opendocument.presentation": Form.ODP,
}
CONVERTED = frozenset({Form.DOC, Form.RTF, Form.XLS, Form.PPT})
"""Forms that are read once LibreOffice has made another of them (``ingest/office/libreoffice_conversion.py``)."""

PACKAGES = frozenset({Form.DOCX, Form.XLSX, Form.PPTX, Form.ODT, Form.ODS, Form.ODP})
"""Office documents that are packages of XML, read as they are (``ingest/office/packages.py``)."""

CONTAINERS = frozenset({Form.ZIP, Form.MAIL})
"""Forms that may hold files of their own (``ingest/archives/members.py``)."""

MEDIA_TYPES = {
    Form.PDF: MediaType.PDF,
    Form.HTML: MediaType.HTML,
    Form.MARKDOWN: MediaType.MARKDOWN,
    Form.TEXT: MediaType.TEXT,
    Form.DOCX: MediaType.DOCX,
    Form.XLSX: MediaType.XLSX,
    Form.PPTX: MediaType.PPTX,
    Form.ODT: MediaType.ODT,
    Form.ODS: MediaType.ODS,
    Form.ODP: MediaType.ODP,
    Form.DOC: MediaType.DOC,
    Form.RTF: MediaType.RTF,
    Form.XLS: MediaType.XLS,
    Form.PPT: MediaType.PPT,
    Form.CSV: MediaType.CSV,
    Form.MAIL: MediaType.MAIL,
    Form.CALENDAR: MediaType.CALENDAR,
    Form.JSON: MediaType.JSON,
    Form.XML: MediaType.XML,
}

REASONS = {
    Form.SITE_TEMPLATE: FileReason.SITE_TEMPLATE,
    Form.UNKNOWN: FileReason.UNSUPPORTED,
}

_SUFFIXES = {
    ".pdf": Form.PDF,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".txt": Form.TEXT,
    ".docx": Form.DOCX,
    ".docm": Form.DOCX,
    ".dotx": Form.DOCX,
    ".xlsx": Form.XLSX,
    ".xlsm": Form.XLSX,
    ".pptx": Form.PPTX,
    ".odt": Form.ODT,
    ".ott": Form.ODT,
    ".ods": Form.ODS,
    ".odp": Form.ODP,
    ".doc": Form.DOC,
    ".dot": Form.DOC,
    ".rtf": Form.RTF,
    ".xls": Form.XLS,
    ".ppt": Form.PPT,
    ".pps": Form.PPT,
    ".csv": Form.CSV,
    ".tsv": Form.CSV,
    ".eml": Form.MAIL,
    ".ics": Form.CALENDAR,
    ".zip": Form.ZIP,
    ".json": Form.JSON,
    ".xml": Form.XML,
}
_TEMPLATE_FOLDERS = {"_layouts", "_includes", "_sass", "_data", "_plugins"}
# What builds a site, and says nothing of the commune.
_TEMPLATE_FILES = {
    *("_config.yml", "_config_dev.yml", "_config.yaml", "_config.toml", "package.json", "package-lock.json"),
    *("composer.json", "tsconfig.json", "jsconfig.json", "manifest.json", "vercel.json", "sitemap.xml"),
}
# Matches « <!DOCTYPE html> », « <?xml …?> <html lang="fr"> »; not « # Titre <html> » nor « {"body": "<body>"} ».
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The parts by which an Office Open XML package is known, as names of its first entries; not « word/lettre.pdf ».
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|(?:word|xl|ppt)/(?:_rels/)?[\w.]+\.xml(?:\.rels)?|docProps/\w+\.xml"
)
# « From: », « Received: », « Date: » at the head of a mail; not « Objet : » of a letter.
_MAIL_HEADER = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|delivered-to|mime-version|message-id|reply-to|x-[\w-]+"
    rb"|content-type|dkim-signature|cc|sender|authentication-results|arc-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
HEAD_BYTES = 4096


def sniff(path: str, head: bytes) -> Sniffed:
    """Form of a file from its path (relative, ``/`` separators) and its first ``HEAD_BYTES`` bytes."""
    pure = PurePosixPath(path)
    claimed = _SUFFIXES.get(pure.suffix.lower(), Form.UNKNOWN)
    if pure.name.lower() in _TEMPLATE_FILES or _TEMPLATE_FOLDERS & set(pure.parts[:-1]):
        return Sniffed(form=Form.SITE_TEMPLATE, claimed=claimed)
    return Sniffed(form=_form(claimed, head), claimed=claimed)


def _form(claimed: Form, head: bytes) -> Form:
    # Acrobat itself accepts the mark anywhere in the first 1,024 bytes.
    if b"%PDF-" in head[:1024] and not head.startswith((_ZIP, _OLE)) and not _is_mail(claimed, head):
        return Form.PDF
    if head.startswith((_ZIP, b"PK\x05\x06")):
        return _package(claimed, head)
    if head.startswith(_OLE):
        return claimed if claimed in CONVERTED - {Form.RTF} else Form.DOC
    if head.startswith(b"{\\rtf"):
        return Form.RTF
    if head.startswith(_PICTURES):
        return Form.UNKNOWN
    if _is_binary(head):
        # A damaged PDF may have lost its first bytes: the PDF readers have the last word.
        return Form.PDF if claimed is Form.PDF else Form.UNKNOWN
    return _text_form(claimed, _plain(head))


def _package(claimed: Form, head: bytes) -> Form:
    """A ZIP file: an office document, or an archive. The reader looks again at what the package holds.

    Only names of entries count: an archive of office documents holds their bytes, names included, as they are.
    """
    for name, form in _OPEN_DOCUMENT.items():
        if head[30:].startswith(b"mimetype" + name):
            return form
    names = _first_names(head)
    if any(_PARTS.fullmatch(name) for name in names):
        named = [form for form, folder in _OFFICE_OPEN.items() if any(name.startswith(folder) for name in names)]
        return claimed if claimed in _OFFICE_OPEN and (not named or claimed in named) else (*named, Form.DOCX)[0]
    return claimed if claimed in _OFFICE_OPEN or claimed in _OPEN_DOCUMENT.values() else Form.ZIP


def _first_names(head: bytes) -> list[str]:
    """Names of the entries whose headers stand in ``head``, as far as their sizes are told before their bytes."""
    names: list[str] = []
    at = 0
    while head[at : at + 4] == _ZIP and at + 30 <= len(head):
        fields = ((6, 8), (18, 22), (26, 28), (28, 30))
        flags, size, length, extra = (int.from_bytes(head[at + a : at + b], "little") for a, b in fields)
        names.append(head[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        if flags & 0x8:
            break
        at += 30 + length + extra + size
    return names


def _text_form(claimed: Form, head: bytes) -> Form:
    start = head.lstrip()
    if start.startswith(b"BEGIN:VCALENDAR"):
        return Form.CALENDAR
    if _is_mail(claimed, head):
        return Form.MAIL
    if _HTML_START.match(head) or claimed is Form.HTML:
        return Form.HTML
    if start.startswith(b"<?xml") or (claimed is Form.XML and start.startswith(b"<")):
        return Form.XML
    if claimed is Form.JSON and start.startswith((b"{", b"[")):
        return Form.JSON
    if claimed in (Form.MARKDOWN, Form.TEXT, Form.CSV):
        return claimed
    # A name that promises a document, and words inside: they are read as they stand.
    return Form.UNKNOWN if claimed in (Form.UNKNOWN, Form.CALENDAR, Form.ZIP) else Form.TEXT


def _is_mail(claimed: Form, head: bytes) -> bool:
    if claimed in (Form.PDF, Form.MARKDOWN, Form.TEXT, Form.HTML):
        return False
    first = head.lstrip().split(b"\n", 1)[0]
    least = 1 if claimed is Form.MAIL else 3
    return bool(_MAIL_HEADER.match(first)) and len(set(_MAIL_HEADER.findall(head))) >= least


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(head):
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in (9, 10, 12, 13, 27))
    return controls > len(head) // 20


def _looks_utf16(head: bytes) -> bool:
    """Every other byte null, as Western text is in UTF-16."""
    return len(head) >= 4 and (head[1::2].count(0) > len(head) * 0.4 or head[0::2].count(0) > len(head) * 0.4)


def _plain(head: bytes) -> bytes:
    """Without byte-order mark and the nulls of UTF-16."""
    return head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
