"""What a lying model turns round: yes for no, who does it, in spite of what, when. The documents are invented."""

import pytest

from answering.verifying.anchors import anchored_by_words
from answering.verifying.read_text import read_text
from answering.verifying.verified import CitedText, Unsupported
from answering.verifying.verifier import verify

BULKY = (
    "La collecte des encombrants a lieu le premier mardi du mois. Les gravats, les pneus et les bouteilles de gaz ne"
    " sont pas collectés. Les artisans en sont exclus."
)
PLOTS = (
    "Une parcelle est louée à un habitant, une seule par foyer. Les associations peuvent louer sans attendre, s’il en"
    " reste une libre le 1er mars. Les barbecues fixes et les piscines sont interdits. Les poules sont permises."
)
SNOW = (
    "Chaque riverain déneige le trottoir devant chez lui. Les agents interviennent d’abord sur les grands axes, puis"
    " sur les rues en pente. Le sel est fourni par la commune, dans la limite de deux seaux par foyer."
)
TALES = "Atelier de reliure : le mardi à 17 h, sur inscription. Heure du conte : le samedi à 11 h, entrée libre."
ABSENCE = (
    "Toute absence est signalée la veille avant 10 h. Après trois absences sans annulation, l’inscription est"
    " suspendue."
)
FENCE = (
    "La hauteur est limitée : - à 1,60 m le long de la rue ; - à 2 m entre deux terrains ; - à 1,20 m aux carrefours."
)
LOAN = "Les lecteurs peuvent emprunter six documents. Les nouveautés ne sont pas renouvelables. La carte coûte 8 €."
PASSPORT = (
    "La mairie n’est pas équipée pour enregistrer les demandes de passeport. Elle délivre les actes de naissance."
)


@pytest.mark.parametrize(
    ("document", "sentence", "kind"),
    [
        (BULKY, "Les pneus sont collectés avec les encombrants.", Unsupported.NEGATION),
        (BULKY, "Les artisans peuvent sortir leurs encombrants.", Unsupported.NEGATION),
        (PLOTS, "Les barbecues fixes sont permis.", Unsupported.NEGATION),
        (PASSPORT, "La mairie peut enregistrer une demande de passeport.", Unsupported.NEGATION),
        (SNOW, "Les agents interviennent d’abord sur les rues en pente.", Unsupported.NEGATION),
        (TALES, "Pour l’heure du conte, il faut s’inscrire.", Unsupported.NEGATION),
        (PLOTS, "Les associations peuvent louer même s’il ne reste aucune parcelle libre.", Unsupported.CONDITION),
        (PLOTS, "Un foyer peut louer plusieurs parcelles.", Unsupported.QUANTITY),
        (SNOW, "Le sel est fourni sans limite.", Unsupported.QUANTITY),
        (ABSENCE, "L’inscription est suspendue après une absence sans annulation.", Unsupported.QUANTITY),
        (LOAN, "Les lecteurs peuvent emprunter au moins six documents.", Unsupported.QUANTITY),
        (SNOW, "Les agents déneigent les trottoirs.", Unsupported.AUDIENCE),
        (ABSENCE, "Toute absence est signalée le jour même avant 10 h.", Unsupported.DATE),
        (FENCE, "Le long de la rue, la hauteur est limitée à 1,20 m.", Unsupported.OTHER_CASE),
        (LOAN, "La carte est gratuite.", Unsupported.AMOUNT),
        (LOAN, "Herbaudin prête six documents.", Unsupported.NAME),
        (LOAN, "La carte est comprise dans l’abonnement.", Unsupported.WORDING),
    ],
)
def test_what_is_turned_round_is_withheld(document: str, sentence: str, kind: Unsupported) -> None:
    assert kind in verify(sentence, [CitedText(text=document)]).kinds


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (BULKY, "Les pneus ne sont pas ramassés."),
        (BULKY, "Les artisans n’ont pas le droit d’en profiter."),
        (PLOTS, "On ne peut pas installer de barbecue fixe."),
        (PLOTS, "Un foyer ne loue qu’une parcelle."),
        (SNOW, "Chaque riverain dégage le trottoir devant sa maison."),
        (SNOW, "Les grands axes d’abord, puis les rues en pente."),
        (SNOW, "Chaque foyer peut prendre deux seaux de sel."),
        (TALES, "L’heure du conte ne demande pas d’inscription."),
        (FENCE, "Le long de la rue, la hauteur est limitée à 1,60 m."),
        (LOAN, "On peut emprunter jusqu’à six documents."),
        (LOAN, "Une nouveauté ne se renouvelle pas."),
        ("La garderie ouvre à 7 h 30. La première demi-heure est offerte.", "Les 30 premières minutes sont gratuites."),
        (
            "Le repas arrive quarante-huit heures après l’inscription.",
            "Le repas arrive deux jours après l’inscription.",
        ),
        ("La musique est arrêtée à 23 h.", "Passé 23 h, il n’y a plus de musique."),
        ("Le bonnet est conseillé.", "Le bonnet n’est pas obligatoire."),
        ("Appelez le service déchets au 02 61 91 05 20.", "Le service déchets répond au 02 61 91 05 20."),
        ("La salle est louée. Le locataire doit être majeur.", "Un mineur ne peut pas louer la salle."),
    ],
)
def test_what_says_the_same_in_other_words_is_shown(document: str, sentence: str) -> None:
    assert verify(sentence, [CitedText(text=document)]).lacks == ()


def test_a_statement_is_found_by_the_rare_words_of_a_sentence() -> None:
    known = read_text(BULKY)
    (found,) = anchored_by_words(read_text("Les pneus sont collectés.").statements[0].tokens, known)
    assert "pneus" in known.text[found.start : found.end]


def test_a_statement_that_opens_with_a_pronoun_is_on_the_subject_before() -> None:
    one, two = read_text("Les feux d’artifice sont déclarés en mairie. Ils sont interdits en été.").statements
    assert {"artific"} <= one.stems & two.stems


def test_items_of_a_list_that_lost_its_lines_are_apart() -> None:
    statements = read_text("Une cabane par parcelle, de 4 m² au plus. - Les piscines sont interdites.").statements
    assert ["piscin" in one.stems for one in statements] == [False, True]
