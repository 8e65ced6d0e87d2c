"""Characters as a page should have them: NFC, ligatures apart, no invisible characters, plain blanks. Pure.

Words are never rewritten: after NFKC and folding of blanks the text is what the file shows.
"""

import re
import unicodedata

SIGNS = str.maketrans(
    {
        0xF06C: "●",
        0xF098: "●",
        0xF0B7: "•",
        0xF06E: "■",
        0xF0A7: "▪",
        0xF0FC: "✓",
        0xF0FB: "✗",
        0xF0FE: "☑",
        0xF0FD: "☒",
    }
)
"""Signs of Symbol, Wingdings and Wingdings 2 that mean « yes », « no » or « open » in a cell: files hold the fonts' own
codes, and this is what the Unicode tables of those fonts give for them."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Tag block, zero-width, bidirectional controls, soft hyphen, byte-order mark, variation selectors, invisible operators.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"\s+")
_LIGATURE = re.compile("[ﬀ-ﬆ]")


def clean_characters(text: str) -> str:
    """One line of text without line ends; every run of blanks is one space, ends stripped."""
    if text.isascii():
        return _BLANKS.sub(" ", _CONTROLS.sub("", text)).strip()
    text = _LIGATURE.sub(lambda found: _LIGATURES[found.group()], text)
    text = _CONTROLS.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text).strip())
