import pytest

from french.act_subject import act_subject


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Fixation des tarifs de la restauration scolaire 2031-2032",
            "Tarifs de la cantine à compter du 1er mars 2031",
        ),
        ("Vote des taux d’imposition 2031", "Taux des taxes directes locales"),
        ("Vote des taux d’imposition de fiscalité directe locale pour 2032", "Taux d’imposition 2031"),
        ("Tarification 2032", "Tarifs des services communaux 2031"),
        ("Délibération n° 2031-12 : Règlement intérieur du foyer", "Adoption du règlement intérieur du foyer"),
    ],
)
def test_titles_of_one_subject_are_one(one: str, other: str) -> None:
    assert act_subject(one) == act_subject(other) != frozenset()


def test_what_differs_between_two_subjects_is_kept() -> None:
    assert act_subject("Tarifs de la cantine") != act_subject("Tarifs du foyer")
    assert act_subject("Procès-verbal de la séance du 13 juin 2031") == frozenset()
