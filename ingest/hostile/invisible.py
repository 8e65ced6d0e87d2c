"""Characters without ink that carry or turn a message: signalled before the cleaning that strips them. Pure.

Most invisible characters are innocent: soft hyphens, breaking spaces of web pages, joiners of emoji and of other
scripts, isolates around a copied phone number. Only the forms that no honest text has are signalled.
"""

import re

from ingest.hostile.hidden import EXCERPT_CHARACTERS
from ingest.text import Reading, ReadPage, Signal

RULE = "HF-02"

# Each beside a form met and one that must pass (tests/ingest/hostile/test_invisible.py).
_FORMS = {
    # The tag block repeats ASCII without ink; three tags and more after a black flag are a region's flag.
    "tags": re.compile("(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]{2,}"),
    # Overrides reverse what is read: « cod.exe » shown « exe.doc ».
    "bidi": re.compile("[\u202d\u202e][^\u202c\n]{2,}"),
    # Words cut by zero-width characters to pass word filters: three cuts inside words of Latin letters.
    "cut_words": re.compile("(?:(?<=[a-zA-ZÀ-ÿ])[\u200b\u200c\u200d\u2060\u2063\ufeff](?=[a-zA-ZÀ-ÿ]).{1,40}?){3}"),
    # A binary message in zero-width characters, or in variation selectors.
    "zero_width_code": re.compile("[\u200b\u200c\u200d\u2060-\u2064\ufeff]{8,}"),
    "selector_code": re.compile("[\ufe00-\ufe0f]{4,}|[\U000e0100-\U000e01ef]{3,}"),
}
_ANY = re.compile("[\u200b-\u200d\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")


def invisible_signals(reading: Reading) -> list[Signal]:
    """One signal a page, with the forms found and the tags' message, which is plain ASCII shifted."""
    return [signal for page in reading.pages for signal in _page_signals(page)]


def _page_signals(page: ReadPage) -> list[Signal]:
    text = "\n".join(line.text for line in page.lines if not line.text.isascii())
    if not _ANY.search(text):
        return []
    forms = [name for name, pattern in _FORMS.items() if pattern.search(text)]
    if not forms:
        return []
    measures = [("forms", " ".join(forms)), ("characters", str(len(_ANY.findall(text))))]
    said = tag_message(text)
    if said:
        measures.append(("excerpt", said[:EXCERPT_CHARACTERS]))
    return [Signal(rule=RULE, first_page=page.number, last_page=page.number, measures=tuple(measures))]


def tag_message(text: str) -> str:
    """What the tag characters of ``text`` say in ASCII; empty when there are none."""
    return "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) <= 0xE007E)
