"""ST-03: what no longer exists under that name."""

from datetime import date

import pytest

from clarity.outdated.former_names import former_names, known_names, next_changes
from clarity.read_text import read_pasted
from domain.act import ActKind
from domain.finding import Severity
from tests.clarity.documents import read

TODAY = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("line", "former", "now"),
    [
        ("Les demandeurs d’emploi présentent leur carte ANPE.", "ANPE", "France Travail"),  # a tariff of a pool
        ("Réduction sur attestation de Pôle Emploi de moins de trois mois.", "Pôle Emploi", "France Travail"),
        ("Carte de transport : retrait au Conseil Général du Loiret.", "Conseil Général", "conseil départemental"),
        ("- Le CLSH ouvre pendant les petites vacances.", "CLSH", "accueil de loisirs (ALSH)"),
        ("Le tribunal d’instance reçoit le mardi.", "tribunal d’instance", "tribunal judiciaire"),
        (
            "Fournir une fiche individuelle d’état civil.",
            "fiche individuelle d’état civil",
            "copie du livret de famille ou de la pièce d’identité",
        ),
        (
            "La taxe d’habitation de sa résidence principale est due.",
            "taxe d’habitation de sa résidence principale",
            "plus de taxe d’habitation sur la résidence principale",
        ),
        ("Remplissez le formulaire cerfa n° 13406*03.", "cerfa n° 13406*03", "la version en cours du formulaire"),
        ("La zone UA du POS est inconstructible.", "POS", "plan local d’urbanisme (PLU)"),
    ],
)
def test_a_former_name_is_shown_with_the_one_to_write(line: str, former: str, now: str) -> None:
    (seen,) = former_names(read(line), TODAY)
    assert seen.rule == "ST-03"
    assert seen.severity is Severity.MAJEUR
    assert seen.place.quote == former
    assert line[seen.place.start : seen.place.end] == former
    assert dict(seen.measures)["now"] == now
    assert seen.proposal is not None
    assert seen.proposal.rule == line.replace(former, now)


@pytest.mark.parametrize(
    "line",
    [
        "France Travail (ex-Pôle emploi) reçoit à Vineuil.",
        "La Sécurité sociale des indépendants a remplacé le RSI.",
        "L’Urssaf, remplaçant le RSI, encaisse les cotisations.",
        "Le RSI a été supprimé en 2018.",
        "Le RSI a été supprimé en 2018 : adressez-vous à l’Urssaf.",
        "Le RMI, supprimé en 2009, ne peut plus être demandé.",
        "L’ANPE occupait ce bâtiment.",
        "Le pont a été construit en 1987 par le conseil général.",
        "La convention passée avec le conseil général le 4 mai 2009 se consulte en mairie.",
        "La DDASS, dissoute en 2010, contrôlait l’eau.",
        "Le conseil régional du Centre-Val de Loire subventionne les cars.",
        "Remplissez le formulaire cerfa n° 13406*15.",
        "Le conseil général de l’environnement a rendu son avis.",
        "Vu l’avis du conseil général du Loiret,",
        "Il pose une question sur le cirsium et les campus.",
    ],
)
def test_what_knows_that_the_name_is_former_or_means_another_thing_is_left_alone(line: str) -> None:
    assert list(former_names(read(line), TODAY)) == []


def test_a_name_is_told_once_in_a_document_and_not_before_its_day() -> None:
    text = read("Pôle emploi reçoit le lundi.", "Prenez rendez-vous à Pôle emploi.")
    assert len(list(former_names(text, TODAY))) == 1
    assert list(former_names(text, date(2023, 12, 31))) == []
    assert date(2024, 1, 1) in next_changes()


def test_a_year_beside_the_name_is_no_history_where_the_reader_is_told_what_to_do() -> None:
    assert len(list(former_names(read("Depuis 2019, inscrivez-vous à Pôle emploi."), TODAY))) == 1


@pytest.mark.parametrize("kind", [ActKind.DELIBERATION, ActKind.PROCES_VERBAL, ActKind.BULLETIN])
def test_acts_and_minutes_are_of_their_day(kind: ActKind) -> None:
    assert list(former_names(read("Convention avec Pôle emploi.", kind=kind), TODAY)) == []


def test_archives_may_say_what_was_true_and_a_pasted_text_may_not() -> None:
    assert list(former_names(read("Pôle emploi reçoit.", path="archives/2019/emploi.html"), TODAY)) == []
    assert len(list(former_names(read_pasted("Pôle emploi reçoit."), TODAY))) == 1


def test_every_name_of_the_list_has_its_day_and_its_text() -> None:
    assert len(known_names()) >= 60
    assert all(name.source and name.now and name.since.year >= 1999 for name in known_names())
