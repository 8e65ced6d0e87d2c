"""SIRET numbers: fourteen digits, the last of which is checked by the others."""


def is_siret(text: str) -> bool:
    """Whether ``text`` is fourteen digits whose Luhn sum is a multiple of ten (INSEE; La Poste's exception apart).

    >>> is_siret("21860194600013"), is_siret("21860194600014")
    (True, False)
    """
    if len(text) != 14 or not (text.isascii() and text.isdigit()):
        return False
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(text)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
