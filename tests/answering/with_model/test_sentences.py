import pytest

from answering.with_model.sentences import Draft, Part, SentenceReader


def drafts(text: str, step: int = 7) -> list[Draft]:
    """Fed by pieces of ``step`` characters, as a stream cuts words anywhere."""
    reader = SentenceReader()
    found = [draft for at in range(0, len(text), step) for draft in reader.feed(text[at : at + step])]
    return [*found, *reader.end()]


def general(text: str, *numbers: int) -> Draft:
    return Draft(part=Part.GENERAL, text=text, numbers=numbers)


def case(text: str, *numbers: int) -> Draft:
    return Draft(part=Part.CASES, text=text, numbers=numbers)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Le repas coûte 4,15 €. [1]", [general("Le repas coûte 4,15 €.", 1)]),
        ("Le repas coûte 4,15 € [1].", [general("Le repas coûte 4,15 €.", 1)]),
        ("- **Le repas** coûte 4,15 €. [1][2]", [general("Le repas coûte 4,15 €.", 1, 2)]),
        ("1. Le repas coûte 4,15 €. [1, 3]", [general("Le repas coûte 4,15 €.", 1, 3)]),
        ("Le repas coûte 4,15 €. 【2】", [general("Le repas coûte 4,15 €.", 2)]),
        ("Le repas coûte 4,15 €. [passage 2]", [general("Le repas coûte 4,15 €.", 2)]),
        (
            "Il coûte 4 €. [1] Il est servi à midi. [2]",
            [general("Il coûte 4 €.", 1), general("Il est servi à midi.", 2)],
        ),
        ("Le repas coûte 4,15 €.", [general("Le repas coûte 4,15 €")]),
        ("Il coûte 4 €. [1] Et voilà.", [general("Il coûte 4 €.", 1), general("Et voilà")]),
        ("Le tarif (1) est réduit. [2]", [general("Le tarif (1) est réduit.", 2)]),
        ("Règle générale : Il coûte 4 €. [1]", [general("Il coûte 4 €.", 1)]),
        ("## Cas particuliers\n• Gratuit avant 3 ans. [2]", [case("Gratuit avant 3 ans.", 2)]),
        ("**Exceptions :**\nGratuit avant 3 ans. [2]", [case("Gratuit avant 3 ans.", 2)]),
        ("Exceptionnellement, il est fermé. [1]", [general("Exceptionnellement, il est fermé.", 1)]),
        ("<think>Le repas coûte 9 €. [1]\n\nHm.</think>\nIl coûte 4 €. [1]", [general("Il coûte 4 €.", 1)]),
        ("<think>Le repas coûte 9 €. [1]\nsans fin", []),
        ("RIEN", []),
        ("\n\n", []),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 1000])
def test_what_models_write_is_read_however_it_is_laid_out_and_cut(
    written: str, expected: list[Draft], step: int
) -> None:
    assert drafts(written, step) == expected
