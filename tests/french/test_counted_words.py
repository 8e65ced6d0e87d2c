"""What is counted as a word and as a sentence, in lines of real form."""

import pytest

from french.counted_words import counted_sentences, counted_words


@pytest.mark.parametrize(
    ("document", "text", "counted"),
    [
        ("page", "L’usager s’inscrit jusqu’au soir", ["usager", "inscrit", "au", "soir"]),
        ("page", "aujourd’hui, le rendez-vous", ["aujourd’hui", "le", "rendez-vous"]),
        ("tariffs", "le repas coûte 3,40 € par jour", ["le", "repas", "coûte", "par", "jour"]),
        ("contacts", "Appelez le 02 61 91 04 00 le matin", ["Appelez", "le", "le", "matin"]),
        ("contacts", "écrire à accueil@valmoret.example ou sur www.valmoret.example", ["écrire", "à", "ou", "sur"]),
        ("contacts", "au 12 rue des Lilas, 41000 Valmoret, sonnez", ["au", "sonnez"]),
        ("minutes", "Le CCAS et le C.N.F.P.T. proposent", ["Le", "et", "le", "proposent"]),
        ("order", "IL EST INTERDIT DE STATIONNER", ["IL", "EST", "INTERDIT", "DE", "STATIONNER"]),
    ],
)
def test_figures_contacts_and_acronyms_are_no_words(document: str, text: str, counted: list[str]) -> None:
    assert counted_words(text) == counted, document


def test_lists_tables_headings_and_short_lines_are_not_sentences() -> None:
    text = "\n".join(
        [
            "Inscriptions",
            "- une copie de la carte d’identité des deux parents de l’enfant",
            "Repas enfant | 3,40 € | habitants de la commune de Valmoret seulement",
            "La mairie reçoit les demandes des familles jusqu’au dernier jour du mois. Merci à vous.",
        ]
    )
    assert [len(sentence) for sentence in counted_sentences(text)] == [12]
