"""Numbers of a spreadsheet as French Excel shows them: « 3,50 € », « 12/03/2031 », « 9:30 ». Pure.

Source: ECMA-376 part 1, §18.8.30 (built-in formats) and §18.8.31 (format codes). What a code asks for beyond digits,
currency, percentages, dates and times (fractions, conditions on values) is left out: the number is shown plainly.
"""

import re
from datetime import datetime, timedelta

_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    5: '#,##0 "€"',
    6: '#,##0 "€"',
    7: '#,##0.00 "€"',
    8: '#,##0.00 "€"',
    40: "#,##0.00",
    41: "#,##0",
    42: '#,##0 "€"',
    43: "#,##0.00",
    44: '#,##0.00 "€"',
}
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil."),
    *("août", "sept.", "oct.", "nov.", "déc."),
)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# « "€" », « \ », « _) », « *- », « [Red] », « [$€-40C] »: what a code holds besides digits and letters of dates.
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|(\[[hms]+\])|\[[^\]]*\]|(AM/PM|A/P)|(.)', re.DOTALL
)
_DATE_RUN = re.compile(r"([ymdhs])\1*|.", re.IGNORECASE | re.DOTALL)
# Excel counts days from 31/12/1899 and believes that 1900 had a 29 February.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's dates have no zone
_LAST_DAY = 2_958_465  # 31/12/9999


def built_in_format(number: int) -> str:
    """The code of a built-in format, empty for « General » and unknown numbers."""
    return _BUILT_IN.get(number, "")


def shown_number(value: float, code: str, is_1904: bool = False) -> str:
    """The number as the cell shows it."""
    section = _section(value, code)
    literal, letters = _pieces(section)
    if any(kind == "letter" and text.lower() in "ymdhs" for kind, text in letters) or "[h]" in section.lower():
        shown = _date(value, section, is_1904)
        if shown is not None:
            return shown
    digits = "".join(text for kind, text in letters if kind == "letter")
    if not any(c in digits for c in "0#?"):
        return literal.strip() if literal.strip() and code not in ("", "General", "@") else plain_number(value)
    return _decimal(value, letters, digits, has_sign_of_its_own=value < 0 and code.count(";") >= 1)


def plain_number(value: float) -> str:
    """« 3,5 », « 1200 »: what « General » shows."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")


def _section(value: float, code: str) -> str:
    """The part of a code for this sign: positive; negative; zero; text."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if value < 0 and len(parts) > 1:
        return parts[1]
    if value == 0 and len(parts) > 2 and parts[2]:
        return parts[2]
    return parts[0]


def _pieces(section: str) -> tuple[str, list[tuple[str, str]]]:
    """The words that a section adds, and its pieces: ("text", words) or ("letter", one character of the code)."""
    pieces: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(section):
        quoted, escaped, currency, elapsed, noon, letter = found.groups()
        text = next((t for t in (quoted, escaped, currency) if t is not None), None)
        if text is not None:
            pieces.append(("text", text))
        elif elapsed or noon:
            pieces.append(("mark", elapsed or noon))
        elif letter is not None:
            pieces.append(("letter" if letter in "0#?.,%/ymdhsYMDHSEe" else "text", letter))
    return "".join(text for kind, text in pieces if kind == "text"), pieces


def _decimal(value: float, pieces: list[tuple[str, str]], digits: str, has_sign_of_its_own: bool) -> str:
    whole, _, fraction = digits.partition(".")
    if "%" in digits:
        value *= 100
    most = len(re.findall(r"[0#?]", fraction))
    least = len(re.findall("0", fraction))
    written = f"{abs(value):.{min(most, 15)}f}"
    units, _, decimals = written.partition(".")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    if re.search(r"[0#?],[0#?]", whole):
        units = f"{int(units):,}".replace(",", " ")
    units = units.zfill(min(len(re.findall("0", whole)), 20)) if "," not in whole else units
    number = f"{units},{decimals}" if decimals else units
    is_negative = value < 0 and not has_sign_of_its_own and number.strip("0, ") != ""
    out, placed = "-" if is_negative else "", False
    for kind, text in pieces:
        if kind == "letter" and text in "0#?.,":
            out, placed = (out if placed else out + number), True
        elif kind != "mark":
            out += text
    return re.sub(r"\s+", " ", out).strip()


def _date(value: float, section: str, is_1904: bool) -> str | None:
    if not 0 <= value <= _LAST_DAY:
        return None
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(seconds=round(value * 86_400))
    _, pieces = _pieces(section)
    runs: list[tuple[str, str]] = []
    for kind, text in pieces:
        if kind == "letter" and runs and runs[-1][0] == "letter" and runs[-1][1][-1].lower() == text.lower():
            runs[-1] = ("letter", runs[-1][1] + text)
        else:
            runs.append((kind, text))
    out, after_hours = "", False
    for place, (kind, text) in enumerate(runs):
        code = text.lower()
        if kind == "mark":
            hours = int(value * 24)
            out += str(hours) if code == "[h]" else ""
            after_hours = after_hours or code == "[h]"
            continue
        if kind == "letter" and code[0] in "ymdhs":
            following = next((t.lower() for k, t in runs[place + 1 :] if k == "letter" and t.lower()[0] in "ymdhs"), "")
            is_minute = code[0] == "m" and len(code) < 3 and (after_hours or following.startswith("s"))
            out += _part(moment, "minute" if is_minute else code)
            after_hours = code[0] == "h"
        else:
            out += text
    return re.sub(r"\s+", " ", out).strip()


def _part(moment: datetime, code: str) -> str:
    """One run of letters of a date's code."""
    letter, length = code[0], len(code)
    if code == "minute":
        return f"{moment.minute:02}"
    if letter == "y":
        return f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}"
    if letter == "m":
        names = {3: _SHORT_MONTHS[moment.month - 1], 4: _MONTHS[moment.month - 1]}
        return names.get(length, str(moment.month) if length == 1 else f"{moment.month:02}")
    if letter == "d":
        day = _DAYS[moment.weekday()]
        return {3: f"{day[:3]}.", 4: day}.get(length, str(moment.day) if length == 1 else f"{moment.day:02}")
    figure = moment.hour if letter == "h" else moment.second
    return str(figure) if length == 1 else f"{figure:02}"
