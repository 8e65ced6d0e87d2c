"""One word takes the place of another of its kind, never of another kind."""

import pytest

from french.exchanged import names_a_thing, other_subject, replaced_stems
from french.subject import subject_stems


def replaced(before: str, now: str) -> set[str]:
    return set(replaced_stems(frozenset(subject_stems(now)), frozenset(subject_stems(before))))


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ("la garderie du matin", "et le soir ?", "matin"),
        ("ouvert le mercredi", "et le samedi ?", "mercredi"),
        ("le premier mois", "et le troisième ?", "premier"),
        ("piscine pour les adultes", "et pour les enfants ?", "adultes"),
        ("la bibliothèque", "et la piscine municipale", "bibliothèque"),
        ("inscription à l’école", "et à la crèche ?", "école"),
    ],
)
def test_a_word_of_the_same_kind_is_replaced(before: str, now: str, gone: str) -> None:
    assert replaced(before, now) == set(subject_stems(gone))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("louer la salle des fêtes", "je rends les clés à la mairie ?"),
        ("louer la salle des fêtes", "et la caution"),
        ("la cantine", "et à l’école élémentaire ?"),
        ("la garderie du matin", "et le matin en maternelle ?"),
        ("la cantine le mercredi", "et pour le deuxième enfant ?"),
    ],
)
def test_what_is_of_another_kind_stays(before: str, now: str) -> None:
    assert replaced(before, now) == set()


def test_a_thing_can_be_asked_about_and_a_quality_cannot() -> None:
    assert names_a_thing(frozenset(subject_stems("horaires piscine")))
    assert not names_a_thing(frozenset(subject_stems("horaires le samedi matin")))


def test_what_is_done_with_a_thing_is_another_subject() -> None:
    assert other_subject(frozenset(subject_stems("la piscine municipale pour les enfants"))) == frozenset()
    assert other_subject(frozenset(subject_stems("réserver la piscine"))) == set(subject_stems("réserver"))
    assert not other_subject(frozenset(subject_stems("tarif piscine")), idle=frozenset(subject_stems("tarif")))
