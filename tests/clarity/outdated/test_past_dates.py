"""ST-01: deadlines, events, school years and terms that are over."""

from datetime import date

import pytest

from clarity.outdated.past_dates import past_dates
from domain.act import ActKind
from tests.clarity.documents import read

TODAY = date(2031, 3, 3)


@pytest.mark.parametrize(
    "sentence",
    [
        "Les inscriptions sont reçues jusqu’au 12 mai 2030.",
        "Date limite de dépôt des dossiers : 15 janvier 2031",
        "La fête du village aura lieu le 14 juillet 2030 sur la place.",
        "Les travaux débuteront le 3 février 2029 rue des Tilleuls.",
        "Les dossiers doivent être déposés avant le 30 avril 2030.",
    ],
)
def test_what_is_announced_for_a_past_day_is_over(sentence: str) -> None:
    (seen,) = past_dates(read(sentence), TODAY)
    assert seen.rule == "ST-01"
    assert seen.place.quote == sentence
    assert dict(seen.measures)["past_day"] < TODAY.isoformat()


@pytest.mark.parametrize(
    "sentence",
    [
        "Les inscriptions sont reçues jusqu’au 12 mai 2031.",
        "Le présent règlement entrera en vigueur le 1er septembre 2028.",
        "Ces tarifs seront appliqués à compter du 1er janvier 2029.",
        "La salle a été inaugurée le 3 mars 2029.",
        "L’exposition sera ouverte du 1er février 2031 au 30 avril 2031.",
        "Vu la délibération du 3 mai 2029, qui sera annexée,",
        "La mairie sera fermée le 14 juillet.",
        "Les contrats signés avant le 1er janvier 2029 gardent leur tarif.",
        "Les maisons dont le permis a été délivré avant le 1er juillet 1997 doivent être contrôlées.",
        "Les enfants nés avant le 31 décembre 2028 peuvent être inscrits.",
    ],
)
def test_what_still_holds_or_is_told_as_past_is_left_alone(sentence: str) -> None:
    assert list(past_dates(read(sentence), TODAY)) == []


def test_a_past_school_year_is_told_once_and_not_beside_the_current_one() -> None:
    old = read("Tarifs de l’année scolaire 2028-2029", "Repas 2028-2029 : 3,85 €")
    (seen,) = past_dates(old, TODAY)
    assert seen.place.quote == "l’année scolaire 2028-2029"
    assert dict(seen.measures)["school_year_ended"] == "2029-08-31"
    (latest,) = past_dates(read("Bilan 2026-2027", "Effectifs 2028-2029"), TODAY)
    assert latest.place.quote == "2028-2029"
    assert list(past_dates(read("Année scolaire 2029-2030 et 2030-2031"), TODAY)) == []
    assert list(past_dates(read("Année scolaire 2030-2031"), date(2031, 8, 31))) == []
    assert len(list(past_dates(read("Année scolaire 2030-2031"), date(2031, 9, 1)))) == 1


def test_a_title_of_a_past_year_is_told_on_the_title() -> None:
    (seen,) = past_dates(read("Repas : 3,85 €", title="Tarifs périscolaires 2028-2029"), TODAY)
    assert (seen.place.quote, seen.place.passage_id) == ("Tarifs périscolaires 2028-2029", None)
    assert list(past_dates(read("Année 2030-2031 : 4 €", title="Tarifs 2028-2029"), TODAY)) == []


def test_a_council_of_a_former_term_is_over() -> None:
    (seen,) = past_dates(read("Les élus du mandat 2020-2026 vous reçoivent."), TODAY)
    assert dict(seen.measures)["term_ended"] == "2026"
    assert list(past_dates(read("Plan local d’urbanisme 2020-2026."), TODAY)) == []


def test_a_scale_of_days_in_which_the_next_line_goes_on_is_a_history() -> None:
    scale = "- 159 € jusqu’au 16 août 2029\n- 163 € à partir du 17 août 2029"
    assert list(past_dates(read(scale), TODAY)) == []
    assert len(list(past_dates(read("- 159 € jusqu’au 16 août 2029\n- Goûter compris"), TODAY))) == 1


@pytest.mark.parametrize("path", ["bulletin/2029-04.pdf", "journal-municipal-12.pdf", "docs/la-gazette-de-mai.pdf"])
def test_an_issue_of_a_bulletin_is_of_its_day(path: str) -> None:
    announced = "La fête aura lieu le 14 juillet 2030."
    assert list(past_dates(read(announced, path=path), TODAY)) == []
    assert len(list(past_dates(read(announced, path="journal officiel/avis.pdf"), TODAY))) == 1


def test_minutes_are_of_their_day() -> None:
    text = read("La fête aura lieu le 14 juillet 2030.", kind=ActKind.PROCES_VERBAL)
    assert list(past_dates(text, TODAY)) == []
