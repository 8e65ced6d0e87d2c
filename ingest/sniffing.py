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
    OFFICE = "office"
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
        markup = {Form.HTML, Form.MARKDOWN, Form.TEXT}
        if self.claimed is Form.UNKNOWN or self.form is self.claimed or self.form is Form.SITE_TEMPLATE:
            return False
        return not (self.form in markup and self.claimed in {Form.MARKDOWN, Form.TEXT})


MEDIA_TYPES = {
    Form.PDF: MediaType.PDF,
    Form.HTML: MediaType.HTML,
    Form.MARKDOWN: MediaType.MARKDOWN,
    Form.TEXT: MediaType.TEXT,
}

REASONS = {
    Form.OFFICE: FileReason.NEEDS_LATER_FORMAT,
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
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"), Form.OFFICE),
}
_TEMPLATE_FOLDERS = {"_layouts", "_includes", "_sass", "_data", "_plugins"}
_TEMPLATE_FILES = {"_config.yml", "_config_dev.yml", "_config.yaml", "_config.toml"}
# Matches « <!DOCTYPE html> », « <?xml …?> <html lang="fr"> »; not « # Titre <html> » nor « {"body": "<body>"} ».
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
_OFFICE_MEMBERS = re.compile(rb"word/|xl/|ppt/|\[Content_Types\]\.xml|mimetypeapplication/vnd\.oasis")
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
    if b"%PDF-" in head[:1024]:
        return Form.PDF
    if head.startswith(b"PK\x03\x04"):
        return Form.OFFICE if _OFFICE_MEMBERS.search(head) or claimed is Form.OFFICE else Form.UNKNOWN
    if head.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")):
        return Form.OFFICE
    if head.startswith(_PICTURES):
        return Form.UNKNOWN
    if _is_binary(head):
        # A damaged PDF may have lost its first bytes: the PDF readers have the last word.
        return Form.PDF if claimed is Form.PDF else Form.UNKNOWN
    if _HTML_START.match(_plain(head)) or claimed is Form.HTML:
        return Form.HTML
    if claimed in {Form.MARKDOWN, Form.TEXT, Form.PDF}:
        return Form.TEXT if claimed is Form.PDF else claimed
    return Form.UNKNOWN


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
