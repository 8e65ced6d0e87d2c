"""Numbers that name one account or one person, told from other figures by their keys: IBAN, RIB, NIR,
bank card. Pure.

Keys: ISO 13616 (IBAN), the French bankers' RIB, INSEE's NIR (décret 85-420), cards' last figure
(ISO/IEC 7812, Luhn).
"""

import re

from french.typed_span import flat

# « FR76 3000 1007 9412 3456 7890 185 », « IBAN FR7630001007941234567890185 ».
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[  ]?[A-Z0-9]{4}){3,7}(?:[  ]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
# « 30001 00794 12345678901 85 »: bank, branch, account, key; the account may hold letters.
_RIB = re.compile(r"(?<!\d)(\d{5})[  |]+(\d{5})[  |]+([0-9A-Z]{11})[  |]+(\d{2})(?!\d)")
# « 1 85 05 78 006 084 36 », « 285052A00608491 »: sex, year, month, department, commune, order, key.
_NIR = re.compile(
    r"(?<!\d)([12][  .]?\d{2}[  .]?(?:0[1-9]|1[0-2]|[2-9]\d)[  .]?(?:\d{2}|"
    r"2[ABab])[  .]?\d{3}[  .]?\d{3})[  .]?(\d{2})(?!\d)"
)
# « 4970 1012 3456 7890 », « 4970101234567890 »: visa, mastercard, american express; not a SIRET of 14 figures.
_CARD = re.compile(r"(?<!\d)(?<!\d )(?:[245]\d{3}(?:[ -]?\d{4}){3}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?![ -]?\d)")
# Accounts of public accountants are held by the Banque de France (30001) and the Trésor (10071).
PUBLIC_BANKS = frozenset(("30001", "10071"))
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "12345678912345678923456789")


def ibans_in(text: str) -> list[tuple[int, int, str]]:
    """(start, end, bank) of each IBAN whose key is right; the bank's code is that of France, else empty."""
    found = []
    for match in _IBAN.finditer(text):
        digits = re.sub(r"\s", "", match.group())
        if _iban_holds(digits):
            found.append((match.start(), match.end(), digits[4:9] if digits.startswith("FR") else ""))
    return found


def ribs_in(text: str) -> list[tuple[int, int, str]]:
    """(start, end, bank) of each RIB whose key is right."""
    found = []
    for match in _RIB.finditer(text):
        bank, branch, account, key = match.groups()
        number = int(account.lower().translate(_LETTERS))
        if (89 * int(bank) + 15 * int(branch) + 3 * number + int(key)) % 97 == 0:
            found.append((match.start(), match.end(), bank))
    return found


def nirs_in(text: str) -> list[tuple[int, int]]:
    """Social security numbers whose key is right."""
    found = []
    for match in _NIR.finditer(text):
        number = re.sub(r"[\s.]", "", flat(match.group(1)))
        value = int(number.replace("2a", "19").replace("2b", "18"))
        if 97 - value % 97 == int(match.group(2)):
            found.append(match.span())
    return found


def cards_in(text: str) -> list[tuple[int, int]]:
    """Numbers of bank cards whose last figure is right."""
    return [m.span() for m in _CARD.finditer(text) if _card_holds([int(c) for c in m.group() if c.isdigit()])]


def _card_holds(figures: list[int]) -> bool:
    """Luhn: every second figure from the right counts double, less nine when that makes two figures."""
    doubled = [figure if at % 2 == 0 else sum(divmod(2 * figure, 10)) for at, figure in enumerate(reversed(figures))]
    return sum(doubled) % 10 == 0


def _iban_holds(iban: str) -> bool:
    """ISO 7064 mod 97-10; France's have 27 characters."""
    if iban.startswith("FR") and len(iban) != 27:
        return False
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
