from eval.shown_ease import shown_readability

EASY = "Les petits paient un euro à bord du bus et les grands en paient deux le soir. "
HARD = "L'administration communautaire subordonne l'attribution des subventions à la présentation des justificatifs. "


def line(text: str, kind: str = "sentence") -> dict[str, object]:
    return {"sentences": [{"text": text, "kind": kind}]}


def test_short_plain_sentences_are_easier_than_long_learned_ones() -> None:
    easy, hard = shown_readability([line(EASY)] * 20), shown_readability([line(HARD)] * 20)
    assert easy is not None
    assert hard is not None
    assert easy.kandel_moles > hard.kandel_moles
    assert easy.lix < hard.lix


def test_rows_and_items_are_not_prose_and_a_few_words_are_not_scored() -> None:
    assert shown_readability([line(EASY, "table_row"), line(EASY, "list_item")] * 20) is None
    assert shown_readability([line(EASY)]) is None
