"""What a French text gives as quoted: between « », “ ” or straight quotation marks, never between apostrophes.

Ragas 0.4.3 does not see « » and takes the apostrophes of « l'école … d'accord » for quotation marks.
"""

SHORTEST = 3
"""Words; under that a quotation is a name or an emphasis, as in Ragas' own measure."""


def quotations_in(text: str, shortest: int = SHORTEST) -> list[str]:
    """The outermost quotations of ``text`` of at least ``shortest`` words, without their marks, in order.

    A mark that is never closed quotes nothing.
    """
    found: list[str] = []
    depth, begun, straight = 0, 0, -1
    for at, sign in enumerate(text):
        if sign == '"' and not depth:
            if straight >= 0:
                found.append(text[straight:at])
            straight = -1 if straight >= 0 else at + 1
        elif sign in "»”" and depth:
            depth -= 1
            if not depth:
                found.append(text[begun:at])
        elif sign in "«“„" and straight < 0:
            if not depth:
                begun = at + 1
            depth += 1
    return [quote.strip() for quote in found if len(quote.split()) >= shortest]
