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
        ("Photocopie : 2 francs la page.", "francs", "un montant en euros"),
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
        "Le dispositif a coûté 120 francs suisses.",
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


@pytest.mark.parametrize("kind", [ActKind.DELIBERATION, ActKind.PROCES_VERBAL, ActKind.BULLETIN])
def test_acts_and_minutes_are_of_their_day(kind: ActKind) -> None:
    assert list(former_names(read("Convention avec Pôle emploi.", kind=kind), TODAY)) == []


def test_archives_may_say_what_was_true_and_a_pasted_text_may_not() -> None:
    assert list(former_names(read("Pôle emploi reçoit.", path="archives/2019/emploi.html"), TODAY)) == []
    assert len(list(former_names(read_pasted("Pôle emploi reçoit."), TODAY))) == 1


def test_every_name_of_the_list_has_its_day_and_its_text() -> None:
    assert len(known_names()) >= 20
    assert all(name.source and name.now and name.since.year >= 1999 for name in known_names())
