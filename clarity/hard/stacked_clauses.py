"""LX-03: relatives and subordinates stacked between two strong stops."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.typed_span import flat

RULE = "LX-03"
MOST = 2
"""A third subordinate makes the reader hold three verbs at once."""

# « qui », « dont », « afin que », « parce qu’ »; not « ne … que », « plus que », « ainsi que », « tel que ».
_SUBORDINATE = re.compile(
    r"(?<![\w-])(?:qui\b|dont\b|lesquel(?:le)?s?|laquelle|lequel|auquel|auxquel(?:le)?s|duquel|desquel(?:le)?s"
    r"|(?:afin|pour|parce|bien|alors|tandis|avant|apres|sans|pendant|depuis|des lors|etant donne|vu|de sorte"
    r"|si bien) qu(?:e |')"
    r"|puisqu(?:e |')|lorsqu(?:e |')|quoiqu(?:e |')|quand\b|si\b|s'ils?\b|(?<!est-ce )(?<!ce )ou (?=il |elle |ils "
    r"|elles |vous )"
    r"|(?<!ne )(?:indiqu|precis|rappel|consid|prev|estim|constat|dispos|stipul|demand|exig|attest|justifi"
    r"|inform)\w* qu(?:e |'))"
)
_STRONG = re.compile(r"[;:]")


def detect(text: ReadText) -> Iterator[Observation]:
    """Segments of a sentence with three subordinates or more."""
    for sentence in sentences_of(text):
        start = 0
        for cut in [*(m.end() for m in _STRONG.finditer(sentence.text)), len(sentence.text)]:
            piece = sentence.text[start:cut].rstrip()
            subordinates = len(_SUBORDINATE.findall(flat(piece)))
            if subordinates > MOST:
                yield observe_at(
                    text,
                    sentence.stretch,
                    (sentence.start + start, sentence.start + start + len(piece)),
                    rule=RULE,
                    severity=Severity.INFO,
                    measures=(("subordinates", subordinates),),
                )
            start = cut
