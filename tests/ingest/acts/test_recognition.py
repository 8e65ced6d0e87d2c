from datetime import date

import pytest

from domain.act import Act, ActKind
from domain.document import MediaType
from ingest.acts.recognition import find_act
from ingest.structure import structure_pages
from ingest.text import LineKind, ReadPage, TextLine

DAY = date(2031, 6, 13)
OPENING = "L’an deux mille trente et un, le 13 juin, le Conseil Municipal de VALBRUNE, dûment convoqué, s’est réuni"


def line(text: str) -> TextLine:
    """« # Title », « - item », « a | row », else a paragraph."""
    if text.startswith("# "):
        return TextLine(text=text[2:], kind=LineKind.HEADING, level=2)
    if " | " in text:
        return TextLine(text=text, kind=LineKind.ROW, cells=tuple(text.split(" | ")))
    return TextLine(text=text, kind=LineKind.ITEM if text.startswith("- ") else LineKind.PARAGRAPH)


def act(*texts: str, media_type: MediaType = MediaType.PDF, day: date | None = DAY) -> Act:
    page = ReadPage(number=1, lines=tuple(line(text) for text in texts))
    return find_act(structure_pages([page]), media_type, day)[0]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # minutes that name themselves, from four communes
        (("# Compte-rendu de la séance", "# Du Conseil Communautaire", "# Ordre du jour :"), ActKind.COMPTE_RENDU),
        (("# Conseil Communautaire", "# Séance du 13 juin 2031", "# COMPTE RENDU"), ActKind.COMPTE_RENDU),
        (("# CR du conseil municipal 7 octobre 2031", "Présents : A. Leroux"), ActKind.COMPTE_RENDU),
        (("# C-R du Conseil municipal", "+ Présents : Jeanne (Pr*)"), ActKind.COMPTE_RENDU),
        (("# PROCES VERBAL DE LA SEANCE DU 13 JUIN 2031", OPENING), ActKind.PROCES_VERBAL),
        # a printed form of an election, its title in a cell
        (("Effectif légal du conseil municipal | PROCES.VERBAL", "19 | DE L’ÉLECTION DU MAIRE"), ActKind.PROCES_VERBAL),
        # a convocation
        (("# Le 26 Mars 2031", "# CONVOCATION", "# ORDRE DU JOUR :", "- Budget"), ActKind.ORDRE_DU_JOUR),
        # the list posted after the session, the register of a year
        (("# Liste des délibérations votées", "# Le 16 MAI 2031", "- Subventions"), ActKind.LISTE_DES_DELIBERATIONS),
        (("# RÉPERTOIRE CHRONOLOGIQUE DES DÉLIBÉRATIONS 2031",), ActKind.LISTE_DES_DELIBERATIONS),
        # an extract
        (
            ("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL", "# Délibération n° 2031-031", OPENING),
            ActKind.DELIBERATION,
        ),
        # orders: of a prefect, with a title that goes on for lines, of a mayor without a title
        (("# Direction départementale", "# ARRÊTÉ PREFECTORAL N° 30-2031-03-10-00002"), ActKind.ARRETE),
        (("Arrêté préfectoral n°DDTM-2031-0071 réglementant l’usage de matériels " + "et " * 80,), ActKind.ARRETE),
        (
            ("Le maire de Valbrune,", "Vu le code de la route,", "ARRÊTE :", "Article 1 : la rue est fermée."),
            ActKind.ARRETE,
        ),
        (("Règlement de la Marche des Tilleuls.", "Dimanche 15 mai 2031."), ActKind.REGLEMENT),
        (("# Convention de mise à disposition du foyer",), ActKind.CONVENTION),
        (("# Rapport annuel sur le Prix et la Qualité du Service public", "2031"), ActKind.RAPPORT),
        (("# Le Bulletin municipal de Valbrune", "Juin 2031"), ActKind.BULLETIN),
        (("# Note de synthèse", "Le bassin est restauré."), ActKind.AUTRE),
        # what the session approves or speaks of is not what the document is
        (("Demande de subvention", "Le rapport annuel est en mairie, la convention est signée."), ActKind.AUTRE),
    ],
)
def test_a_document_is_what_its_first_page_says(texts: tuple[str, ...], expected: ActKind) -> None:
    assert act(*texts).kind is expected


def test_minutes_without_a_name_are_called_as_the_law_of_their_day_calls_them() -> None:
    texts = ("# Commune de Valbrune", "# Conseil Municipal du 13/06/2031", OPENING, "# Ordre du jour", "- Budget")
    assert act(*texts, day=date(2022, 7, 1)).kind is ActKind.PROCES_VERBAL
    assert act(*texts, day=date(2022, 6, 30)).kind is ActKind.COMPTE_RENDU
    assert act(*texts, day=None).kind is ActKind.AUTRE


def test_a_page_of_a_site_is_a_page_whatever_it_lists() -> None:
    assert act("# Comptes rendus du conseil municipal", media_type=MediaType.HTML).kind is ActKind.PAGE
    assert act("# Carte d’identité", media_type=MediaType.MARKDOWN, day=None).kind is ActKind.PAGE
    assert act("# Règlement intérieur de la piscine", media_type=MediaType.MARKDOWN).kind is ActKind.REGLEMENT


def test_an_extract_that_holds_several_decisions_is_minutes() -> None:
    several = ("Registre des délibérations", OPENING, "# D2031-01 - Objet : Budget", "# D2031-02 - Objet : Emprunt")
    assert (act(*several).kind, act(*several).number) == (ActKind.PROCES_VERBAL, None)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Registre des délibérations", "# Délibération n° 2031-031"), "2031-031"),
        (("# DÉLIBÉRATION N°D 12",), None),
        (("# ARRÊTÉ N° 30-2031-07- 07-00003",), "30-2031-07- 07-00003"),
        (("# Arrêté municipal n° 2031/47 portant interdiction",), "2031/47"),
        (("# Arrêté du maire portant interdiction", "N° 2031-A12", "Vu l’arrêté n° 2029-3 du 4 mai 2029"), "2031-A12"),
        # a number that the act cites is not its own; other kinds have none
        (("# Arrêté du maire portant interdiction", "Vu l’arrêté n° 2029-3 du 4 mai 2029"), None),
        (("# Rapport annuel", "Délibération n° 2031-031"), None),
    ],
)
def test_the_number_is_the_act_s_own_as_written(texts: tuple[str, ...], expected: str | None) -> None:
    assert act(*texts).number == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OPENING, "conseil municipal"),
        ("les membres du Conseil Communautaire se sont réunis", "conseil communautaire"),
        ("# Réunion du Comité Consultatif BUDGET", "comité consultatif"),
        ("# Séance du Conseil de communauté", "conseil communautaire"),
        ("# Réunion des parents", None),
    ],
)
def test_who_met_is_named(text: str, expected: str | None) -> None:
    assert act("# Procès-verbal", text).instance == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Article 9. Le présent règlement entre en vigueur le 1er septembre 2031.",), date(2031, 9, 1)),
        (("Les tarifs s’appliquent à compter du 01/01/2032.",), date(2032, 1, 1)),
        (("FIXE le prix à 4 € à compter du 1er janvier 2032",), date(2032, 1, 1)),
        # what surely takes effect goes before what might be a detail
        (("Il prend effet le 1er mai 2031.", "La caution est due à compter du 1er juin 2031."), date(2031, 5, 1)),
        # several days, a period, a visa: nothing is said of the act
        (("Le matin à compter du 1er mai 2031.", "Le soir à compter du 1er juin 2031."), None),
        (("Tarifs applicables du 1er janvier au 31 décembre 2031",), None),
        (("Vu l’arrêté en vigueur à compter du 1er mai 2029,",), None),
    ],
)
def test_the_day_of_effect_is_given_when_it_is_the_only_one(texts: tuple[str, ...], expected: date | None) -> None:
    assert act("# Règlement de la salle", *texts).effect_date == expected
    assert act("# Rapport annuel", *texts).effect_date is None
