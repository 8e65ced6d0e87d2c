"""ST-02, ST-04, ST-05, ST-06, and until when a verdict stands."""

from datetime import date

import pytest

from clarity.outdated.detecting import next_change, outdated
from clarity.outdated.old_basis import age_years, old_basis
from clarity.outdated.relative_time import relative_time
from clarity.outdated.replaced_versions import replaced_versions, title_words
from clarity.outdated.undated import undated
from domain.act import ActKind
from domain.document import Visibility
from domain.finding import Severity
from tests.clarity.documents import document, read

TODAY = date(2031, 3, 3)


def test_a_price_that_rests_on_an_old_vote_is_told_with_its_age() -> None:
    (seen,) = old_basis(read("Tarifs votés par délibération n° 28-45 du 12 juillet 2028 :", "Repas : 3,85 €"), TODAY)
    assert (seen.rule, seen.severity) == ("ST-02", Severity.MINEUR)
    assert seen.place.quote == "délibération n° 28-45 du 12 juillet 2028"
    assert dict(seen.measures) == {"voted_on": "2028-07-12", "years": "2"}


@pytest.mark.parametrize(
    "lines",
    [
        ("Tarifs votés par délibération du 12 juillet 2030 :", "Repas : 3,85 €"),
        ("Nom de la rue : délibération du 12 juillet 2019.", "Ouvert le mardi."),
        ("La délibération est affichée. Le repas coûte 3,85 € depuis le 12 juillet 2019.",),
    ],
)
def test_a_recent_vote_or_no_price_is_left_alone(lines: tuple[str, ...]) -> None:
    assert list(old_basis(read(*lines), TODAY)) == []


def test_whole_years_are_counted() -> None:
    assert age_years(date(2029, 3, 4), TODAY) == 1
    assert age_years(date(2029, 3, 3), TODAY) == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Le parking est actuellement fermé.", "actuellement"),
        ("Inscriptions à la rentrée.", "à la rentrée"),
        ("Ouverture prochainement.", "prochainement"),
        ("La piscine rouvre cette année.", "cette année"),
    ],
)
def test_time_without_a_year_is_for_information(line: str, words: str) -> None:
    (seen,) = relative_time(read(line))
    assert (seen.rule, seen.severity, dict(seen.measures)["words"]) == ("ST-04", Severity.INFO, words)


@pytest.mark.parametrize(
    "line", ["Inscriptions à la rentrée 2031.", "Chaque année en mai.", "Cette année 2031, tout change.", "Il rentre."]
)
def test_time_with_a_year_is_left_alone(line: str) -> None:
    assert list(relative_time(read(line))) == []


def test_a_long_text_without_a_year_or_with_an_old_one_is_told() -> None:
    words = "Le service accueille les enfants le mercredi de 14 h à 18 h dans les locaux de la commune. " * 10
    (never,) = undated(read(words), TODAY)
    assert (never.rule, dict(never.measures)["latest_year"]) == ("ST-05", "none")
    (old,) = undated(read(words + "Mise à jour : juin 2027."), TODAY)
    assert dict(old.measures)["latest_year"] == "2027"
    assert list(undated(read(words + "Mise à jour : juin 2029."), TODAY)) == []
    assert list(undated(read("Ouvert de 14 h à 18 h."), TODAY)) == []
    assert list(undated(read("Le service accueille les enfants dans les locaux de la commune. " * 10), TODAY)) == []
    assert dict(next(iter(undated(read(words + "2 031 habitants, 06 20 31 20 31."), TODAY))).measures) == {
        "latest_year": "none",
        "day": "2031-03-03",
    }


def test_an_older_version_beside_a_newer_one_blocks() -> None:
    old = document(1, title="Tarifs périscolaires 2029-2030", kind=ActKind.AUTRE)
    new = document(2, title="Tarifs périscolaires 2030-2031", kind=ActKind.AUTRE)
    (seen,) = replaced_versions([new, old], TODAY)
    assert (seen.rule, seen.severity, seen.place.document_id) == ("ST-06", Severity.BLOQUANT, old.id)
    assert [place.document_id for place in seen.related] == [new.id]
    assert dict(seen.measures)["newer_title"] == new.title


def test_other_subjects_other_kinds_drafts_and_versions_to_come_are_left_alone() -> None:
    old = document(1, title="Tarifs périscolaires 2029-2030", kind=ActKind.AUTRE)
    others = [
        document(2, title="Tarifs de la piscine 2030-2031", kind=ActKind.AUTRE),
        document(3, title="Tarifs périscolaires 2030-2031", kind=ActKind.DELIBERATION),
        document(4, title="Tarifs périscolaires 2030-2031", kind=ActKind.AUTRE, visibility=Visibility.INTERNE),
        document(5, title="Tarifs périscolaires 2031-2032", kind=ActKind.AUTRE),
        document(6, title="Tarifs périscolaires", kind=ActKind.AUTRE),
    ]
    assert list(replaced_versions([old, *others], TODAY)) == []
    issues = [document(n, title=f"Lettre aux habitants, {m} 2030") for n, m in ((7, "mai"), (8, "juin"))]
    months = [document(n, title=f"Menus de la cantine, {m} 2030") for n, m in ((9, "mai"), (10, "juin"))]
    assert list(replaced_versions([*issues, *months], TODAY)) == []


def test_what_tells_a_version_is_no_word_of_the_title() -> None:
    assert title_words("Règlement du cimetière – mise à jour du 3 mars 2030 (v2)") == ("reglement", "cimetiere")
    assert title_words("Lot n° 3 : voirie") != title_words("Lot n° 4 : voirie")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Inscriptions jusqu’au 12 mai 2031.", date(2031, 5, 13)),
        ("Tarifs 2030-2031", date(2031, 7, 1)),
        ("Repas à 4 € (délibération du 1er mai 2029).", date(2031, 5, 1)),
        ("Rien de daté ici.", date(2032, 1, 1)),
    ],
)
def test_a_verdict_stands_until_a_day_of_the_text(line: str, day: date) -> None:
    text = read(line)
    assert next_change(text, TODAY) == day
    assert [o.rule for o in outdated(text, TODAY)] == [o.rule for o in outdated(text, date(2031, 4, 30))]


def test_the_verdict_does_change_on_that_day() -> None:
    text = read("Inscriptions jusqu’au 12 mai 2031.")
    changed = next_change(text, TODAY)
    assert changed is not None
    assert [o.rule for o in outdated(text, TODAY)] == []
    assert [o.rule for o in outdated(text, changed)] == ["ST-01"]
