r"""What programs that read scans as Markdown leave around figures: « $n^{\circ}$ 84-53 », « $1^{\text{er}}$ juillet ».

Only the marks go: each that is cut is given with what stands for it, so that offsets stay those of the text.
"""

import re

_COMMAND = (
    r"text|textrm|textbf|textit|textsc|textsuperscript|mathrm|mathbf|mathit|mathsf|operatorname|rm|bf|it|underline|emph"
    r"|left|right|quad|qquad|displaystyle"
)
_MARKS = re.compile(
    r"(?P<degree>[ ]?\^?[ ]?\{?[ ]?\\(?:circ|degree)\b[ ]?\}?)"
    rf"|\\(?:{_COMMAND})\b\*?[ ]?|\{{[ ]?\}}|[{{}}^]|\\[,;:! ()\[\]]|\\(?=[%&_$#])|(?<!\\)\$"
)
r"""« ^{\circ} », « \mathrm », « { } », « $ », of a text that ``is_marked``."""
_FORMULA = re.compile(r"\$[^$\n]{0,40}\^[^$\n]{0,40}\$|\\\([^)\n]{0,40}\^[^)\n]{0,40}\\\)")
r"""« $n^{o}$ », « \(1^{er}\) »; not « 12 000 $ en 2016 et 360 $ »."""
_COMMANDS = re.compile(rf"\\(?:circ|degree|{_COMMAND})\b")


def is_marked(folded: str) -> bool:
    """Whether a text holds such marks: a command, or figures between dollars; a price in dollars is none."""
    if "\\" in folded and _COMMANDS.search(folded):
        return True
    return "^" in folded and _FORMULA.search(folded) is not None


def marks(folded: str) -> list[tuple[int, int, str]]:
    """(start, end, what stands for it) of each mark, in order."""
    return [(m.start(), m.end(), "°" if m["degree"] else "") for m in _MARKS.finditer(folded)]
