import pytest

from domain.document import MediaType
from ingest.masking.document import masked_cuts
from ingest.passages import Cut, CutDocument


def _rules(*lines: str) -> list[str]:
    text = "\n".join(lines)
    cut = Cut(text=text, page=4, start=0, end=len(text), heading_path=(), context=())
    document = CutDocument(title="Séance", session_date=None, act=None, decisions=(), cuts=(cut,))
    masked = masked_cuts(document, MediaType.PDF)
    assert all(signal.first_page == 4 for signal in masked.signals)
    return sorted({signal.rule for signal in masked.signals})


RIB = f"14505 00794 12345678901 {97 - (89 * 14505 + 15 * 794 + 3 * 12345678901) % 97:02}"
TREASURY = f"30001 00794 12345678901 {97 - (89 * 30001 + 15 * 794 + 3 * 12345678901) % 97:02}"
NIR = f"1 85 05 41 006 084 {97 - 1850541006084 % 97:02}"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        # decisions and minutes about one person
        ("Mme Odile RENARD, riveraine, est placée en congé de longue maladie.", "DP-01"),
        ("M. et Mme DELORME demandent une place car leur voisin est hospitalisé.", "DP-01"),
        ("Le conseil accorde un secours de 150 € à la famille DELORME.", "DP-02"),
        ("La créance éteinte de M. GRANDMOULIN, demandeur, est admise.", "DP-02"),
        ("Aide alimentaire attribuée à Mme Julie MOREAU, demeurant 3 rue du Bois.", "DP-02"),
        ("L'enfant Léa a été blessée dans la cour.", "DP-03"),
        ("en remplacement de M. Samy ABRAN, licencié pour faute grave.", "DP-06"),
        (f"Virement à Mme Odile RENARD, riveraine, RIB {RIB}", "DP-04"),
        (f"N° de sécurité sociale : {NIR}", "DP-05"),
    ],
)
def test_what_names_a_person_in_a_matter_of_their_own_waits(line: str, rule: str) -> None:
    assert rule in _rules(line)


@pytest.mark.parametrize(
    "line",
    [
        "Règlement de l'aide sociale facultative : un secours peut être accordé aux familles sous conditions.",
        "Le CCAS a versé 12 aides d'urgence cette année, pour 1 850 €.",
        "Mme Anne PERRIN, adjointe, présente le règlement des secours accordés par le CCAS.",
        "M. GARNIER demande si la maladie du frêne gagne du terrain.",
        "Les agents en congé de maladie ordinaire gardent leur régime indemnitaire.",
        "Le conseil crée un poste pour accroissement d'activité, sans sanction en cas de retard.",
        "L'accueil des enfants a lieu à 8 h 30, les élèves apportent leur goûter.",
        "La maison de santé ouvrira en mars ; les personnes handicapées y accèdent de plain-pied.",
        f"Règlement par virement à la trésorerie : RIB {TREASURY}",
        f"Dons à l'association : RIB {RIB}",
        "SIRET 216 004 919 00015, téléphone 02 61 91 04 00",
        "Créances éteintes : 24 € sont admis en non-valeur.",
    ],
)
def test_what_speaks_in_general_or_of_the_town_s_own_account_passes(line: str) -> None:
    assert _rules(line) == []


def test_a_finding_never_holds_the_person_s_own_words() -> None:
    text = "Mme Odile RENARD, riveraine, est placée en congé de longue maladie."
    cut = Cut(text=text, page=None, start=0, end=len(text), heading_path=(), context=())
    document = CutDocument(title="", session_date=None, act=None, decisions=(), cuts=(cut,))
    [signal] = masked_cuts(document, MediaType.HTML).signals
    assert dict(signal.measures) == {"words": "conge de longue maladie"}
