import pytest

from eval.french_quotations import quotations_in


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("L’arrêté dit « le stationnement est interdit » partout.", ["le stationnement est interdit"]),
        ('Le règlement écrit "aucun chien admis ici", sans plus.', ["aucun chien admis ici"]),
        ("Il précise “ouvert tous les jours”.", ["ouvert tous les jours"]),
        ("« Le tarif dit “réduit” vaut aussi ici »", ["Le tarif dit “réduit” vaut aussi ici"]),
        ("l'école du bourg n'ouvre pas d'accueil le matin", []),
        ("l’école du bourg n’ouvre pas d’accueil le matin", []),
        ("la fête dite « des lavoirs »", []),
        ("« jamais refermé, donc rien de cité", []),
    ],
)
def test_a_quotation_stands_between_marks_and_never_between_apostrophes(text: str, quoted: list[str]) -> None:
    assert quotations_in(text) == quoted
